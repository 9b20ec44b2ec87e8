// `npm test`: everything but most contract tests, the long tests and those of the packages. With `--contract`: the
// first two, and nothing else. With `--package`: makes packages and tests them, and nothing else. With `--soak`: lets the
// app run for 15 minutes while its service fails, and nothing else. With `--screenshots`: draws every screen into
// `out/screenshots`, or those whose name contains one of the words that follow; `--screenshots --readme` draws the picture
// of README.md, and `--screenshots --baselines` those with which `npm test` compares.
import path from 'node:path';
import { runAndReport, runChecks } from './checks.mjs';
import { openDesktop } from './desktop.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { root } from './paths.mjs';
import { runQuietly } from './setup/command.mjs';
import { reportAndExit, SetupError } from './setup/steps.mjs';
import { runTests, sum, summaryOf } from './vitest-run.mjs';

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} [more] projects that run after it
 * @param {readonly string[]} [args] the names of the files to run; left out: all
 */
const project = (name, env, more = [], args = []) =>
  runAndReport(
    `${name} tests`,
    () => runTests([name, ...more], { env, args, show: true }),
    ({ counts }) => summaryOf(counts),
  );

/**
 * Runs the end-to-end tests, on Linux always on a virtual desktop: the developer's own is neither needed nor disturbed.
 * @param {'e2e' | 'e2e-long' | 'screenshots'} name
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} [args]
 */
async function endToEnd(name, env, args = []) {
  if (process.platform !== 'linux') return project(name, env, [], args);
  const desktop = await openDesktop();
  try {
    return await project(name, { ...desktop.env, ...env }, [], args);
  } finally {
    await desktop.close();
  }
}

/** A time zone with an offset of half an hour: `npm run check` uses the machine's own, so both are covered. */
const inAnotherTimeZone = { ...process.env, TZ: 'Asia/Kolkata' };

/**
 * Makes the packages for Linux, then tests them; other systems' packages are made and tested there.
 * @param {NodeJS.ProcessEnv} env
 */
async function packages(env) {
  if (process.platform !== 'linux') throw new SetupError('The tests of the packages run on Linux.');
  const words = [path.join(root, 'build', 'dist.mjs'), 'tar.gz', 'deb', 'rpm'];
  const make = async () => {
    const { status, output } = await runQuietly(process.execPath, words, { cwd: root });
    return { ok: status === 0, output };
  };
  const made = await runAndReport('packages', make, ({ ok }) => (ok ? 'made' : 'failed'));
  return made.ok
    ? project('package', env)
    : { ok: false, counts: { passed: 0, failed: 1, skipped: 0, skippedGroups: [] } };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.ProcessEnv} inherited
 */
async function runsFor(env, inherited) {
  if (process.argv.includes('--package')) return [await packages(inherited)];
  if (process.argv.includes('--soak'))
    return [
      await endToEnd('e2e-long', { ...env, QWEN_GAUGE_SOAK_MINUTES: '15' }, ['test/e2e/lifetime/soak.long.test.ts']),
    ];
  if (process.argv.includes('--screenshots')) {
    const words = process.argv.slice(process.argv.indexOf('--screenshots') + 1);
    const file = ['readme', 'baselines'].find((name) => words.includes(`--${name}`)) ?? 'pictures';
    const named = { ...env, QWEN_GAUGE_SCREENS: words.join(' ') };
    return [await endToEnd('screenshots', named, [`test/screens/${file}.shots.ts`])];
  }
  if (process.argv.includes('--contract'))
    return [
      await project('integration-long', inherited),
      await endToEnd('e2e-long', env),
      await project('contract', inherited),
    ];
  return [
    await runChecks(inAnotherTimeZone),
    await project('integration', inherited, ['race']),
    await endToEnd('e2e', env),
    await project('smoke', inherited),
  ];
}

async function test() {
  const { executable } = await ensureElectron();
  const env = { QWEN_GAUGE_TEST_ELECTRON: executable };
  const inherited = { ...process.env, ...env };
  const runs = await runsFor(env, inherited);
  const total = sum(runs.map((run) => run.counts));
  for (const one of total.skippedGroups) console.log(`skipped here: ${one}`);
  console.log(summaryOf(total));
  return runs.every((run) => run.ok) ? 0 : 1;
}

process.exitCode = await test().catch(reportAndExit);
