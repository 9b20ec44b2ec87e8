import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../../main/core/failure.ts';
import type { SourceAnswer } from '../../../../../main/core/quota/answer.ts';
import { emptySnapshot, type PoolStatus, poolIds } from '../../../../../main/core/quota/model.ts';
import {
  chosenEveryMs,
  duePools,
  nextAskAtMs,
  type PaceFacts,
  paceMs,
} from '../../../../../main/core/quota/pace/schedule.ts';
import {
  afterRound,
  isSignInDead,
  newTrack,
  type SourceTrack,
  shiftedToClock,
} from '../../../../../main/core/quota/pace/source-track.ts';
import { codingPlan, denying, fresh, noonMs, snapshotOf, window } from '../../../../support/readings.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const facts = (changes: Partial<PaceFacts> = {}): PaceFacts => ({
  nowMs: noonMs,
  lastInterestAtMs: null,
  idle: false,
  wokenAtMs: null,
  fixedEveryMs: null,
  chosenEveryMs: null,
  snapshot: emptySnapshot,
  ...changes,
});

const good: SourceAnswer = { pool: 'coding-plan', outcome: 'reading', reading: codingPlan() };
const bad = (failure: Failure): SourceAnswer => ({
  pool: 'coding-plan',
  outcome: 'failed',
  failure,
  failedAtMs: noonMs,
});

/** A source asked at noon, after rounds with these answers. */
const asked = (answers: readonly SourceAnswer[], jitter = 0): SourceTrack =>
  answers.reduce((track, answer) => afterRound(track, ['coding-plan'], [answer], noonMs, noonMs, jitter), newTrack);
const times = (count: number, failure: Failure): readonly SourceAnswer[] =>
  Array.from({ length: count }, () => bad(failure));
const limited = (retryAfterMs: number | null): Failure => ({ kind: 'rate-limited', retryAfterMs });

/** How long after noon the source is to be asked next. */
const waits = (track: SourceTrack, changes: Partial<PaceFacts> = {}): number | null => {
  const atMs = nextAskAtMs(track, facts(changes));
  return atMs === null ? null : atMs - noonMs;
};

it.each([
  ['automatic', null],
  ['minutes-2', 2 * minute],
  ['minutes-5', 5 * minute],
  ['minutes-15', 15 * minute],
  ['minutes-60', 60 * minute],
] as const)('the preference %s stands for a wait of %s ms', (refreshEvery, everyMs) => {
  expect(chosenEveryMs(refreshEvery)).toBe(everyMs);
});

describe('the pace', () => {
  it.each([
    ['normally', {}, 5 * minute, 5.5 * minute],
    ['if the popover was open or the log grew a moment ago', { lastInterestAtMs: noonMs - minute }, minute, 2 * minute],
    ['if the log has a time in the future', { lastInterestAtMs: noonMs + hour }, 5 * minute, 5.5 * minute],
    ['if that was ten minutes ago', { lastInterestAtMs: noonMs - 10 * minute }, 5 * minute, 5.5 * minute],
    ['if nobody is there', { idle: true }, 15 * minute, 30 * minute],
    ['if nobody is there, but the log grows', { idle: true, lastInterestAtMs: noonMs }, minute, 2 * minute],
    [
      'as often as the user chose',
      { chosenEveryMs: 15 * minute, lastInterestAtMs: noonMs },
      15 * minute,
      16.5 * minute,
    ],
    ['in the demo', { fixedEveryMs: 2000, idle: true, lastInterestAtMs: noonMs }, 2000, 2000],
  ] satisfies [string, Partial<PaceFacts>, number, number][])('%s', (_, changes, least, most) => {
    expect(paceMs(facts(changes), 0)).toBe(least);
    expect(paceMs(facts(changes), 1)).toBe(most);
    expect(waits(asked([good]), changes)).toBe(least);
  });
});

/** A window that resets so long after noon. */
const resetAt = (ms: number): PaceFacts['snapshot'] =>
  snapshotOf(fresh({ ...codingPlan(), windows: [window({ resetsAtMs: noonMs + ms })] }));

describe('when a source is asked next', () => {
  it.each([
    ['never asked: now', newTrack, {}, 0],
    ['half a minute after a reset', asked([good]), { snapshot: resetAt(2 * minute) }, 2.5 * minute],
    ['a reset beyond the next round changes nothing', asked([good]), { snapshot: resetAt(hour) }, 5 * minute],
    [
      'a reset that a round has followed causes no second one',
      asked([good]),
      { snapshot: resetAt(-minute) },
      5 * minute,
    ],
    [
      'a reset that has just passed still causes a round',
      asked([good]),
      { snapshot: resetAt(-10 * second) },
      20 * second,
    ],
    ['a reset does not end a back-off', asked(times(1, limited(null))), { snapshot: resetAt(second) }, 5 * minute],
    ['soon after waking', asked([good]), { wokenAtMs: noonMs + minute, nowMs: noonMs + minute }, 62 * second],
    [
      'later after waking with more jitter',
      asked([good], 1),
      { wokenAtMs: noonMs + minute, nowMs: noonMs + minute },
      70 * second,
    ],
    [
      'waking ends a back-off',
      asked(times(5, { kind: 'offline' })),
      { wokenAtMs: noonMs + 1, nowMs: noonMs + 1 },
      2001,
    ],
    ['waking before the last round changes nothing', asked([good]), { wokenAtMs: noonMs - minute }, 5 * minute],
    ['offline: 30 s', asked(times(1, { kind: 'offline' })), {}, 30 * second],
    ['offline twice: 1 min', asked(times(2, { kind: 'offline' })), {}, minute],
    ['offline for long: the normal pace', asked(times(30, { kind: 'offline' })), {}, 5 * minute],
    [
      'offline for long and nobody there: the idle pace',
      asked(times(30, { kind: 'timeout' })),
      { idle: true },
      15 * minute,
    ],
    ['a server error: 5 min', asked(times(1, { kind: 'server-error', status: 500 })), {}, 5 * minute],
    ['a second server error: 10 min', asked(times(2, { kind: 'server-error', status: 500 })), {}, 10 * minute],
    [
      'a server error with Retry-After',
      asked(times(1, { kind: 'server-error', status: 503, retryAfterMs: 25 * minute })),
      {},
      25 * minute,
    ],
    ['many server errors: half an hour', asked(times(9, { kind: 'server-error', status: 500 })), {}, 30 * minute],
    [
      'errors while the popover is open do not change the pace',
      asked(times(1, { kind: 'login-page' })),
      { lastInterestAtMs: noonMs },
      5 * minute,
    ],
    ['a success ends the back-off', asked([...times(9, { kind: 'offline' }), good]), {}, 5 * minute],
    ['too many requests: at least 5 min', asked(times(1, limited(null))), {}, 5 * minute],
    ['Retry-After longer than the pace', asked(times(1, limited(20 * minute))), {}, 20 * minute],
    ['Retry-After shorter than the back-off', asked(times(1, limited(second))), {}, 5 * minute],
    ['waking does not end Retry-After', asked(times(1, limited(20 * minute))), { wokenAtMs: noonMs + 1 }, 20 * minute],
    ['a Retry-After of days counts as six hours', asked(times(1, limited(99 * hour))), {}, 6 * hour],
    ['an ended session is asked once more', asked(times(1, { kind: 'session-expired' })), {}, 30 * second],
    ['a session that ended twice is not asked again', asked(times(2, { kind: 'session-expired' })), {}, null],
    [
      'a refusal after another failure is the first one',
      asked([...times(3, limited(null)), ...times(1, { kind: 'session-expired' })]),
      {},
      30 * second,
    ],
    [
      'a session that ended twice is not even asked after waking',
      asked(times(2, { kind: 'session-expired' })),
      { wokenAtMs: noonMs + 1 },
      null,
    ],
    ['nobody signed in: not asked again', asked(times(1, { kind: 'signed-out' })), {}, null],
    ['a sign-in page may be a captive portal: asked again', asked(times(3, { kind: 'login-page' })), {}, 20 * minute],
    [
      'the demo backs off in multiples of its own pace',
      asked(times(3, { kind: 'offline' })),
      { fixedEveryMs: 2000 },
      8000,
    ],
    ['due in the past after a long idle time', asked([good]), { nowMs: noonMs + 20 * minute }, 5 * minute],
    ['unchanged a moment after a round', asked([good]), { nowMs: noonMs + minute }, 5 * minute],
  ] satisfies [string, SourceTrack, Partial<PaceFacts>, number | null][])('%s', (_, track, changes, expected) => {
    expect(waits(track, changes)).toBe(expected);
  });

  it('does not change between two looks', () => {
    const track = asked([good], 0.7);
    expect(waits(track, { nowMs: noonMs + minute })).toBe(waits(track));
  });

  it('is counted from the end of a failed round', () => {
    const slow = afterRound(newTrack, ['coding-plan'], [bad({ kind: 'timeout' })], noonMs, noonMs + minute, 0);
    expect(waits(slow, { nowMs: noonMs + minute })).toBe(90 * second);
  });
});

describe('a server whose next reset is always near', () => {
  /** The number of rounds in the hour after noon if every answer names a reset one second ahead. */
  function roundsInAnHour(changes: Partial<PaceFacts>): number {
    let track = newTrack;
    let count = 0;
    for (let nowMs = noonMs; nowMs < noonMs + hour; count += 1) {
      const snapshot = resetAt(nowMs - noonMs + second);
      track = afterRound(track, ['coding-plan'], [good], nowMs, nowMs, 0);
      nowMs = nextAskAtMs(track, facts({ nowMs, snapshot, ...changes })) ?? Number.POSITIVE_INFINITY;
    }
    return count;
  }

  it.each([
    ['the normal pace', {}, 12],
    ['nobody there', { idle: true }, 4],
  ] satisfies [string, Partial<PaceFacts>, number][])('is asked at most twice as often: %s', (_, changes, normal) => {
    expect(roundsInAnHour(changes)).toBeLessThanOrEqual(2 * normal);
  });

  it('is asked 30 s after a reset if the round before came at its normal time', () => {
    const steady = afterRound(asked([good]), ['coding-plan'], [good], noonMs + 5 * minute, noonMs + 5 * minute, 0);
    const snapshot = resetAt(5 * minute + 10 * second);
    expect(waits(steady, { nowMs: noonMs + 5 * minute, snapshot })).toBe(5 * minute + 40 * second);
  });
});

describe('a clock that was set back', () => {
  const dayMs = 24 * hour;
  const before = { nowMs: noonMs - dayMs };

  it('keeps all intervals, so that nothing waits until the old time is reached again', () => {
    const track = shiftedToClock(asked([good]), before.nowMs);
    expect(track.waitingSinceMs).toBe(before.nowMs);
    expect(track.askedAtMs).toEqual({ 'coding-plan': before.nowMs });
    expect(waits(track, before)).toBe(5 * minute - dayMs);
    expect(waits(shiftedToClock(asked(times(3, limited(null))), before.nowMs), before)).toBe(20 * minute - dayMs);
  });

  it('keeps the rest of Retry-After, and no more', () => {
    const track = shiftedToClock(asked(times(1, limited(20 * minute))), before.nowMs);
    expect(waits(track, before)).toBe(20 * minute - dayMs);
    expect(waits(track, { nowMs: before.nowMs + 20 * minute })).toBe(20 * minute - dayMs);
  });

  it('is recognised by a Retry-After longer than the longest one, if by nothing else', () => {
    const track = { ...newTrack, notBeforeMs: noonMs };
    expect(waits(shiftedToClock(track, before.nowMs), before)).toBe(6 * hour - dayMs);
  });

  it('changes nothing if the time went on', () => {
    const track = asked([good]);
    expect(shiftedToClock(track, noonMs)).toBe(track);
    expect(shiftedToClock(newTrack, before.nowMs)).toBe(newTrack);
  });
});

describe('a round in which some pools failed', () => {
  const some = afterRound(
    newTrack,
    ['coding-plan', 'free-tier'],
    [bad({ kind: 'timeout' }), denying('qwencloud').answer],
    noonMs,
    noonMs,
    0,
  );

  it('counts as good for the source', () => {
    expect(some.failures).toBe(0);
    expect(isSignInDead(some)).toBe(false);
  });

  it('still respects a Retry-After', () => {
    const answers = [bad(limited(hour)), denying('qwencloud').answer];
    expect(waits(afterRound(newTrack, ['coding-plan', 'free-tier'], answers, noonMs, noonMs, 0))).toBe(hour);
  });
});

describe('which pools are asked', () => {
  const all = afterRound(newTrack, poolIds, [good], noonMs, noonMs, 0);
  const due = (afterMs: number, changes: Partial<PaceFacts> = {}) =>
    duePools(poolIds, all, facts({ nowMs: noonMs + afterMs, ...changes }));
  const failedPool: PoolStatus = {
    pool: 'free-tier',
    state: 'failed',
    failure: { kind: 'timeout' },
    failedAtMs: noonMs,
  };
  const deniedPlan: PoolStatus = { pool: 'coding-plan', state: 'not-subscribed', checkedAtMs: noonMs };

  it.each([
    ['5 minutes: only the Coding Plan', 5 * minute, {}, ['coding-plan']],
    ['15 minutes: token plans too', 15 * minute, {}, ['coding-plan', 'token-plan-team', 'token-plan-personal']],
    ['an hour: lists and bills too', hour, {}, [...poolIds]],
    [
      'a list that failed: after 10 minutes',
      10 * minute,
      { snapshot: snapshotOf(failedPool) },
      ['coding-plan', 'free-tier'],
    ],
    [
      'no Coding Plan: token plans each round instead',
      5 * minute,
      { snapshot: snapshotOf(deniedPlan) },
      ['token-plan-team', 'token-plan-personal'],
    ],
    ['no Coding Plan: asked again hourly', hour, { snapshot: snapshotOf(deniedPlan) }, [...poolIds]],
    ['the demo: everything each round', 2 * second, { fixedEveryMs: 2000 }, [...poolIds]],
  ] satisfies [string, number, Partial<PaceFacts>, readonly string[]][])(
    'after %s',
    (_, afterMs, changes, expected) => {
      expect(due(afterMs, changes)).toEqual(expected);
    },
  );

  it('includes a rarely asked pool once after its own reset', () => {
    const credits: PoolStatus = {
      pool: 'token-plan-team',
      state: 'fresh',
      disagreements: [],
      reading: {
        pool: 'token-plan-team',
        sourceId: 'qwencloud',
        takenAtMs: noonMs,
        windows: [window({ id: 'credits', resetsAtMs: noonMs + minute })],
        endsAtMs: null,
        autoRenews: null,
        plan: null,
        status: null,
        seatTiers: [],
        addOns: [],
      },
    };
    const snapshot = snapshotOf(credits);
    expect(due(minute, { snapshot })).not.toContain('token-plan-team');
    expect(due(90 * second, { snapshot })).toContain('token-plan-team');
    const again = afterRound(all, ['token-plan-team'], [good], noonMs + 90 * second, noonMs + 90 * second, 0);
    expect(duePools(poolIds, again, facts({ nowMs: noonMs + 5 * minute, snapshot }))).not.toContain('token-plan-team');
  });

  it('includes a pool that was never asked for', () => {
    expect(duePools(poolIds, newTrack, facts())).toEqual(poolIds);
  });
});

const anyFailure: fc.Arbitrary<Failure> = fc.oneof(
  fc.constantFrom(
    { kind: 'offline' } as const,
    { kind: 'timeout' } as const,
    { kind: 'login-page' } as const,
    { kind: 'session-expired' } as const,
    { kind: 'tls' } as const,
  ),
  fc.option(fc.nat(100 * hour)).map(limited),
);
const anyAnswer = fc.oneof(fc.constant(good), anyFailure.map(bad));

it('never asks before Retry-After, nor within half a minute, nor waits beyond its caps, unless the sign-in is dead', () =>
  fc.assert(
    fc.property(
      fc.array(anyAnswer, { minLength: 1, maxLength: 30 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      fc.option(fc.integer({ min: noonMs - hour, max: noonMs })),
      (answers, jitter, idle, lastInterestAtMs) => {
        const track = asked(answers, jitter);
        const wait = waits(track, { idle, lastInterestAtMs });
        expect(wait === null).toBe(isSignInDead(track));
        if (wait === null) return;
        expect(wait).toBeGreaterThanOrEqual((track.notBeforeMs ?? noonMs) - noonMs);
        expect(wait).toBeGreaterThanOrEqual(30 * second);
        expect(wait).toBeLessThanOrEqual(track.notBeforeMs === null ? 30 * minute : 6 * hour);
      },
    ),
    { numRuns: 1000 },
  ));
