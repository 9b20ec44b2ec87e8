import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAlerts, rememberAnnounced } from '../../../../main/core/notices/alerts.ts';
import { type RememberedAlerts, RememberedAlertsSchema } from '../../../../main/core/notices/remembered.ts';
import type { PoolStatus, QuotaWindow, Reading } from '../../../../main/core/quota/model.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../support/readings.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mondayMs = Date.UTC(2026, 9, 11, 16);

interface Step {
  readonly percent: number;
  readonly atMs?: number;
  readonly resetsAtMs?: number | null;
  readonly threshold?: number | readonly number[];
  readonly notices?: boolean;
  readonly status?: (status: PoolStatus) => PoolStatus;
}

const statusAt = (id: QuotaWindow['id'], { percent, atMs = noonMs, resetsAtMs }: Step): PoolStatus => {
  const reset = resetsAtMs === undefined ? mondayMs : resetsAtMs;
  const single = window({
    id,
    used: percent * 10,
    limit: 1000,
    resetsAtMs: id === 'five-hours' ? atMs + hourMs : reset,
  });
  return fresh({ ...codingPlan({ takenAtMs: atMs }), windows: [single] });
};

/** Runs the steps and shows every alert at once. Returns the steps at which there was one. */
function noticesOf(id: QuotaWindow['id'], steps: readonly Step[]): readonly number[] {
  let remembered: RememberedAlerts = [];
  return steps.flatMap((step, index) => {
    const { atMs = noonMs, threshold = 90, notices = true, status = (same) => same } = step;
    const snapshot = snapshotOf(status(statusAt(id, step)));
    const decision = decideAlerts(snapshot, { notices, warnAtUsedPercents: [threshold].flat() }, remembered, atMs);
    remembered = decision.due.reduce(rememberAnnounced, decision.remembered);
    return decision.due.length > 0 ? [index] : [];
  });
}

const percents = (...all: readonly number[]): readonly Step[] => all.map((percent) => ({ percent }));
const stale = (status: PoolStatus): PoolStatus =>
  status.state === 'fresh' ? { ...status, state: 'stale', failure: { kind: 'offline' }, failedAtMs: noonMs } : status;

describe('a window of any kind', () => {
  it.each([
    ['announces a crossing once', percents(50, 89.9, 90, 91, 99, 100), [2]],
    ['takes the first reading as a silent baseline', percents(95, 96, 99), []],
    ['announces after a high baseline once the use fell clearly and rose again', percents(95, 79, 91), [2]],
    ['does not announce again after a small fall', percents(50, 91, 85, 91, 80, 92), [1]],
    ['announces again after a clear fall', percents(50, 91, 79.9, 90), [1, 3]],
    ['is silent while stale', [{ percent: 50 }, { percent: 95, status: stale }], []],
    [
      'does not re-arm by a stale reading',
      [{ percent: 50 }, { percent: 95 }, { percent: 10, status: stale }, { percent: 95 }],
      [1],
    ],
    [
      'ignores an old reading',
      [{ percent: 50 }, { percent: 95, atMs: noonMs + 1, status: (status: PoolStatus) => ageOf(status) }],
      [],
    ],
    [
      'does not announce later what happened while notices were off',
      [{ percent: 50 }, { percent: 95, notices: false }, { percent: 95 }],
      [],
    ],
    [
      'announces a threshold lowered below the use',
      [{ percent: 70 }, { percent: 70, threshold: 60 }, { percent: 71, threshold: 60 }],
      [1],
    ],
    [
      'announces again at a threshold raised above the use',
      [{ percent: 50, threshold: 60 }, { percent: 65, threshold: 60 }, { percent: 70 }, { percent: 91 }],
      [1, 3],
    ],
    [
      'does not announce a lowered threshold while use falls',
      [{ percent: 50 }, { percent: 92 }, { percent: 75, threshold: 50 }],
      [1],
    ],
    [
      're-arms at a very low threshold too',
      [
        { percent: 0, threshold: 4 },
        { percent: 4, threshold: 4 },
        { percent: 3, threshold: 4 },
        { percent: 5, threshold: 4 },
        { percent: 1, threshold: 4 },
        { percent: 5, threshold: 4 },
      ],
      [1, 5],
    ],
    [
      'announces the highest of several thresholds crossed at once, and each later one once',
      [50, 92, 93, 100, 100, 91, 100].map((percent) => ({ percent, threshold: [75, 90, 100] })),
      [1, 3],
    ],
    [
      'announces a threshold again once the use has clearly left it',
      [50, 76, 91, 79, 91, 64, 76].map((percent) => ({ percent, threshold: [75, 90] })),
      [1, 2, 4, 6],
    ],
    [
      'announces a threshold raised below the use',
      [{ percent: 50, threshold: 80 }, { percent: 95, threshold: 80 }, { percent: 95 }],
      [1, 2],
    ],
    ['announces nothing without a threshold', [50, 100].map((percent) => ({ percent, threshold: [] })), []],
    [
      'announces at 100 only if the window is full',
      [
        { percent: 50, threshold: 100 },
        { percent: 99.9, threshold: 100 },
        { percent: 100, threshold: 100 },
      ],
      [2],
    ],
  ] satisfies [string, readonly Step[], readonly number[]][])('%s', (_, steps, expected) => {
    expect(noticesOf('five-hours', steps)).toEqual(expected);
    expect(noticesOf('week', steps)).toEqual(expected);
  });
});

const ageOf = (status: PoolStatus): PoolStatus =>
  status.state === 'fresh' ? { ...status, reading: { ...status.reading, takenAtMs: noonMs - 2 * hourMs } } : status;

describe('the occurrence of a window', () => {
  const nextMs = mondayMs + 7 * dayMs;

  it('does not depend on the reset time of the rolling five hours', () => {
    const varying = [50, 91, 92, 91, 93, 90].map((percent, index) => ({ percent, atMs: noonMs + index * 3 * hourMs }));
    expect(noticesOf('five-hours', varying)).toEqual([1]);
  });

  it.each([
    [
      'the next week is a new one, even if no fall of the use was seen',
      [{ percent: 50 }, { percent: 95 }, { percent: 92, atMs: mondayMs + 1, resetsAtMs: nextMs }],
      [1, 2],
    ],
    [
      'a reset time that varies slightly is the same week',
      [
        { percent: 50 },
        { percent: 95 },
        { percent: 95, resetsAtMs: mondayMs + 60_000 },
        { percent: 95, resetsAtMs: mondayMs - 60_000 },
      ],
      [1],
    ],
    [
      'two sources with different resets are the same week',
      [{ percent: 50 }, { percent: 95 }, { percent: 95, resetsAtMs: nextMs }, { percent: 95 }],
      [1],
    ],
    [
      'a reset time that has passed is still the same week',
      [{ percent: 50 }, { percent: 95 }, { percent: 95, atMs: mondayMs + hourMs }],
      [1],
    ],
    [
      'an unknown reset needs a fall of the use',
      [
        { percent: 50 },
        { percent: 95 },
        { percent: 95, atMs: nextMs, resetsAtMs: null },
        { percent: 5, resetsAtMs: null },
        { percent: 95, resetsAtMs: null },
      ],
      [1, 4],
    ],
    [
      'a postponed reset is the same week until it has passed',
      [
        { percent: 50 },
        { percent: 95 },
        { percent: 95, resetsAtMs: mondayMs + 3 * dayMs },
        { percent: 95, atMs: mondayMs + hourMs, resetsAtMs: mondayMs + 3 * dayMs },
      ],
      [1],
    ],
    [
      'an early reset is recognised by the fall of the use',
      [{ percent: 50 }, { percent: 95 }, { percent: 2, resetsAtMs: nextMs }, { percent: 95, resetsAtMs: nextMs }],
      [1, 3],
    ],
  ] satisfies [string, readonly Step[], readonly number[]][])('%s', (_, steps, expected) => {
    expect(noticesOf('week', steps)).toEqual(expected);
  });
});

describe('the decision', () => {
  const before: RememberedAlerts = [{ pool: 'coding-plan', windowId: 'five-hours', state: 'armed' }];
  const preferences = { notices: true, warnAtUsedPercents: [90] };
  const above = snapshotOf(statusAt('five-hours', { percent: 95 }));

  it('keeps an alert due until it was shown', () => {
    const first = decideAlerts(above, preferences, before, noonMs);
    expect(first.due).toHaveLength(1);
    const second = decideAlerts(above, preferences, first.remembered, noonMs);
    expect(second.due).toHaveLength(1);
  });

  it('names the window, its pool and the threshold', () => {
    const moved = fresh({ ...codingPlan(), windows: [window({ used: 1100, certainty: 'estimate' })] });
    expect(decideAlerts(snapshotOf(moved), preferences, before, noonMs).due).toEqual([
      {
        tag: 'coding-plan/five-hours',
        pool: 'coding-plan',
        window: window({ used: 1100, certainty: 'estimate' }),
        thresholdPercent: 90,
        passedOver: [],
      },
    ]);
  });

  it('names the lower thresholds that were reached at once, but none that were told before', () => {
    const wanted = { notices: true, warnAtUsedPercents: [50, 75, 90, 100] };
    const full = snapshotOf(fresh({ ...codingPlan(), windows: [window({ used: 1200 })] }));
    const passedOver = (remembered: RememberedAlerts) =>
      decideAlerts(full, wanted, remembered, noonMs).due.map((alert) => alert.passedOver);
    expect(passedOver(before)).toEqual([[50, 75, 90]]);
    const told = { pool: 'coding-plan', windowId: 'five-hours', state: 'announced', resetsAtMs: null } as const;
    expect(passedOver([{ ...told, thresholdPercent: 75 }])).toEqual([[90]]);
  });

  it('returns the same memory if there is nothing to save', () => {
    const below = snapshotOf(statusAt('five-hours', { percent: 5 }));
    expect(decideAlerts(below, preferences, before, noonMs).remembered).toBe(before);
  });

  it('treats each window of a reading separately', () => {
    const plan = fresh(codingPlan({ fiveHours: 1190, week: 8900, month: 100 }));
    const armed: RememberedAlerts = (['five-hours', 'week', 'month'] as const).map((windowId) => ({
      pool: 'coding-plan',
      windowId,
      state: 'armed',
    }));
    expect(decideAlerts(snapshotOf(plan), preferences, armed, noonMs).due.map(({ tag }) => tag)).toEqual([
      'coding-plan/five-hours',
      'coding-plan/week',
    ]);
  });
});

describe('the memory', () => {
  const preferences = { notices: true, warnAtUsedPercents: [90] };
  const announced = (part: Partial<Extract<RememberedAlerts[number], { state: 'announced' }>> = {}) =>
    ({
      pool: 'coding-plan',
      windowId: 'week',
      state: 'announced',
      thresholdPercent: 90,
      resetsAtMs: mondayMs,
      ...part,
    }) as const;
  const armed = (windowId: QuotaWindow['id'], pool: Reading['pool'] = 'coding-plan') =>
    ({ pool, windowId, state: 'armed' }) as const;
  const weekAt = (step: Step, remembered: RememberedAlerts): RememberedAlerts =>
    decideAlerts(snapshotOf(statusAt('week', step)), preferences, remembered, step.atMs ?? noonMs).remembered;

  it('is what is stored between runs', () => {
    const stored = [armed('week'), announced(), announced({ windowId: 'month', resetsAtMs: null })];
    expect(RememberedAlertsSchema.parse(structuredClone(stored))).toEqual(stored);
    expect(RememberedAlertsSchema.safeParse([{ ...announced(), state: 'shown' }]).success).toBe(false);
  });

  it.each([
    ['a first reading below is armed', { percent: 5 }, [], [armed('week')]],
    ['a first reading above is announced in silence', { percent: 95 }, [], [announced()]],
    ['a crossing that was not shown stays armed', { percent: 95 }, [armed('week')], [armed('week')]],
    ['a clear fall arms', { percent: 5 }, [announced()], [armed('week')]],
    ['a small fall is noted, and arms nothing', { percent: 85 }, [announced()], [announced({ isBelow: true })]],
    [
      'a later reset is kept',
      { percent: 95, resetsAtMs: mondayMs + 1 },
      [announced()],
      [announced({ resetsAtMs: mondayMs + 1 })],
    ],
    ['an earlier reset is not', { percent: 95, resetsAtMs: mondayMs - 1 }, [announced()], [announced()]],
    ['an unknown reset keeps the known one', { percent: 95, resetsAtMs: null }, [announced()], [announced()]],
    ['a known reset replaces the unknown one', { percent: 95 }, [announced({ resetsAtMs: null })], [announced()]],
    [
      'at the remembered reset a later one is another week',
      { percent: 95, atMs: mondayMs, resetsAtMs: mondayMs + 7 * dayMs },
      [announced()],
      [armed('week')],
    ],
    [
      'a reset one hour later is the same one',
      { percent: 95, atMs: mondayMs, resetsAtMs: mondayMs + hourMs },
      [announced()],
      [announced({ resetsAtMs: mondayMs + hourMs })],
    ],
    ['a threshold raised above the use arms', { percent: 85 }, [announced({ thresholdPercent: 80 })], [armed('week')]],
    [
      'entries of another window and another pool stay as they are',
      { percent: 5 },
      [armed('month'), armed('week', 'token-plan-team'), announced()],
      [armed('month'), armed('week', 'token-plan-team'), armed('week')],
    ],
  ] satisfies [string, Step, RememberedAlerts, RememberedAlerts][])('%s', (_, step, before, after) => {
    const remembered = weekAt(step, before);
    expect(remembered).toEqual(after);
    if (JSON.stringify(before) === JSON.stringify(after)) expect(remembered).toBe(before);
  });

  it('notes a changed threshold once the window is announced again', () => {
    const week = window({ id: 'week', used: 950, limit: 1000, resetsAtMs: mondayMs });
    const alert = { tag: '', pool: 'coding-plan', window: week, thresholdPercent: 95, passedOver: [] } as const;
    expect(rememberAnnounced([announced()], alert)).toEqual([announced({ thresholdPercent: 95 })]);
  });

  it('decides by the entry of the same pool and window', () => {
    const others = [announced({ windowId: 'month' }), announced({ pool: 'token-plan-team' }), armed('week')];
    const week = snapshotOf(statusAt('week', { percent: 95 }));
    expect(decideAlerts(week, preferences, others, noonMs).due).toHaveLength(1);
  });

  it('of several full windows only the one that ends last is due', () => {
    const full = fresh(codingPlan({ fiveHours: 1200, week: 9000, month: 100 }));
    const decision = decideAlerts(snapshotOf(full), preferences, [armed('five-hours'), armed('week')], noonMs);
    expect(decision.due.map(({ tag }) => tag)).toEqual(['coding-plan/week']);
    expect(decision.remembered.map(({ state }) => state)).toEqual(['announced', 'armed', 'armed']);
  });

  it.each([
    [hourMs, 1],
    [hourMs + 1, 0],
  ])('a reading that is %i ms old raises %i alerts', (ageMs, count) => {
    const week = snapshotOf(statusAt('week', { percent: 95 }));
    expect(decideAlerts(week, preferences, [armed('week')], noonMs + ageMs).due).toHaveLength(count);
  });
});

describe('any course of the use', () => {
  const walk = fc.array(fc.integer({ min: 0, max: 110 }), { maxLength: 40 });

  it('never announces twice without a clear fall in between', () =>
    fc.assert(
      fc.property(walk, (all) => {
        const at = noticesOf('five-hours', percents(...all));
        for (const [index, step] of at.entries()) {
          expect(all[step]).toBeGreaterThanOrEqual(90);
          const since = all.slice(index === 0 ? 0 : at[index - 1], step);
          expect(Math.min(...since)).toBeLessThan(index === 0 ? 90 : 80);
        }
      }),
      { numRuns: 1000 },
    ));

  it('never misses a rise from clearly below', () =>
    fc.assert(
      fc.property(walk, (before) => {
        const all = [...before, 50, 95];
        expect(noticesOf('five-hours', percents(...all)).at(-1)).toBe(all.length - 1);
      }),
      { numRuns: 1000 },
    ));
});

describe('the reasons', () => {
  const preferences = { notices: true, warnAtUsedPercents: [75, 90] };
  const reasonsOf = (
    snapshot: Parameters<typeof decideAlerts>[0],
    remembered: RememberedAlerts,
    over: { readonly notices?: boolean; readonly snoozes?: Parameters<typeof decideAlerts>[4] } = {},
  ) =>
    decideAlerts(snapshot, { ...preferences, ...over }, remembered, noonMs, over.snoozes).decisions.map(
      ({ windowId, thresholdPercent, outcome }) => `${windowId} ${thresholdPercent} ${outcome}`,
    );
  const armed = [{ pool: 'coding-plan', windowId: 'week', state: 'armed' }] as const;
  const at = (percent: number) => statusAt('week', { percent });
  const toldOf = (thresholdPercent: number, isBelow?: true) =>
    [{ ...armed[0], state: 'announced', thresholdPercent, resetsAtMs: mondayMs, ...(isBelow && { isBelow }) }] as const;

  it.each([
    ['below every threshold there is none', [at(50)], armed, {}, []],
    ['what is announced has its reason when it is delivered', [at(95)], armed, {}, []],
    ['the first reading', [at(95)], [], {}, ['week 90 baseline']],
    ['an old reading', [stale(at(95))], armed, {}, ['week 90 stale']],
    ['notices are off', [at(95)], armed, { notices: false }, ['week 90 switched-off']],
    [
      'snoozed',
      [at(95)],
      armed,
      { snoozes: [{ pool: 'coding-plan', windowId: 'week', untilMs: mondayMs }] } as const,
      ['week 90 snoozed'],
    ],
    ['a rise after a small fall', [at(91)], toldOf(90, true), {}, ['week 90 already-announced']],
    ['a rise that stays above', [at(91)], toldOf(90), {}, []],
  ] as const)('%s', (_, pools, remembered, over, expected) => {
    expect(reasonsOf(snapshotOf(...pools), remembered, over)).toEqual(expected);
  });

  it('an estimate counts by its lower bound, and says so', () => {
    const single = window({ id: 'week', used: 950, limit: 1000, usedBetween: { from: 800, to: null } });
    const status = fresh({ ...codingPlan(), windows: [single] });
    expect(reasonsOf(snapshotOf(status), toldOf(75))).toEqual(['week 90 uncertain']);
    expect(decideAlerts(snapshotOf(status), preferences, armed, noonMs).due.map((one) => one.thresholdPercent)).toEqual(
      [75],
    );
  });

  it('of another window that is full for longer', () => {
    const full = fresh(codingPlan({ fiveHours: 1200, week: 9000, month: 100 }));
    const both = [{ ...armed[0], windowId: 'five-hours' }, armed[0]] as const;
    expect(reasonsOf(snapshotOf(full), both)).toEqual(['five-hours 90 other-window-binds']);
  });
});

describe('several thresholds, for any course of the use within one week', () => {
  const thresholds = [50, 75, 90, 100];
  const walk = fc.array(fc.integer({ min: 0, max: 110 }), { minLength: 1, maxLength: 40 });

  it('each rise through a threshold in fresh readings is announced, or there is a reason', () =>
    fc.assert(
      fc.property(walk, (all) => {
        let remembered: RememberedAlerts = [];
        let before = -1;
        for (const [index, percent] of all.entries()) {
          const decision = decideAlerts(
            snapshotOf(statusAt('week', { percent })),
            { notices: true, warnAtUsedPercents: thresholds },
            remembered,
            noonMs,
          );
          const crossed = thresholds.filter((one) => one > before && one <= percent);
          if (crossed.length > 0) {
            const told = [...decision.due.map(({ thresholdPercent }) => thresholdPercent)];
            const reasons = decision.decisions.map(({ outcome }) => outcome);
            expect(told.length + reasons.length).toBeGreaterThan(0);
            expect(reasons.every((reason) => reason === (index === 0 ? 'baseline' : 'already-announced'))).toBe(true);
          }
          // Nothing is repeated after a restart: the memory alone decides.
          remembered = RememberedAlertsSchema.parse(
            JSON.parse(JSON.stringify(decision.due.reduce(rememberAnnounced, decision.remembered))),
          );
          expect(
            decideAlerts(
              snapshotOf(statusAt('week', { percent })),
              { notices: true, warnAtUsedPercents: thresholds },
              remembered,
              noonMs,
            ).due,
          ).toEqual([]);
          before = percent;
        }
      }),
      { numRuns: 500 },
    ));

  it('announces each threshold at most once while the use only grows', () =>
    fc.assert(
      fc.property(walk, (all) => {
        const rising = all.toSorted((one, other) => one - other);
        const steps = rising.map((percent) => ({ percent, threshold: thresholds }));
        expect(noticesOf('week', steps).length).toBeLessThanOrEqual(thresholds.length);
      }),
      { numRuns: 300 },
    ));
});
