// `npm test`: everything, with a small set of the contract tests; `--contract`: the contract tests alone, all of them.
import { reported, runChecks } from './checks.mjs';
import { openDesktop } from './desktop.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { reportAndExit } from './setup/steps.mjs';
import { inWords, runTests, sum } from './vitest-run.mjs';

/**
 * @param {string} project
 * @param {NodeJS.ProcessEnv} env
 */
const project = (project, env) =>
  reported(
    `${project} tests`,
    () => runTests(project, { env, show: true }),
    ({ counts }) => inWords(counts),
  );

/**
 * On Linux always on a desktop of its own: the developer's is neither needed nor disturbed.
 * @param {NodeJS.ProcessEnv} env
 */
async function endToEnd(env) {
  if (process.platform !== 'linux') return project('e2e', env);
  const desktop = await openDesktop();
  try {
    return await project('e2e', { ...desktop.env, ...env });
  } finally {
    await desktop.close();
  }
}

/** `npm run check` tests in the time zone of the machine; this one is far from it, and off by half an hour. */
const elsewhere = { ...process.env, TZ: 'Asia/Kolkata' };

async function test() {
  const full = process.argv.includes('--contract');
  const { executable } = await ensureElectron();
  const env = { QWEN_GAUGE_TEST_ELECTRON: executable, QWEN_GAUGE_CONTRACT: full ? 'full' : 'small' };
  const inherited = { ...process.env, ...env };
  const runs = full ? [] : [await runChecks(elsewhere), await project('integration', inherited), await endToEnd(env)];
  runs.push(await project('contract', inherited));
  console.log(inWords(sum(runs.map((run) => run.counts))));
  return runs.every((run) => run.ok) ? 0 : 1;
}

process.exitCode = await test().catch(reportAndExit);
