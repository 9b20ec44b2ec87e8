// Everything a fresh checkout needs before it can run: Node's built-ins alone, for node_modules may not exist yet.
import { ensureBundle } from './bundle.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { root } from './paths.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { stopChildrenOnSignal } from './setup/interrupt.mjs';
import { checkNodeVersion } from './setup/node-version.mjs';
import { reportAndExit, SetupError, step } from './setup/steps.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

/** @type {readonly import('./setup/needs.mjs').Purpose[]} */
const PURPOSES = ['start', 'demo', 'test', 'dist', 'package', 'check'];

/** @param {readonly string[]} args */
function purposeOf(args) {
  const asked = args.find((arg) => arg.startsWith('--for='))?.slice('--for='.length) ?? 'start';
  const purpose = PURPOSES.find((known) => known === asked);
  if (!purpose) throw new SetupError(`--for=${asked}: expected one of ${PURPOSES.join(', ')}.`);
  return purpose;
}

async function setUp() {
  const purpose = purposeOf(process.argv.slice(2));
  await step('Node.js', () => checkNodeVersion(process.version));
  await step('npm packages', () => ensureDependencies({ root }));
  if (purpose === 'check') return;
  await step('system packages', () => ensureSystemPackages(purpose));
  await step('Electron', async () => {
    const electron = await ensureElectron();
    const note = electron.source === 'fallback' ? ', the fallback for closed networks, for development only' : '';
    return `${electron.version}${note}`;
  });
  await step('bundle', () => ensureBundle());
}

stopChildrenOnSignal();
await setUp().catch(reportAndExit);
