import { describe, expect, it } from 'vitest';
import { emptySnapshot, type Reading, type Snapshot } from '../../../../../main/core/quota/model.ts';
import { type BillLine, breakdownOf, groupedBy } from '../../../../../main/core/usage/breakdown.ts';
import type { Breakdown } from '../../../../../main/core/usage/breakdown-model.ts';
import {
  breakdownCsv,
  breakdownJson,
  officialBreakdown,
} from '../../../../../main/core/view/usage/breakdown-export.ts';
import {
  breakdownView,
  explainBreakdownProblem,
  formatCost,
  offeredModels,
  periodText,
} from '../../../../../main/core/view/usage/breakdown-view.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';

const nowMs = Date.UTC(2026, 10, 21, 4);
const en = { words: wordsFor('en'), timeZone: 'Asia/Shanghai' };
const zh = { ...en, words: wordsFor('zh-CN') };

const line = (date: string, cost: number, amount: number, unit = 'tokens'): BillLine => ({
  date,
  cost,
  usage: { unit, amount },
});
const told = (fromDate: string, toDate: string, ...lines: readonly BillLine[]): Breakdown =>
  breakdownOf(lines, { model: 'qwen-plus', sourceId: 'qwencloud', takenAtMs: 1, currency: 'USD', fromDate, toDate });

describe('the view of a breakdown', () => {
  const breakdown = told(
    '2026-11-19',
    '2026-11-30',
    line('2026-11-20', 1.5, 1_234_567),
    line('2026-11-20', 0.5, 3, 'images'),
  );

  it('has a column for each unit and the cost, and no future days', () => {
    const view = breakdownView(breakdown, nowMs, en);
    expect(view.measures).toEqual([
      { id: 'tokens', name: 'Tokens' },
      { id: 'images', name: 'Images' },
      { id: 'cost', name: 'Cost' },
    ]);
    expect(view.periods.map(({ text, texts }) => [text, ...texts])).toEqual([
      ['Nov 19', '0', '0', '$0.00'],
      ['Nov 20', '1,234,567', '3', '$2.00'],
      ['Nov 21', '0', '0', '$0.00'],
    ]);
    expect(view.totals).toEqual(['1,234,567', '3', '$2.00']);
    expect(view.emptyText).toBeNull();
  });

  it('names the source of the numbers, and their age', () => {
    const read = { ...breakdown, takenAtMs: nowMs - 3 * 60_000 };
    expect(breakdownView(read, nowMs, en).originText).toBe('From QwenCloud · Updated 3 min ago');
    expect(breakdownView({ ...read, sourceId: 'qwencloud-cli' }, nowMs, zh).originText).toMatch(/qwencloud.* · .*3/);
  });

  it('shows a future day that was billed, as the clock of the service may be ahead', () => {
    const ahead = told('2026-11-21', '2026-11-30', line('2026-11-22', 1, 1));
    expect(breakdownView(ahead, nowMs, en).periods.map(({ period }) => period)).toEqual(['2026-11-21', '2026-11-22']);
  });

  it('has a text instead of a table if nothing was billed', () => {
    const none = told('2026-11-01', '2026-11-21');
    expect(breakdownView(none, nowMs, en).emptyText).toBe('Nothing was billed for qwen-plus from Nov 1 to Nov 21.');
    expect(breakdownView(none, nowMs, zh).emptyText).toContain('没有费用');
  });

  it.each([
    ['2026-11-03', 'Nov 3', '11月3日'],
    ['2025-12-31', 'Dec 31, 2025', '2025年12月31日'],
    ['2026-11', 'Nov 2026', '2026年11月'],
    ['2026-Q4', '2026 Q4', '2026 年第 4 季度'],
    ['nonsense', 'nonsense', 'nonsense'],
  ])('names %s', (period, english, chinese) => {
    expect([periodText(period, nowMs, en), periodText(period, nowMs, zh)]).toEqual([english, chinese]);
  });

  it.each([
    [0, '$0.00'],
    [12.345, '$12.35'],
    [0.0123, '$0.012'],
    [0.000_04, '$0.00004'],
  ])('writes a cost of %d', (cost, text) => {
    expect(formatCost(cost, 'USD', en.words)).toBe(text);
  });

  it('explains every problem', () => {
    const { words } = en;
    expect(explainBreakdownProblem({ kind: 'model-not-found', model: 'x', near: ['a', 'b'] }, words).wayOut).toBe(
      'Did you mean a, b?',
    );
    expect(explainBreakdownProblem({ kind: 'model-not-found', model: 'x', near: [] }, words).what).toContain('“x”');
    expect(explainBreakdownProblem({ kind: 'period', reason: 'too-far-back' }, words).what).toContain('one year');
    expect(explainBreakdownProblem({ kind: 'failure', failure: { kind: 'offline' } }, words).what).toContain('offline');
    expect(explainBreakdownProblem({ kind: 'superseded' }, words).wayOut).toBe('Ask again.');
  });
});

const snapshotOf = (...readings: readonly Reading[]): Snapshot => ({
  ...emptySnapshot,
  pools: readings.map((reading) => ({ pool: reading.pool, state: 'fresh', reading, disagreements: [] })),
});

it('offers the dearest model first, then those of the free tier by name, each once', () => {
  const common = { sourceId: 'qwencloud', takenAtMs: 1, windows: [] } as const;
  const usage = [] as const;
  const bill = {
    pool: 'pay-as-you-go',
    ...common,
    fromDate: '',
    toDate: '',
    currency: 'USD',
    totalCost: 3,
    models: [
      { model: 'b', usage, cost: 1 },
      { model: 'c', usage, cost: 2 },
    ],
  } as const;
  const free = {
    pool: 'free-tier',
    ...common,
    models: ['d', 'c', 'a'].map((model) => ({ model, quota: null, status: null, endsAtMs: null })),
  } as const;
  expect(offeredModels(snapshotOf(free, bill))).toEqual(['c', 'b', 'a', 'd']);
  expect(offeredModels(snapshotOf())).toEqual([]);
});

describe("the official client's format", () => {
  const daily = told('2026-11-19', '2026-11-21', line('2026-11-20', 1.5, 100), line('2026-11-21', 0.5, 3, 'voices'));

  it('fills empty days with 0 tokens, and keeps other units apart', () => {
    expect(officialBreakdown(daily)).toEqual({
      model_id: 'qwen-plus',
      period: { from: '2026-11-19', to: '2026-11-21' },
      granularity: 'day',
      rows: [
        { period: '2026-11-19', cost: 0, currency: 'USD', tokens_in: 0 },
        { period: '2026-11-20', cost: 1.5, currency: 'USD', tokens_in: 100 },
        { period: '2026-11-21', cost: 0.5, currency: 'USD', usage: { voices: 3 } },
      ],
      total: { cost: 2, currency: 'USD', tokens_in: 100, usage: { voices: 3 } },
    });
    expect(JSON.parse(breakdownJson(daily))).toEqual(officialBreakdown(daily));
  });

  it('has no tokens in an empty month', () => {
    const empty = groupedBy(told('2026-10-31', '2026-11-01', line('2026-11-01', 1, 1)), 'month');
    expect(officialBreakdown(empty).rows[0]).toEqual({ period: '2026-10', cost: 0, currency: 'USD' });
  });

  it('as comma-separated values has a line for each period, with quotes where they are needed', () => {
    const odd = told('2026-11-20', '2026-11-21', line('2026-11-20', 1.5, 100), line('2026-11-21', 1, 2, 'a "b",c'));
    expect(breakdownCsv(odd)).toBe(
      'period,tokens,"a ""b"",c",cost,currency\r\n2026-11-20,100,0,1.5,USD\r\n2026-11-21,0,2,1,USD\r\n',
    );
  });
});
