import { expect, it } from 'vitest';
import { dayMs, hourMs } from '../../../main/core/quota/calendar.ts';
import { ReadingSchema } from '../../../main/core/quota/model.ts';
import { freeTierDetails } from '../../../main/core/view/quota/free-tier-rows.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { boundedReading } from '../../../main/sources/bounds.ts';
import { answerOf } from '../../../main/sources/parsed.ts';
import { parseMapping } from '../../../main/sources/qwencloud/parse/parse-free-tier.ts';
import { codingPlan, window } from '../../support/readings.ts';

const origin = { sourceId: 'qwencloud', takenAtMs: Date.UTC(2026, 9, 7), windows: [] } as const;

it('lists the thousand most used of 4,000 free models, and says how many it left out', () => {
  const models = Array.from({ length: 4000 }, (_, index) => ({
    model: `model-${index}`,
    quota: index % 4 === 0 ? { remaining: 4000 - index, total: 4000, unit: 'tokens' } : null,
    status: null,
    endsAtMs: null,
  }));
  const bounded = ReadingSchema.parse(boundedReading({ pool: 'free-tier', ...origin, models }));
  if (bounded.pool !== 'free-tier') throw new Error('another pool');
  expect([bounded.models.length, bounded.omittedModels]).toEqual([1000, 3000]);
  expect(bounded.models[0]?.model).toBe('model-3996');
  expect(bounded.models.every(({ quota }) => quota !== null)).toBe(true);
  const locale = { words: wordsFor('en'), timeZone: 'UTC', hour12: false };
  const details = freeTierDetails(bounded, origin.takenAtMs, locale);
  expect(details.summary).toContain('3,000 more models not listed');
  expect(details.count).toBe(4000);
});

it('leaves a thousand models as they are', () => {
  const models = Array.from({ length: 1000 }, (_, index) => ({
    model: `model-${index}`,
    quota: null,
    status: null,
    endsAtMs: null,
  }));
  const reading = { pool: 'free-tier', ...origin, models } as const;
  expect(boundedReading(reading)).toEqual(reading);
});

it('keeps the sum of a bill of which it lists the dearest models, and a hundred units of each', () => {
  const usage = Array.from({ length: 300 }, (_, index) => ({ unit: `unit-${index}`, amount: 1 }));
  const models = Array.from({ length: 1500 }, (_, index) => ({ model: `model-${index}`, usage, cost: index }));
  const bill = { fromDate: '2026-10-01', toDate: '2026-10-07', currency: 'USD', totalCost: 1_124_250 };
  const bounded = boundedReading({ pool: 'pay-as-you-go', ...origin, ...bill, models });
  if (bounded?.pool !== 'pay-as-you-go') throw new Error('another pool');
  expect([bounded.models.length, bounded.omittedModels, bounded.totalCost]).toEqual([1000, 500, 1_124_250]);
  expect([bounded.models[0]?.cost, bounded.models[0]?.usage.length]).toEqual([1499, 100]);
});

it('reports a reading that is not valid as an unknown shape, so that other pools keep their answers', () => {
  const reading = { ...codingPlan(), takenAtMs: Number.NaN };
  expect(answerOf('coding-plan', { outcome: 'reading', reading }, 7)).toMatchObject({
    outcome: 'failed',
    failure: { kind: 'unknown-shape' },
    failedAtMs: 7,
  });
});

it('cuts names that no model has', () => {
  expect([...(parseMapping({ ['m'.repeat(5000)]: 'tpl-1' })?.keys() ?? [])].map((name) => name.length)).toEqual([200]);
});

it.each([
  ['five-hours', 5 * hourMs],
  ['week', 7 * dayMs],
  ['month', 31 * dayMs],
] as const)('believes a reset of %s no further away than it lasts, with an hour for wrong clocks', (id, lengthMs) => {
  const { takenAtMs } = codingPlan();
  const resetIn = (aheadMs: number | null) => {
    const one = window({ id, resetsAtMs: aheadMs === null ? null : takenAtMs + aheadMs });
    return ReadingSchema.parse(boundedReading({ ...codingPlan(), windows: [one] })).windows[0];
  };
  for (const aheadMs of [-dayMs, 0, lengthMs, lengthMs + hourMs]) {
    expect(resetIn(aheadMs)).toMatchObject({ resetsAtMs: takenAtMs + aheadMs });
    expect(resetIn(aheadMs)).not.toHaveProperty('resetImpossible');
  }
  for (const aheadMs of [lengthMs + hourMs + 1, lengthMs + 8 * hourMs, 400 * dayMs]) {
    expect(resetIn(aheadMs)).toMatchObject({ used: 300, limit: 1200, resetsAtMs: null, resetImpossible: true });
  }
  expect(resetIn(null)).not.toHaveProperty('resetImpossible');
});

it('believes any reset of Credits, whose cycle may be the whole term of a plan', () => {
  const resetsAtMs = codingPlan().takenAtMs + 360 * dayMs;
  const credits = window({ id: 'credits', unit: 'credits', resetsAtMs });
  expect(boundedReading({ ...codingPlan(), windows: [credits] })?.windows).toEqual([credits]);
});
