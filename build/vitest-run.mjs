import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './paths.mjs';
import { runQuietly } from './setup/command.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, skippedGroups: readonly string[] }} Counts `skippedGroups`: what was skipped, each file with its outermost group once
 * @typedef {{ counts: Counts, ok: boolean, output: string }} TestRun `output` is empty where it was shown at once
 */

/**
 * Runs projects of vitest.config.ts, in the order given there, in a process of their own.
 * @param {readonly string[]} projects
 * @param {{ env?: NodeJS.ProcessEnv, args?: readonly string[], show: boolean }} options `show`: prints the output as it comes, instead of collecting it
 * @returns {Promise<TestRun>}
 */
export async function runTests(projects, { env = process.env, args = [], show }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qwen-gauge-tests-'));
  const report = path.join(folder, 'report.json');
  const words = [
    path.join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...projects.map((project) => `--project=${project}`),
    `--reporter=${show ? 'default' : 'dot'}`, // of collected output only the failures are worth reading
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ];
  try {
    const outcome = show ? await runVisibly(words, env) : await runQuietly(process.execPath, words, { cwd: root, env });
    const counts = countsOf(report, outcome.status === 0);
    return { counts, ok: outcome.status === 0, output: outcome.output };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./setup/command.mjs').Outcome>}
 */
function runVisibly(words, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', (error) => resolve({ status: null, output: error.message }));
    child.once('close', (status) => resolve({ status, output: '' }));
  });
}

/**
 * Counts the results. A run that failed without a failed test (a file that does not load, an error outside every test, a
 * crash) counts as one failure, so that the total never looks better than it is.
 * @param {string} reportFile vitest's JSON report
 * @param {boolean} ok
 * @returns {Counts}
 */
export function countsOf(reportFile, ok) {
  const report = readReport(reportFile);
  const failed = report?.numFailedTests ?? 0;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: ok ? failed : Math.max(1, failed),
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    skippedGroups: [...new Set((report?.testResults ?? []).flatMap(skippedIn))],
  };
}

/** @typedef {{ status: string, title: string, ancestorTitles: readonly string[] }} Test */

/** @param {{ name: string, assertionResults: readonly Test[] }} file */
const skippedIn = ({ name, assertionResults }) =>
  assertionResults
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ ancestorTitles: [group], title }) => `${path.relative(root, name)}: ${group || title}`);

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null; // No test was found, or vitest ended before it could write the report; `ok` distinguishes the two.
  }
}

/** @param {readonly Counts[]} all */
export function sum(all) {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
      skippedGroups: [...total.skippedGroups, ...one.skippedGroups],
    }),
    { passed: 0, failed: 0, skipped: 0, skippedGroups: /** @type {readonly string[]} */ ([]) },
  );
}

/** @param {Counts} counts */
export const summaryOf = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
