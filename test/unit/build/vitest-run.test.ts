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
    expect(countsOf(file, false)).toEqual({ passed: 5, failed: 2, skipped: 4 });
  });

  test('counts one failure for a run that failed outside every test', () => {
    expect(countsOf(report({ numPassedTests: 5, numFailedTests: 0 }), false).failed).toBe(1);
    expect(countsOf(path.join(folder, 'absent.json'), false).failed).toBe(1);
  });

  test('counts nothing for a successful run without a report', () => {
    expect(countsOf(path.join(folder, 'absent.json'), true)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  test('is summed over all runs', () => {
    const total = sum([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ]);
    expect(summaryOf(total)).toBe('11 passed, 22 failed, 33 skipped');
  });
});
