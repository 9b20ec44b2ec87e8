import { expect, it } from 'vitest';
import { widthOf } from '../../../main/cli/layout.ts';
import { runCommandLine } from '../../../main/cli/run.ts';
import { textOf } from '../../../main/core/history/month-file.ts';
import type { HistoryRecord } from '../../../main/core/history/record.ts';
import { fakeContext } from './fake-context.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);
const reading = (agoMinutes: number, used: number): HistoryRecord => ({
  ...{ kind: 'reading', pool: 'coding-plan', windowId: 'five-hours', certainty: 'exact', limit: 100 },
  ...{ atMs: nowMs - agoMinutes * 60_000, used, resetsAtMs: null },
});
const change: HistoryRecord = {
  ...{ kind: 'switch', atMs: nowMs - 60_000, model: 'qwen3-max-2026-01-23' },
  ...{ providerId: null, baseUrl: null },
};

it.each([40, 80])(
  'lists the highest level of a day beside long changes in %i columns, under a heading',
  async (columns) => {
    const context = fakeContext({ nowMs, columns });
    const printed: string[] = [];
    const terminal = { ...context.terminal, out: (line: string) => void printed.push(line) };
    const records = [reading(30 * 60, 8), reading(20, 100), reading(10, 12), change];
    await context.dataFiles.write('history/2026-11.jsonl', new TextEncoder().encode(textOf(records)));
    expect(await runCommandLine(['history'], { ...context, terminal })).toBe(0);
    for (const line of printed) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
    expect(printed[0]).toMatch(/^The highest use of each/);
    const levels = printed.filter((line) => line.includes('%'));
    expect(levels).toEqual([
      expect.stringMatching(/^ {2}Nov 20 {4}8% {2,6}Coding/),
      expect.stringMatching(/^ {2}Nov 21 {2}100% {2,6}Coding/),
    ]);
    expect(printed.join('')).not.toContain('12%');
  },
);
