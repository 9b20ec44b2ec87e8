import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countsOf, sum, summaryOf } from '../../../build/vitest-run.mjs';

describe('what a test run reports', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'qwen-gauge-report-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const report = (content: object) => {
    const file = path.join(folder, 'report.json');
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  test('is counted, pending tests as skipped', () => {
    const file = report({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 3 });
    expect(countsOf(file, false)).toEqual({ passed: 5, failed: 2, skipped: 4, skippedGroups: [] });
  });

  test('counts one failure for a run that failed outside every test', () => {
    expect(countsOf(report({ numPassedTests: 5, numFailedTests: 0 }), false).failed).toBe(1);
    expect(countsOf(path.join(folder, 'absent.json'), false).failed).toBe(1);
  });

  test('counts nothing for a successful run without a report', () => {
    expect(countsOf(path.join(folder, 'absent.json'), true)).toEqual({
      passed: 0,
      failed: 0,
      skipped: 0,
      skippedGroups: [],
    });
  });

  test('names what was skipped, each group of a file once', () => {
    const file = path.resolve(import.meta.dirname, 'shells.test.ts');
    const inGroup = (status: string, title: string, ...ancestorTitles: string[]) => ({ status, title, ancestorTitles });
    const assertionResults = [
      inGroup('skipped', 'completes a', 'zsh, where it is installed', 'on a terminal'),
      inGroup('pending', 'completes b', 'zsh, where it is installed'),
      inGroup('passed', 'completes a', 'bash'),
      inGroup('failed', 'completes b', 'bash'),
      inGroup('todo', 'refuses tcsh'),
    ];
    const { skippedGroups } = countsOf(
      report({ numPendingTests: 3, testResults: [{ name: file, assertionResults }] }),
      true,
    );
    expect(skippedGroups).toEqual([
      'test/unit/build/shells.test.ts: zsh, where it is installed',
      'test/unit/build/shells.test.ts: refuses tcsh',
    ]);
  });

  test('is summed over all runs', () => {
    const total = sum([
      { passed: 1, failed: 2, skipped: 3, skippedGroups: ['a.test.ts: zsh'] },
      { passed: 10, failed: 20, skipped: 30, skippedGroups: [] },
    ]);
    expect(summaryOf(total)).toBe('11 passed, 22 failed, 33 skipped');
    expect(total.skippedGroups).toEqual(['a.test.ts: zsh']);
  });
});
