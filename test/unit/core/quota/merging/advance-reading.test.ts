import { describe, expect, it } from 'vitest';
import {
  advanceReading,
  disagreementsWith,
  isEstimate,
  nearerBaseline,
} from '../../../../../main/core/quota/merging/advance-reading.ts';
import {
  emptyMemory,
  forgetSources,
  fromEarlierRun,
  poolStatusOf,
  remember,
} from '../../../../../main/core/quota/merging/merge.ts';
import type { QuotaWindow, Reading } from '../../../../../main/core/quota/model.ts';
import { codingPlan, failing, noonMs, saying, window } from '../../../../support/readings.ts';

const minuteMs = 60_000;

const readingWith = (takenAtMs: number, ...windows: readonly Partial<QuotaWindow>[]): Reading => ({
  ...codingPlan({ takenAtMs }),
  windows: windows.map((part) => window({ resetsAtMs: noonMs + 60 * minuteMs, ...part })),
});
const exact = (...windows: readonly Partial<QuotaWindow>[]) => readingWith(noonMs, ...windows);
const estimate = (minutes: number, ...windows: readonly Partial<QuotaWindow>[]) =>
  readingWith(
    noonMs + minutes * minuteMs,
    ...windows.map((part): Partial<QuotaWindow> => ({ certainty: 'estimate', ...part })),
  );

describe('the estimate that describes the moment of a reading', () => {
  const at = (ms: number): Reading => readingWith(noonMs + ms, { certainty: 'estimate', used: ms });
  const nearest = (...offsetsMs: readonly number[]): number | undefined => {
    const found = nearerBaseline(exact({}), null, offsetsMs.map(at));
    return found === null ? undefined : found.takenAtMs - noonMs;
  };

  it.each([
    [[], undefined],
    [[-5 * minuteMs], -5 * minuteMs],
    [[-5 * minuteMs - 1], undefined],
    [[60 * minuteMs], 60 * minuteMs],
    [[60 * minuteMs, 90 * minuteMs], 60 * minuteMs],
    [[-minuteMs, 5_000], 5_000],
    [[-minuteMs, 5_001], -minuteMs],
    [[-minuteMs, -2 * minuteMs], -minuteMs],
    [[-2 * minuteMs, -minuteMs], -minuteMs],
    [[-1_000, 1_000], -1_000],
    [[60 * minuteMs, 1_000], 1_000],
  ] satisfies [number[], number | undefined][])('of those %j ms away', (offsets, expected) => {
    expect(nearest(...offsets)).toBe(expected);
  });

  it('is no later than one that is known already', () => {
    const known = at(2_000);
    expect(nearerBaseline(exact({}), known, [at(60 * minuteMs)])).toBe(known);
    expect(nearerBaseline(exact({}), known, [at(2_000)])).toBe(known);
  });
});

describe('a reading brought up to date', () => {
  const [then] = [estimate(0, { used: 100 })];

  it('stays the same without a later estimate', () => {
    const reading = exact({ used: 300 });
    expect(advanceReading(reading, then, estimate(0, { used: 120 }))).toBe(reading);
    expect(advanceReading(reading, then, estimate(-1, { used: 120 }))).toBe(reading);
  });

  it('keeps windows that the estimate does not know, then or now', () => {
    const reading = exact({ used: 300 }, { id: 'week', used: 900, limit: 9000 });
    expect(advanceReading(reading, then, estimate(5, { used: 120 })).windows).toMatchObject([
      { used: 320, certainty: 'estimate' },
      { used: 900, certainty: 'exact' },
    ]);
    expect(advanceReading(reading, null, estimate(5, { used: 120 }))).toEqual(reading);
    const onlyNow = advanceReading(reading, then, estimate(5, { id: 'week', used: 50, limit: 9000 }));
    expect(onlyNow).toEqual(reading);
  });

  it('moves by shares where the estimate counts another unit', () => {
    const credits = { unit: 'credits', limit: 1000 } as const;
    const reading = exact({ ...credits, used: 300 });
    const [before, after] = [estimate(0, { used: 120 }), estimate(5, { used: 240 })];
    expect(advanceReading(reading, before, after).windows).toMatchObject([{ unit: 'credits', used: 400, limit: 1000 }]);
    const mixed = estimate(0, { ...credits, used: 100 });
    expect(advanceReading(reading, mixed, after).windows).toMatchObject([{ used: 400 }]);
    expect(advanceReading(reading, before, estimate(5, { ...credits, used: 200 })).windows).toMatchObject([
      { used: 400 },
    ]);
  });

  it('is limited in requests alone, where both count them', () => {
    const credits = { unit: 'credits', limit: 100_000 } as const;
    const moved = (part: Partial<QuotaWindow>, from: number, to: number) =>
      advanceReading(
        exact({ ...part, used: 300 }),
        estimate(0, { ...part, used: from }),
        estimate(1, { ...part, used: to }),
      );
    expect(moved({ ...credits }, 0, 5_000.5).windows).toMatchObject([{ used: 5_300.5 }]);
    expect(moved({ ...credits }, 0, 200_000).windows).toMatchObject([{ used: 200_300 }]);
    expect(moved({ limit: 100_000 }, 0, 5_000).windows).toMatchObject([{ used: 360 }]);
  });

  it('counts requests in whole numbers', () => {
    const reading = exact({ used: 300 });
    const counted = advanceReading(
      reading,
      estimate(0, { used: 0, limit: 7, unit: 'credits' }),
      estimate(5, { used: 1 }),
    );
    expect(counted.windows).toMatchObject([{ used: 301 }]);
  });

  it('takes the estimate alone after a reset, in the unit of the service', () => {
    const ended = { resetsAtMs: noonMs + minuteMs, renewal: 'fixed' } as const;
    const next = { resetsAtMs: noonMs + 300 * minuteMs };
    const bounds = { from: 3, to: null };
    expect(
      advanceReading(exact({ ...ended, used: 300 }), null, estimate(5, { ...next, used: 5, usedBetween: bounds }))
        .windows,
    ).toMatchObject([{ used: 5, ...next, certainty: 'estimate', usedBetween: bounds }]);
    const [inCredits] = advanceReading(
      exact({ ...ended, unit: 'credits', used: 300, limit: 1000 }),
      null,
      estimate(5, { ...next, used: 120, usedBetween: bounds }),
    ).windows;
    expect(inCredits).toMatchObject({ unit: 'credits', used: 100, limit: 1000 });
    expect(inCredits).not.toHaveProperty('usedBetween');
    const [sure] = advanceReading(exact({ ...ended, used: 300 }), null, estimate(5, { ...next, used: 5 })).windows;
    expect(sure).not.toHaveProperty('usedBetween');
  });
});

it('calls a reading an estimate if any window is one', () => {
  expect(isEstimate(exact({}, { id: 'week', certainty: 'estimate' }))).toBe(true);
  expect(isEstimate(exact({}, { id: 'week' }))).toBe(false);
  expect(isEstimate(exact())).toBe(false);
});

describe('a disagreement', () => {
  const shown = exact({ used: 300 });
  const found = (minutes: number, part: Partial<QuotaWindow>) =>
    disagreementsWith(shown, [estimate(minutes, part)]).length;

  it('is more than five percentage points, within ten minutes, of the same window', () => {
    expect(found(0, { used: 361 })).toBe(1);
    expect(found(0, { used: 239 })).toBe(1);
    expect(found(0, { used: 330 })).toBe(0);
    expect(disagreementsWith(exact({ used: 0, limit: 100 }), [estimate(0, { used: 5, limit: 100 })])).toEqual([]);
    expect(found(10, { used: 900 })).toBe(1);
    expect(found(-10, { used: 900 })).toBe(1);
    expect(found(10.01, { used: 900 })).toBe(0);
    expect(found(0, { id: 'week', used: 900 })).toBe(0);
  });
});

describe('the memory of a pool', () => {
  const memory = remember(emptyMemory('coding-plan'), [
    saying(codingPlan()),
    saying(codingPlan({ sourceId: 'qwencloud-cli' })),
    failing('session-log'),
  ]);
  const sourcesIn = ({ words }: typeof memory) => words.map(({ sourceId }) => sourceId);

  it('forgets the sources that are gone, and no other', () => {
    const kept = forgetSources(memory, ['qwencloud', 'session-log']);
    expect(kept.pool).toBe('coding-plan');
    expect(sourcesIn(kept)).toEqual(['qwencloud-cli']);
  });

  it('of an earlier run is old until a source answers again; a failure of then is dropped', () => {
    const earlier = fromEarlierRun(memory, noonMs + minuteMs);
    expect(earlier.pool).toBe('coding-plan');
    expect(sourcesIn(earlier)).toEqual(['qwencloud', 'qwencloud-cli']);
    expect(poolStatusOf(earlier)).toMatchObject({
      state: 'stale',
      failure: { kind: 'not-asked-yet' },
      failedAtMs: noonMs + minuteMs,
    });
  });

  it('names the failure of the source listed first, whichever failed first', () => {
    const kinds = ['timeout', 'offline'] as const;
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const answers = [failing('qwencloud', noonMs, kinds[0]), failing('session-log', noonMs, kinds[1])];
      const ordered = order.flatMap((at) => answers[at] ?? []);
      expect(poolStatusOf(remember(emptyMemory('coding-plan'), ordered))).toMatchObject({
        state: 'failed',
        failure: { kind: 'timeout' },
      });
    }
  });

  it('without an answer is loading', () => {
    expect(poolStatusOf(emptyMemory('coding-plan'))).toEqual({ pool: 'coding-plan', state: 'loading' });
  });
});
