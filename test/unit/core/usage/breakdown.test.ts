import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearNames } from '../../../../main/core/text/near-names.ts';
import { type BillLine, breakdownOf, breakdownOfDays, groupedBy } from '../../../../main/core/usage/breakdown.ts';
import { type Breakdown, BreakdownSchema, granularities } from '../../../../main/core/usage/breakdown-model.ts';
import { addDays } from '../../../../main/core/usage/plain-date.ts';

const origin = { model: 'qwen-plus', currency: 'USD', sourceId: 'qwencloud', takenAtMs: 1 } as const;
const asked = { ...origin, fromDate: '2026-01-30', toDate: '2026-04-02' };
const tokens = (date: string, amount: number, cost: number): BillLine => ({
  date,
  cost,
  usage: { unit: 'tokens', amount },
});

const lines = [
  tokens('2026-01-30', 1000, 0.5),
  tokens('2026-01-30', 500.4, 0.25),
  tokens('2026-03-31', 2000, 1),
  { date: '2026-04-01', cost: 0.125, usage: { unit: 'images', amount: 3 } },
  { date: '2026-04-01', cost: 0.01, usage: null },
];

describe('one model over time', () => {
  it('has a row for every day, an empty one if nothing was billed', () => {
    const { rows, total } = breakdownOf(lines, asked);
    expect(rows).toHaveLength(63);
    expect(rows[0]).toEqual({ period: '2026-01-30', cost: 0.75, usage: [{ unit: 'tokens', amount: 1500 }] });
    expect(rows[1]).toEqual({ period: '2026-01-31', cost: 0, usage: [] });
    expect(rows.at(-2)).toEqual({ period: '2026-04-01', cost: 0.135, usage: [{ unit: 'images', amount: 3 }] });
    expect(total).toEqual({
      cost: 1.885,
      usage: [
        { unit: 'tokens', amount: 3500 },
        { unit: 'images', amount: 3 },
      ],
    });
  });

  it('is added up by month and by quarter, empty ones included', () => {
    const daily = breakdownOf(lines, asked);
    expect(groupedBy(daily, 'month').rows).toEqual([
      { period: '2026-01', cost: 0.75, usage: [{ unit: 'tokens', amount: 1500 }] },
      { period: '2026-02', cost: 0, usage: [] },
      { period: '2026-03', cost: 1, usage: [{ unit: 'tokens', amount: 2000 }] },
      { period: '2026-04', cost: 0.135, usage: [{ unit: 'images', amount: 3 }] },
    ]);
    expect(groupedBy(daily, 'quarter').rows.map(({ period, cost }) => [period, cost])).toEqual([
      ['2026-Q1', 1.75],
      ['2026-Q2', 0.135],
    ]);
  });

  it('ignores days outside the range', () => {
    const outside = [tokens('2026-01-29', 9, 9), tokens('2026-04-03', 9, 9)];
    expect(breakdownOf(outside, asked).total).toEqual({ cost: 0, usage: [] });
  });

  it('keeps a cost too small for four decimals', () => {
    const small = [tokens('2026-02-01', 40, 0.000_04), tokens('2026-02-02', 40, 0.000_04)];
    expect(breakdownOf(small, asked).total.cost).toBe(0.000_08);
  });

  it('adds empty rows for days that are missing', () => {
    const row = { period: '2026-02-01', cost: 2, usage: [{ unit: 'seconds', amount: 12 }] };
    const { rows, total } = breakdownOfDays([row], asked);
    expect(rows).toHaveLength(63);
    expect(rows[2]).toEqual(row);
    expect(total).toEqual({ cost: 2, usage: [{ unit: 'seconds', amount: 12 }] });
  });

  it('has rows that add up to its total, in every granularity, for any bill', () => {
    const line = fc.record({
      date: fc.integer({ min: -3, max: 70 }).map((offset) => addDays(asked.fromDate, offset)),
      cost: fc.oneof(fc.integer({ min: -1000, max: 1e6 }), fc.double({ min: 0, max: 1e6, noNaN: true })),
      usage: fc.option(
        fc.record({
          unit: fc.constantFrom('tokens', 'images', 'seconds'),
          amount: fc.double({ min: 0, max: 1e12, noNaN: true }),
        }),
      ),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (bill) => {
        const daily = breakdownOf(bill, asked);
        for (const granularity of granularities) {
          const grouped = groupedBy(daily, granularity);
          expect(BreakdownSchema.safeParse(grouped).success).toBe(true);
          expectToAddUp(grouped);
          expect(grouped.total).toEqual(daily.total);
        }
      }),
    );
  });
});

function expectToAddUp({ rows, total }: Breakdown): void {
  const cost = rows.reduce((sum, row) => sum + row.cost, 0);
  expect(Math.abs(cost - total.cost)).toBeLessThan(1e-6);
  for (const unit of ['tokens', 'images', 'seconds']) {
    const amountIn = (usage: Breakdown['total']['usage']) => usage.find((one) => one.unit === unit)?.amount ?? 0;
    expect(rows.reduce((sum, { usage }) => sum + amountIn(usage), 0)).toBe(amountIn(total.usage));
  }
}

describe('names similar to a mistyped one', () => {
  const models = ['qwen-plus', 'qwen-plus-latest', 'qwen-max', 'qwen3-coder-plus', 'wan2.5-t2v-preview'];
  it.each([
    ['qwen-plu', ['qwen-plus', 'qwen-plus-latest']],
    ['QWEN-PLUS', ['qwen-plus', 'qwen-plus-latest']],
    ['qwen3-codr-plus', ['qwen3-coder-plus']],
    ['gpt-17', []],
    ['', []],
  ])('%j may be %j', (name, near) => {
    expect(nearNames(name, models).slice(0, near.length || 3)).toEqual(near);
  });

  it('names at most three, each once', () => {
    expect(nearNames('abcdef', ['abcde', 'abcdeg', 'abcdeh', 'abcdei', 'abcde'])).toEqual([
      'abcde',
      'abcdeg',
      'abcdeh',
    ]);
  });
});
