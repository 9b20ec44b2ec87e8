import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HistoryRecord } from '../../../../../main/core/history/record.ts';
import { csvOf } from '../../../../../main/core/view/usage/csv.ts';
import { historyCsv, historyJson } from '../../../../../main/core/view/usage/history-export.ts';
import { reading } from '../../history/records.ts';

const atMs = Date.UTC(2026, 10, 2, 3, 4);
const inWindow = { atMs, pool: 'coding-plan', windowId: 'week' } as const;
const records: readonly HistoryRecord[] = [
  reading(atMs, 7.5, { resetsAtMs: atMs + 60_000 }),
  { kind: 'switch', atMs, providerId: 'coding-plan', model: '=HYPERLINK("x")' },
  { kind: 'settings-changed', atMs, providerId: null, model: null },
  { kind: 'notice', ...inWindow, about: 'threshold', thresholdPercent: 90, outcome: 'shown' },
  {
    ...{ kind: 'forecast', ...inWindow, runsOutAtMs: atMs, fromMs: null, toMs: null, likelihood: 0.8 },
    outcome: { knownAtMs: atMs, ranOutAtMs: null },
  },
];

it('exports a line for each record, in the same columns', () => {
  const at = '2026-11-02T03:04:00.000Z';
  expect(historyCsv(records).split('\r\n')).toEqual([
    'at,kind,pool,window,certainty,used,limit,resets_at,provider,model,about,threshold_percent,outcome,runs_out_at,from,to,likelihood,known_at,ran_out_at',
    `${at},reading,coding-plan,week,exact,7.5,100,2026-11-02T03:05:00.000Z,,,,,,,,,,,`,
    `${at},switch,,,,,,,coding-plan,"'=HYPERLINK(""x"")",,,,,,,,,`,
    `${at},settings-changed,,,,,,,,,,,,,,,,,`,
    `${at},notice,coding-plan,week,,,,,,,threshold,90,shown,,,,,,`,
    `${at},forecast,coding-plan,week,,,,,,,,,,${at},,,0.8,${at},`,
    '',
  ]);
});

it('exports an object for each record', () => {
  expect(JSON.parse(historyJson(records))).toMatchObject([
    { at: '2026-11-02T03:04:00.000Z', kind: 'reading', used: 7.5 },
    { kind: 'switch', model: '=HYPERLINK("x")' },
    { provider: null },
    { outcome: 'shown' },
    { likelihood: 0.8, ran_out_at: null },
  ]);
});

it('guards the full-width signs that some spreadsheets read as formulas too', () => {
  expect(csvOf([['＝1+1', '＋1', '－1', '＠x']])).toBe("'＝1+1,'＋1,'－1,'＠x\r\n");
});

it('writes no text that a spreadsheet runs as a formula, and leaves numbers as they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [field = ''] = [csvOf([[text]]).replace(/^"/, '')];
      expect(field).not.toMatch(/^[=+\-@\t]/);
    }),
  );
  expect(csvOf([[-1.5, '-1.5', 'a"b', '\r']])).toBe(`-1.5,'-1.5,"a""b","'\r"\r\n`);
});
