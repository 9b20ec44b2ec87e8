import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {{ file: string, title: string, message: string }} FailedTest `file` is relative to the checkout, with slashes
 * @typedef {{ file: string, title?: RegExp, reason: string }} KnownLimit without `title`: every test of the file
 * @typedef {{ passed: number, skipped: number, failed: readonly FailedTest[] }} Report
 */

/**
 * Reads vitest's JSON report.
 * @param {string} text
 * @param {string} checkout the folder of the tests as Windows names it, such as `Z:\cache\checkout`
 * @returns {Report} a file that does not load counts as one failed test
 */
export function readReport(text, checkout) {
  const { numPassedTests, numPendingTests, testResults } = JSON.parse(text);
  const folder = `${checkout.replaceAll('\\', '/')}/`.toLowerCase();
  return {
    passed: numPassedTests,
    skipped: numPendingTests,
    failed: testResults.flatMap((/** @type {FileResult} */ result) => failuresOf(result, folder)),
  };
}

/**
 * @typedef {{ fullName: string, status: string, failureMessages: readonly string[] }} TestResult
 * @typedef {{ name: string, status: string, message?: string, assertionResults: readonly TestResult[] }} FileResult
 */

/**
 * @param {FileResult} result
 * @param {string} folder
 * @returns {FailedTest[]}
 */
function failuresOf({ name, status, message = '', assertionResults }, folder) {
  const whole = name.replaceAll('\\', '/');
  const file = whole.toLowerCase().startsWith(folder) ? whole.slice(folder.length) : whole;
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && failed.length === 0)
    return [{ file, title: '(the whole file)', message: firstLines(message) }];
  return failed.map((test) => ({ file, title: test.fullName, message: firstLines(test.failureMessages[0] ?? '') }));
}

/** @param {string} text */
const firstLines = (text) => stripVTControlCharacters(text).split('\n').slice(0, 2).join(' | ').slice(0, 300);

/**
 * Divides the failed tests into those that Wine alone makes fail and all others.
 * @param {readonly FailedTest[]} failed
 * @param {readonly KnownLimit[]} limits
 */
export function divide(failed, limits) {
  const limitOf = (/** @type {FailedTest} */ test) =>
    limits.find(({ file, title }) => file === test.file && (title === undefined || title.test(test.title)));
  return {
    unexpected: failed.filter((test) => limitOf(test) === undefined),
    known: failed.filter((test) => limitOf(test) !== undefined),
    unneeded: limits.filter((limit) => !failed.some((test) => limitOf(test) === limit)),
  };
}
