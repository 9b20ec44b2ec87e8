import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterSpill,
  decideSpill,
  type Spill,
  type SpillFacts,
  SpillSchema,
} from '../../../../main/core/notices/spill.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import type { PoolStatus } from '../../../../main/core/quota/model.ts';
import { codingPlan, fresh, noonMs } from '../../../support/readings.ts';

const minuteMs = 60_000;

/** What is read at one look: the plan and the logs each time, bill and free tier where they are named. */
interface Step {
  readonly minute: number;
  readonly week?: number;
  /** Of all requests since the start. */
  readonly answers?: number;
  readonly bill?: number;
  /** What is left of 1,000, by model; a number alone is that of one model. null: the service tells no amount. */
  readonly free?: number | Readonly<Record<string, number | null>>;
  readonly plan?: Partial<Extract<PoolStatus, { state: 'fresh' }>['reading']> | 'stale' | 'full' | 'estimate';
  readonly wanted?: boolean;
}

const billOf = (takenAtMs: number, totalCost: number): PoolStatus => ({
  pool: 'pay-as-you-go',
  state: 'fresh',
  disagreements: [],
  reading: {
    pool: 'pay-as-you-go',
    sourceId: 'qwencloud',
    takenAtMs,
    windows: [],
    fromDate: '2026-10-01',
    toDate: '2026-10-07',
    currency: 'USD',
    totalCost,
    models: [],
  },
});

const freeOf = (takenAtMs: number, left: NonNullable<Step['free']>): PoolStatus => ({
  pool: 'free-tier',
  state: 'fresh',
  disagreements: [],
  reading: {
    pool: 'free-tier',
    sourceId: 'qwencloud',
    takenAtMs,
    windows: [],
    models: [
      ...Object.entries(typeof left === 'number' ? { 'qwen-plus': left } : left).map(([model, remaining]) => ({
        ...{ model, status: 'valid', endsAtMs: null },
        quota: remaining === null ? null : { remaining, total: 1000, unit: 'tokens' },
      })),
      {
        ...{ model: 'gone', status: 'expired', endsAtMs: noonMs - 1 },
        quota: { remaining: typeof left === 'number' ? left : 0, total: 1000, unit: 'tokens' },
      },
    ],
  },
});

function planOf({ minute, week = 3000, plan }: Step): PoolStatus {
  const takenAtMs = noonMs + minute * minuteMs;
  const read = fresh(codingPlan({ takenAtMs, week: plan === 'full' ? 9000 : week, fiveHours: 300 - minute }));
  if (plan === 'stale' && read.state === 'fresh') {
    return { ...read, state: 'stale', failure: { kind: 'offline' }, failedAtMs: takenAtMs };
  }
  return plan === 'estimate' ? fresh(codingPlan({ takenAtMs, week, certainty: 'estimate' })) : read;
}

/** Looks at each step, shows what is due at once, and returns it as "minute requests cost". The memory is stored each time. */
function told(steps: readonly Step[]): readonly string[] {
  let spill: Spill = null;
  const answersAt = (untilMs: number): number =>
    steps.findLast(({ minute, answers }) => answers !== undefined && noonMs + minute * minuteMs <= untilMs)?.answers ??
    0;
  const newest: { bill: PoolStatus[]; free: PoolStatus[] } = { bill: [], free: [] };
  return steps.flatMap((step) => {
    const nowMs = noonMs + step.minute * minuteMs;
    if (step.bill !== undefined) newest.bill = [billOf(nowMs, step.bill)];
    if (step.free !== undefined) newest.free = [freeOf(nowMs, step.free)];
    const facts: SpillFacts = {
      pools: [planOf(step), ...newest.bill, ...newest.free],
      preferences: { ...defaultPreferences, noticesOfSpill: step.wanted ?? true },
      nowMs,
      answersBetween: (fromMs, toMs) => Math.max(0, answersAt(toMs) - answersAt(fromMs)),
    };
    const decision = decideSpill(facts, spill);
    spill = SpillSchema.parse(JSON.parse(JSON.stringify(decision.spill)));
    if (decision.due === null) return [];
    spill = afterSpill(spill, decision.due);
    return [`${step.minute} ${decision.due.requests} ${decision.due.cost}`];
  });
}

/** The plan stands still, 40 answers come, and what is given is read after them. */
const still = (last: Omit<Step, 'minute'>, first: Omit<Step, 'minute'> = { bill: 1, free: 500 }): readonly Step[] => [
  { minute: 0, answers: 0, ...first },
  { minute: 30, answers: 40 },
  { minute: 60, ...last },
];

describe('requests that a plan should pay for', () => {
  it.each<readonly [string, readonly Step[], readonly string[]]>([
    ['are billed', still({ bill: 1.25 }), ['60 40 0.25']],
    ['use up the free tier', still({ bill: 1, free: 400 }), ['60 40 null']],
    [
      'use up one amount of several',
      still({ free: { a: 1000, b: 400 } }, { free: { a: 900, b: 500 } }),
      ['60 40 null'],
    ],
    [
      'use up an amount that was not told for a time',
      [...still({ free: { a: null } }, { free: { a: 500 } }), { minute: 90, free: { a: 400 } }],
      ['90 40 null'],
    ],
    [
      'raise a bill above its highest amount',
      [...still({ bill: 4.75 }, { bill: 5 }), { minute: 90, bill: 5.5 }],
      ['90 40 0.5'],
    ],
    ['are told once', [...still({ bill: 2 }), { minute: 120, bill: 3, answers: 90 }], ['60 40 1']],
    [
      'are told again once the plan moved and stands still again',
      [
        ...still({ bill: 2 }),
        { minute: 70, week: 3100 },
        { minute: 120, week: 3100, bill: 3 },
        { minute: 150, week: 3100, answers: 90 },
        { minute: 180, week: 3100, bill: 4 },
      ],
      ['60 40 1', '180 50 1'],
    ],
  ])('%s', (_, steps, expected) => {
    expect(told(steps)).toEqual(expected);
  });

  it.each<readonly [string, readonly Step[]]>([
    ['the bill stands still as well', still({ bill: 1, free: 500 })],
    ['the bill was read only once', still({ bill: 2 }, {})],
    ['the plan moves', still({ bill: 2, week: 3001 })],
    [
      'hardly anything was asked',
      [
        { minute: 0, answers: 0, bill: 1 },
        { minute: 20, answers: 19 },
        { minute: 60, bill: 2 },
      ],
    ],
    [
      'the requests are too new for the plan to count them',
      [
        { minute: 0, answers: 0, bill: 1 },
        { minute: 55, answers: 40 },
        { minute: 60, bill: 2 },
      ],
    ],
    [
      'the plan is used up',
      [
        { minute: 0, answers: 0, bill: 1, plan: 'full' },
        { minute: 30, answers: 40, plan: 'full' },
        { minute: 60, bill: 2, plan: 'full' },
      ],
    ],
    ['the plan is not read any more', still({ bill: 2, plan: 'stale' })],
    ['the plan is only estimated', still({ bill: 2, plan: 'estimate' })],
    ['the bill is that of a new month or was corrected', still({ bill: 0.2 })],
    ['a correction of the bill is taken back', [...still({ bill: 4.99 }, { bill: 5 }), { minute: 90, bill: 5 }]],
    ['a free amount is not told any more', still({ free: { a: 500, b: null } }, { free: { a: 500, b: 500 } })],
    ['one free amount ends and another begins', still({ free: { b: 300, c: 800 } }, { free: { a: 1000, b: 300 } })],
    ['nobody wants to know, then or later', [...still({ bill: 2, wanted: false }), { minute: 120, bill: 3 }]],
  ])('nothing is told where %s', (_, steps) => {
    expect(told(steps)).toEqual([]);
  });
});

it('is told at most once while no plan moves, whatever is read, and never while nothing is paid', () => {
  const step = fc.record({
    week: fc.constantFrom(3000, 3000, 3000, 3001),
    more: fc.integer({ min: 0, max: 40 }),
    paid: fc.constantFrom(null, 0, 0, 0.5),
    free: fc.constantFrom(null, 0, 0, 10),
    plan: fc.constantFrom(undefined, undefined, undefined, 'stale', 'full', 'estimate'),
    wanted: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (given) => {
      let [answers, bill, free, week] = [0, 1, 900, 3000];
      const steps = given.map((one, index): Step => {
        answers += one.more;
        bill += one.paid ?? 0;
        free -= one.free ?? 0;
        week += one.week - 3000;
        const paid = { ...(one.paid !== null && { bill }), ...(one.free !== null && { free }) };
        return { minute: index * 30, answers, week, wanted: one.wanted, ...paid, ...(one.plan && { plan: one.plan }) };
      });
      const times = told(steps).map((text) => Number(text.split(' ')[0]));
      const moves = steps.filter(
        ({ week: now, plan }, index) => index > 0 && (now !== steps[index - 1]?.week || plan === 'full'),
      );
      for (const [index, minute] of times.entries()) {
        const before = times[index - 1];
        // Between two notices a plan moved, or was used up.
        if (before !== undefined)
          expect(moves.some((move) => move.minute > before && move.minute <= minute)).toBe(true);
      }
      const isPaid = given.some(({ paid, free: used }) => (paid ?? 0) > 0 || (used ?? 0) > 0);
      if (!isPaid) expect(times).toEqual([]);
    }),
  );
});

it('begins anew with the free amounts that an earlier version kept as one sum', () => {
  const kept = { windows: [], sinceMs: noonMs, bill: null, free: { models: 2, left: 0.5 }, isTold: false };
  expect(SpillSchema.parse(kept)).toEqual({ ...kept, free: null });
});
