import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_LIMITS } from '../../../build/windows/known-limits.mjs';
import { divide, readReport } from '../../../build/windows/report.mjs';

const report = JSON.stringify({
  numPassedTests: 7,
  numPendingTests: 2,
  testResults: [
    {
      name: 'Z:/cache/checkout/test/unit/a.test.ts',
      status: 'failed',
      assertionResults: [
        { fullName: 'a works', status: 'passed', failureMessages: [] },
        {
          fullName: 'a is private',
          status: 'failed',
          failureMessages: ['\u001b[31mmode\u001b[39m\n  was 0666\n at x'],
        },
      ],
    },
    {
      name: 'z:\\cache\\checkout\\test\\unit\\b.test.ts',
      status: 'failed',
      message: 'no module',
      assertionResults: [],
    },
  ],
});

describe('the report of the tests on Windows', () => {
  const read = readReport(report, 'Z:\\cache\\checkout');
  const isPrivate = { file: 'test/unit/a.test.ts', title: 'a is private', message: 'mode |   was 0666' };
  const unloaded = { file: 'test/unit/b.test.ts', title: '(the whole file)', message: 'no module' };

  it('names each failed test by its file in the checkout, and a file that does not load', () => {
    expect(read).toEqual({ passed: 7, skipped: 2, failed: [isPrivate, unloaded] });
  });

  it('accepts a failure only where a known limit names it, and names limits that did not show', () => {
    const known = { file: 'test/unit/a.test.ts', title: /private$/, reason: 'no modes' };
    const gone = { file: 'test/unit/c.test.ts', reason: 'no links' };
    expect(divide(read.failed, [known, gone])).toEqual({
      unexpected: [unloaded],
      known: [isPrivate],
      unneeded: [gone],
    });
    expect(divide(read.failed, [{ ...known, title: /public$/ }]).unexpected).toEqual([isPrivate, unloaded]);
  });

  it.each(KNOWN_LIMITS)('names files that exist, and a reason: $file', ({ file, reason }) => {
    expect(fs.existsSync(path.join(import.meta.dirname, '../../..', file))).toBe(true);
    expect(reason).toMatch(/^Wine .+\.$/);
  });
});
