import path from 'node:path';
import { root } from './paths.mjs';
import { runQuietly } from './setup/command.mjs';
import { seconds } from './setup/steps.mjs';
import { runTests, summaryOf } from './vitest-run.mjs';

/**
 * Runs `work` and prints one line with its outcome and duration, preceded by its output where it failed.
 * @template {{ ok: boolean, output: string }} Result
 * @param {string} name
 * @param {() => Promise<Result>} work
 * @param {(result: Result) => string} summarize
 * @returns {Promise<Result>}
 */
export async function runAndReport(name, work, summarize) {
  const startedAt = performance.now();
  const result = await work();
  if (!result.ok && result.output) console.log(result.output.trimEnd());
  console.log(`${name}: ${summarize(result)} (${seconds(performance.now() - startedAt)})`);
  return result;
}

/**
 * @param {string} name
 * @param {readonly string[]} script path below node_modules and arguments
 */
function tool(name, [script = '', ...args]) {
  const run = async () => {
    const file = path.join(root, 'node_modules', script);
    const { status, output } = await runQuietly(process.execPath, [file, ...args], { cwd: root });
    return { ok: status === 0, output };
  };
  return runAndReport(name, run, ({ ok }) => (ok ? 'ok' : 'failed'));
}

/**
 * Runs what needs no Electron and little time: format, lint, types, the search for unused code, and the unit, renderer and
 * architecture tests. All of it runs side by side, also after a failure.
 * @param {NodeJS.ProcessEnv} env of the tests
 * @returns {Promise<{ ok: boolean, counts: import('./vitest-run.mjs').Counts }>}
 */
export async function runChecks(env = process.env) {
  const [style, types, unused, tests] = await Promise.all([
    tool('format and lint', ['@biomejs/biome/bin/biome', 'ci', '--colors=off', '.']),
    // One checker: the default of four would each check the same libraries again, while the tests run.
    tool('types', ['typescript/bin/tsc', '-b', '--checkers', '1']),
    tool('unused files, exports and packages', ['knip/bin/knip.js', '--reporter', 'compact', '--no-progress']),
    runAndReport(
      'unit, renderer and architecture tests',
      () => runTests(['unit'], { env, show: false }),
      ({ counts }) => summaryOf(counts),
    ),
  ]);
  return { ok: style.ok && types.ok && unused.ok && tests.ok, counts: tests.counts };
}
