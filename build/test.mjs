// `npm test`: everything but most contract tests and the long end-to-end tests. With `--contract`: those, and nothing else.
import { runAndReport, runChecks } from './checks.mjs';
import { openDesktop } from './desktop.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { reportAndExit } from './setup/steps.mjs';
import { runTests, sum, summaryOf } from './vitest-run.mjs';

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} [more] projects that run after it
 */
const project = (name, env, more = []) =>
  runAndReport(
    `${name} tests`,
    () => runTests([name, ...more], { env, show: true }),
    ({ counts }) => summaryOf(counts),
  );

/**
 * Runs the end-to-end tests, on Linux always on a virtual desktop: the developer's own is neither needed nor disturbed.
 * @param {'e2e' | 'e2e-long'} name
 * @param {NodeJS.ProcessEnv} env
 */
async function endToEnd(name, env) {
  if (process.platform !== 'linux') return project(name, env);
  const desktop = await openDesktop();
  try {
    return await project(name, { ...desktop.env, ...env });
  } finally {
    await desktop.close();
  }
}

/** A time zone with an offset of half an hour: `npm run check` uses the machine's own, so both are covered. */
const inAnotherTimeZone = { ...process.env, TZ: 'Asia/Kolkata' };

async function test() {
  const { executable } = await ensureElectron();
  const env = { QWEN_GAUGE_TEST_ELECTRON: executable };
  const inherited = { ...process.env, ...env };
  const runs = process.argv.includes('--contract')
    ? [await endToEnd('e2e-long', env), await project('contract', inherited)]
    : [
        await runChecks(inAnotherTimeZone),
        await project('integration', inherited, ['race']),
        await endToEnd('e2e', env),
        await project('smoke', inherited),
      ];
  console.log(summaryOf(sum(runs.map((run) => run.counts))));
  return runs.every((run) => run.ok) ? 0 : 1;
}

process.exitCode = await test().catch(reportAndExit);
