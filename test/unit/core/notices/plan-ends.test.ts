import { expect, it } from 'vitest';
import { afterPlanEnd, decidePlanEnds, type PlanEnds } from '../../../../main/core/notices/plan-ends.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import type { PoolStatus } from '../../../../main/core/quota/model.ts';
import { codingPlan, fresh, noonMs } from '../../../support/readings.ts';

const dayMs = 24 * 3_600_000;

interface Step {
  readonly daysLeft: number;
  readonly renews?: boolean | null;
  readonly wanted?: boolean;
}

const planAt = ({ daysLeft, renews = false }: Step): PoolStatus =>
  fresh({ ...codingPlan(), endsAtMs: noonMs + daysLeft * dayMs, autoRenews: renews });

/** The end stays the same time away from noon; only the clock moves. */
function daysTold(steps: readonly Step[]): readonly number[] {
  let planEnds: PlanEnds = [];
  return steps.flatMap((step) => {
    const nowMs = noonMs + (20 - step.daysLeft) * dayMs;
    const status = planAt({ ...step, daysLeft: 20 });
    const read = status.state === 'fresh' ? { ...status, reading: { ...status.reading, takenAtMs: nowMs } } : status;
    const { wanted = true } = step;
    const decision = decidePlanEnds([read], { ...defaultPreferences, noticesOfPlanEnd: wanted }, planEnds, nowMs);
    planEnds = decision.due.reduce(afterPlanEnd, decision.planEnds);
    return decision.due.map(({ toldDays }) => toldDays);
  });
}

const days = (...all: readonly number[]): readonly Step[] => all.map((daysLeft) => ({ daysLeft }));

it.each([
  ['7, 3 and 1 day before, each once', days(20, 8, 7, 6, 5, 3, 2, 1, 0.5), [7, 3, 1]],
  ['only the nearest after a long sleep', days(20, 2, 1.5), [3]],
  ['not at the first reading, but at the next step', days(5, 4, 3), [3]],
  ['never after the end', days(20, 0, -1), []],
  ['not of a plan that renews itself', days(20, 6, 1).map((step) => ({ ...step, renews: true })), []],
  ['where nothing is known of a renewal', days(20, 6).map((step) => ({ ...step, renews: null })), [7]],
  ['not if the user does not want it, nor later', [...days(20), { daysLeft: 6, wanted: false }, ...days(5)], []],
] satisfies [string, readonly Step[], readonly number[]][])('%s', (_, steps, expected) => {
  expect(daysTold(steps)).toEqual(expected);
});

it('counts the models of the free tier that end within a day of the first, if something is left of them', () => {
  const model = (daysLeft: number | null, remaining: number) => ({
    model: 'm',
    quota: { remaining, total: 100, unit: 'tokens' },
    status: null,
    endsAtMs: daysLeft === null ? null : noonMs + daysLeft * dayMs,
  });
  const models = [model(2, 10), model(2.5, 10), model(5, 10), model(1, 0), model(null, 10)];
  const reading = { pool: 'free-tier', sourceId: 'qwencloud', takenAtMs: noonMs, windows: [], models } as const;
  const status: PoolStatus = { pool: 'free-tier', state: 'fresh', reading, disagreements: [] };
  const known: PlanEnds = [{ pool: 'free-tier', endsAtMs: noonMs + 2 * dayMs, toldDays: null }];
  const { due } = decidePlanEnds([status], defaultPreferences, known, noonMs);
  expect(due).toEqual([
    { kind: 'plan-ending', pool: 'free-tier', endsAtMs: noonMs + 2 * dayMs, models: 2, toldDays: 3 },
  ]);
});
