// `npm run demo`: runs the demo, which reads and writes nothing of the user's (see main/demo). Without a display it leaves
// screenshots and ends by itself, unless `--keep` is given.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureElectron } from './electron-runtime.mjs';
import { openDisplay } from './headless.mjs';
import { launchApp } from './launch.mjs';
import { root } from './paths.mjs';
import { reportAndExit } from './setup/steps.mjs';

/**
 * The app's arguments: translates `--screenshots=DIR` and `--keep`, and passes all others on.
 * @param {readonly string[]} args
 * @param {boolean} virtual the display is virtual: nobody can see the app or close it
 */
function appArguments(args, virtual) {
  const asked = args.find((arg) => arg.startsWith('--screenshots='))?.slice('--screenshots='.length);
  const screenshots = asked ?? (virtual ? path.join(root, 'screenshots') : null);
  const keep = args.includes('--keep') || !virtual;
  const others = args.filter((arg) => arg !== '--keep' && !arg.startsWith('--screenshots='));
  return [
    '--demo',
    ...(keep ? ['--demo-keep'] : []),
    ...(screenshots ? [`--demo-screenshots=${path.resolve(screenshots)}`] : []),
    ...others,
  ];
}

async function demo() {
  const electron = await ensureElectron();
  const display = await openDisplay({ services: true, isolateHome: true });
  // On a real display too, the demo gets folders of its own: it must not find a running app or real settings.
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'qwen-gauge-demo-'));
  const env = { ...display.env, QWEN_GAUGE_DATA_DIR: path.join(home, 'data'), QWEN_HOME: path.join(home, '.qwen') };
  try {
    if (display.virtual) await openShell(display.virtual);
    return await launchApp(electron.executable, appArguments(process.argv.slice(2), display.virtual !== null), env);
  } finally {
    await display.close();
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {import('./desktop.mjs').Desktop} desktop */
async function openShell(desktop) {
  const { startShell } = await import('./desktop-shell.mjs');
  const { tray, notifications } = await startShell(desktop);
  const parts = [tray ? 'a tray' : 'no tray', notifications ? 'notifications' : 'no notifications'];
  console.error(`There is no display here: the demo runs on a virtual one, with ${parts.join(' and ')}.`);
}

process.exitCode = await demo().catch(reportAndExit);
