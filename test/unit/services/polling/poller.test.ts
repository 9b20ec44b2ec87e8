import { describe, expect, it } from 'vitest';
import type { SourceAnswer, SourcedAnswer } from '../../../../main/core/quota/answer.ts';
import { emptySnapshot, type PoolId } from '../../../../main/core/quota/model.ts';
import type { PaceFacts } from '../../../../main/core/quota/pace/schedule.ts';
import type { Source } from '../../../../main/ports/sources.ts';
import { createPoller, type Poller } from '../../../../main/services/polling/poller.ts';
import { fakeClock, settle } from '../../../support/fakes.ts';
import { codingPlan, failing } from '../../../support/readings.ts';

const minuteMs = 60_000;
const good: SourceAnswer = { pool: 'coding-plan', outcome: 'reading', reading: codingPlan() };
const restful: Omit<PaceFacts, 'nowMs' | 'wokenAtMs'> = {
  lastInterestAtMs: null,
  idle: false,
  fixedEveryMs: null,
  chosenEveryMs: null,
  snapshot: emptySnapshot,
};

interface Setting {
  readonly fetch: (pools: readonly PoolId[], signal: AbortSignal) => Promise<readonly SourceAnswer[]>;
  readonly facts?: Partial<typeof restful>;
  readonly pools?: readonly PoolId[];
  /** 0..1; 0 unless given. */
  readonly random?: () => number;
}

function setUp({ fetch, facts = {}, pools = ['coding-plan'], random }: Setting) {
  const steady = fakeClock(undefined, random);
  let setByMs = 0;
  /** Timers run by a clock that nobody can set; the time of day is another matter. */
  const clock = {
    ...steady,
    now: () => steady.now() + setByMs,
    set(byMs: number) {
      setByMs += byMs;
    },
  };
  const landed: SourcedAnswer[] = [];
  const dead: string[] = [];
  const activities: { readonly asking: readonly PoolId[]; readonly nextPollAtMs: number | null }[] = [];
  const startMs = clock.now();
  const askedAt: number[] = [];
  const source: Source = {
    id: 'qwencloud',
    pools,
    fetch: (asked, signal) => {
      askedAt.push(steady.now() - startMs);
      return fetch(asked, signal);
    },
  };
  const current = { sources: [source], facts: { ...restful, ...facts } };
  const poller = createPoller({
    sources: () => current.sources,
    clock,
    facts: () => current.facts,
    onAnswers: (answers) => void landed.push(...answers),
    onActivity: (activity) => void activities.push(activity),
    onSignInDead: (sourceId) => void dead.push(sourceId),
  });
  return { poller, clock, landed, activities, askedAt, current, source, dead };
}

const never = () => new Promise<never>(() => {});

describe('pace', () => {
  it('asks at once, then every five minutes', async () => {
    const { poller, clock, askedAt } = setUp({ fetch: async () => [good] });
    poller.start();
    await clock.advance(16 * minuteMs);
    expect(askedAt.map((ms) => ms / minuteMs)).toEqual([0, 5, 10, 15]);
    poller.stop();
    expect(clock.timerCount()).toBe(0);
  });

  it('reports whole milliseconds, whatever the random delay', async () => {
    const { poller, clock, activities } = setUp({ fetch: async () => [good], random: () => 1 / 3 });
    poller.start();
    await clock.advance(minuteMs);
    const nextPollAtMs = activities.at(-1)?.nextPollAtMs;
    expect(nextPollAtMs).toSatisfy(Number.isInteger);
    expect(nextPollAtMs).toBe(clock.now() + 4 * minuteMs + 10_000);
    poller.stop();
  });

  it('keeps the fixed pace of the demo', async () => {
    const { poller, clock, askedAt } = setUp({ fetch: async () => [good], facts: { fixedEveryMs: 2000 } });
    poller.start();
    await clock.advance(7000);
    expect(askedAt).toEqual([0, 2000, 4000, 6000]);
    poller.stop();
  });

  it('applies a new pace at once after reconsider', async () => {
    const { poller, clock, askedAt, current } = setUp({ fetch: async () => [good] });
    poller.start();
    await clock.advance(2 * minuteMs);
    current.facts = { ...restful, lastInterestAtMs: clock.now() };
    poller.reconsider();
    await clock.advance(0);
    expect(askedAt.map((ms) => ms / minuteMs)).toEqual([0, 2]);
    poller.stop();
  });

  it('asks soon after the machine woke, even out of a back-off', async () => {
    const fetch = async (): Promise<readonly SourceAnswer[]> => [failing('qwencloud').answer];
    const { poller, clock, askedAt } = setUp({ fetch });
    poller.start();
    await clock.advance(20 * minuteMs);
    const before = askedAt.length;
    clock.jump(8 * 60 * minuteMs);
    poller.wake();
    await clock.advance(10_000);
    expect(askedAt.length).toBe(before + 1);
    poller.stop();
  });
});

describe('refusals', () => {
  it('respects Retry-After for timers, refreshes and after waking', async () => {
    const limited: SourceAnswer = {
      pool: 'coding-plan',
      outcome: 'failed',
      failure: { kind: 'rate-limited', retryAfterMs: 20 * minuteMs },
      failedAtMs: 0,
    };
    const { poller, clock, askedAt } = setUp({ fetch: async () => [limited] });
    poller.start();
    await clock.advance(10 * minuteMs);
    await poller.refresh();
    poller.wake();
    await clock.advance(9 * minuteMs);
    expect(askedAt).toEqual([0]);
    await clock.advance(minuteMs);
    expect(askedAt.map((ms) => ms / minuteMs)).toEqual([0, 20]);
    poller.stop();
    poller.start();
    await clock.advance(minuteMs);
    expect(askedAt).toHaveLength(2);
    poller.stop();
  });

  it('asks once more after an ended session, then not until the next sign-in or a click', async () => {
    let answer: SourceAnswer = failing('qwencloud', 0, 'session-expired').answer;
    const { poller, clock, askedAt, activities, dead } = setUp({ fetch: async () => [answer] });
    poller.start();
    await clock.advance(0);
    expect(dead).toEqual([]);
    await clock.advance(3 * 60 * minuteMs);
    expect(askedAt).toEqual([0, 30_000]);
    expect(dead).toEqual(['qwencloud']);
    expect(activities.at(-1)).toEqual({ asking: [], nextPollAtMs: null });
    expect(clock.timerCount()).toBe(0);
    await poller.refresh();
    expect(askedAt).toHaveLength(3);
    expect(dead).toHaveLength(1);
    poller.stop();
    answer = good;
    poller.start();
    await clock.advance(5 * minuteMs);
    expect(askedAt).toHaveLength(5);
    poller.stop();
  });

  it('keeps polling the sources that work', async () => {
    const { poller, clock, current, landed } = setUp({
      fetch: async () => [failing('qwencloud', 0, 'signed-out').answer],
    });
    let asked = 0;
    current.sources.push({
      id: 'session-log',
      pools: ['coding-plan'],
      fetch: async () => {
        asked++;
        return [good];
      },
    });
    poller.start();
    await clock.advance(11 * minuteMs);
    expect(asked).toBe(3);
    expect(landed.filter(({ sourceId }) => sourceId === 'qwencloud')).toHaveLength(1);
    poller.stop();
  });

  it('survives a source that throws, and polls it again', async () => {
    const { poller, clock, landed, askedAt } = setUp({ fetch: () => Promise.reject(new Error('bug')) });
    poller.start();
    await clock.advance(5 * minuteMs);
    expect(landed[0]?.answer).toMatchObject({ outcome: 'failed', failure: { kind: 'unknown-shape' } });
    expect(askedAt).toHaveLength(2);
    poller.stop();
  });

  it('gives up on a source that never answers, and asks again', async () => {
    const { poller, clock, landed, askedAt } = setUp({ fetch: never });
    poller.start();
    await clock.advance(90_000);
    expect(landed.map(({ answer }) => answer)).toMatchObject([{ outcome: 'failed', failure: { kind: 'timeout' } }]);
    await clock.advance(90_000);
    expect(askedAt).toEqual([0, 120_000]);
    poller.stop();
    expect(clock.timerCount()).toBe(0);
  });
});

describe('a service that asks to be left alone for days', () => {
  const limited: SourceAnswer = {
    pool: 'coding-plan',
    outcome: 'failed',
    failure: { kind: 'rate-limited', retryAfterMs: 72 * 60 * minuteMs },
    failedAtMs: 0,
  };

  it('is asked again by hand after a quarter of an hour, by itself after six hours', async () => {
    const { poller, clock, askedAt } = setUp({ fetch: async () => [limited] });
    poller.start();
    await clock.advance(14 * minuteMs);
    await poller.refresh();
    expect(askedAt).toHaveLength(1);
    await clock.advance(minuteMs);
    await poller.refresh();
    await poller.refresh();
    expect(askedAt.map((ms) => ms / minuteMs)).toEqual([0, 15]);
    await clock.advance(359 * minuteMs);
    expect(askedAt).toHaveLength(2);
    await clock.advance(2 * minuteMs);
    expect(askedAt).toHaveLength(3);
    poller.stop();
  });

  it('is still left alone by a sign-out and a sign-in', async () => {
    const { poller, clock, askedAt } = setUp({ fetch: async () => [limited] });
    poller.start();
    await clock.advance(minuteMs);
    poller.stop();
    poller.start();
    await poller.refresh();
    await clock.advance(13 * minuteMs);
    expect(askedAt).toHaveLength(1);
    await clock.advance(minuteMs);
    await poller.refresh();
    expect(askedAt).toHaveLength(2);
    poller.stop();
  });
});

describe('a clock that is set by hand', () => {
  const dayMs = 24 * 60 * minuteMs;
  const limited: SourceAnswer = {
    pool: 'coding-plan',
    outcome: 'failed',
    failure: { kind: 'rate-limited', retryAfterMs: 20 * minuteMs },
    failedAtMs: 0,
  };

  it('back: Retry-After still ends, for timers and refreshes', async () => {
    const { poller, clock, askedAt } = setUp({ fetch: async () => [limited] });
    poller.start();
    await clock.advance(minuteMs);
    clock.set(-365 * dayMs);
    await clock.advance(45 * minuteMs);
    expect(askedAt.length).toBeGreaterThanOrEqual(2);
    expect(askedAt.length).toBeLessThanOrEqual(3);
    await poller.refresh();
    expect(askedAt.length).toBeLessThanOrEqual(3);
    poller.stop();
  });

  it('back: polling continues at the same pace', async () => {
    const { poller, clock, askedAt, activities } = setUp({ fetch: async () => [good] });
    poller.start();
    await clock.advance(minuteMs);
    clock.set(-365 * dayMs);
    poller.reconsider();
    expect(activities.at(-1)?.nextPollAtMs).toBe(clock.now() + 5 * minuteMs);
    await clock.advance(11 * minuteMs);
    expect(askedAt).toHaveLength(3);
    poller.stop();
  });

  it('forward: pools that became old are polled at the next check', async () => {
    const { poller, clock, askedAt } = setUp({ fetch: async () => [good] });
    poller.start();
    await clock.advance(minuteMs);
    clock.set(365 * dayMs);
    poller.reconsider();
    await clock.advance(minuteMs);
    expect(askedAt).toHaveLength(2);
    await clock.advance(5 * minuteMs);
    expect(askedAt).toHaveLength(3);
    poller.stop();
  });
});

it('asks all sources in one round after waking, whatever their random delays', async () => {
  const draws = [0, 0.9, 0, 0.9];
  const { poller, clock, current, askedAt } = setUp({ fetch: async () => [good], random: () => draws.shift() ?? 0 });
  const others: number[] = [];
  current.sources.push({
    id: 'session-log',
    pools: ['coding-plan'],
    fetch: async () => {
      others.push(clock.now());
      return [good];
    },
  });
  poller.start();
  await clock.advance(minuteMs);
  poller.wake();
  await clock.advance(minuteMs);
  expect([askedAt.length, others.length]).toEqual([2, 2]);
  expect(others[1]).toBe(Number(others[0]) + Number(askedAt[1]));
  poller.stop();
});

describe('one round at a time', () => {
  it('joins a refresh to the round in flight', async () => {
    let release = () => {};
    const { poller, clock, askedAt } = setUp({
      fetch: () =>
        new Promise((resolve) => {
          release = () => resolve([good]);
        }),
    });
    poller.start();
    const [first, second] = [poller.refresh(), poller.refresh()];
    release();
    await Promise.all([first, second]);
    expect(askedAt).toHaveLength(1);
    poller.stop();
    expect(clock.timerCount()).toBe(0);
  });

  it('asks for the rest after a round that asks for less than the user wants', async () => {
    const releases: (() => void)[] = [];
    const asked: (readonly PoolId[])[] = [];
    const { poller, clock } = setUp({
      pools: ['coding-plan', 'free-tier'],
      fetch: (pools) => {
        asked.push(pools);
        return new Promise((resolve) => void releases.push(() => resolve([good])));
      },
    });
    const release = async (): Promise<void> => {
      releases.shift()?.();
      await clock.advance(0);
    };
    poller.start();
    await release();
    await clock.advance(5 * minuteMs);
    const [first, second] = [poller.refresh(), poller.refresh()];
    await release();
    await release();
    await Promise.all([first, second]);
    const both = ['coding-plan', 'free-tier'];
    expect(asked).toEqual([both, ['coding-plan'], both]);
    poller.stop();
    expect(clock.timerCount()).toBe(0);
  });

  it('passes on a fast answer before a slow one has arrived', async () => {
    const { poller, current, landed } = setUp({ fetch: never });
    current.sources.push({ id: 'session-log', pools: ['coding-plan'], fetch: async () => [good] });
    poller.start();
    await settle();
    expect(landed.map(({ sourceId }) => sourceId)).toEqual(['session-log']);
    poller.stop();
  });

  it('aborts on stop and drops all later answers', async () => {
    let seen: AbortSignal | null = null;
    let release = () => {};
    const { poller, clock, landed } = setUp({
      fetch: (_, signal) => {
        seen = signal;
        return new Promise((resolve) => {
          release = () => resolve([good]);
        });
      },
    });
    poller.start();
    poller.stop();
    expect(seen).toMatchObject({ aborted: true });
    release();
    await clock.advance(60 * minuteMs);
    expect(landed).toEqual([]);
    expect(clock.timerCount()).toBe(0);
  });

  it.each([
    ['a round begins', 5 * minuteMs - 1, () => {}],
    ['the next one is planned', 2000, (poller: Poller) => poller.reconsider()],
  ])('is not two when the session is found ended as %s', async (_, afterMs, look) => {
    let open = 0;
    let most = 0;
    let restarts = 0;
    const { poller, clock, current } = setUp({
      fetch: async () => {
        most = Math.max(most, ++open);
        await new Promise<void>((resolve) => void clock.after(1000, resolve));
        open--;
        return [good];
      },
    });
    const { sources } = current;
    Object.defineProperty(current, 'sources', {
      get() {
        if (restarts === 1) {
          restarts += 1;
          poller.stop();
          poller.start();
        }
        return sources;
      },
    });
    poller.start();
    await clock.advance(afterMs);
    restarts = 1;
    look(poller);
    await clock.advance(9 * minuteMs);
    expect([most, restarts]).toEqual([1, 2]);
    expect(clock.timerCount()).toBe(1);
    poller.stop();
    await clock.advance(1000);
    expect(clock.timerCount()).toBe(0);
  });

  it('starts again although an aborted source never ends', async () => {
    let calls = 0;
    const { poller, clock, landed } = setUp({ fetch: () => (++calls === 1 ? never() : Promise.resolve([good])) });
    poller.start();
    poller.stop();
    poller.start();
    await clock.advance(5_000);
    expect(landed).toHaveLength(1);
    poller.stop();
  });

  it('asks after a start that met an aborted round, for a refresh waiting on it', async () => {
    const releases: (() => void)[] = [];
    const { poller, landed } = setUp({
      fetch: () => new Promise((resolve) => void releases.push(() => resolve([good]))),
    });
    poller.start();
    poller.stop();
    poller.start();
    const refreshed = poller.refresh();
    releases[0]?.();
    await settle();
    releases[1]?.();
    await refreshed;
    expect(landed).toHaveLength(1);
    poller.stop();
  });
});

describe('slow pools', () => {
  const pools = ['coding-plan', 'free-tier'] as const;

  it('shows an answer at once, though another pool of the same source never answers', async () => {
    const { source, clock } = setUp({ fetch: async () => [] });
    const shown: SourcedAnswer[] = [];
    const slow: Source = {
      ...source,
      pools,
      fetch: (_pools, _signal, onAnswer) => {
        onAnswer?.(good);
        return never();
      },
    };
    const poller = createPoller({
      sources: () => [slow],
      clock,
      facts: () => restful,
      onAnswers: (answers) => void shown.push(...answers),
      onActivity: () => {},
    });
    poller.start();
    await clock.advance(0);
    expect(shown).toEqual([{ sourceId: 'qwencloud', answer: good }]);
    await clock.advance(90_000);
    expect(shown).toMatchObject([
      { answer: { outcome: 'reading' } },
      { answer: { pool: 'free-tier', outcome: 'failed', failure: { kind: 'timeout' } } },
    ]);
    poller.stop();
  });

  it('reports no answer twice, and keeps it if the source then throws', async () => {
    const { source, clock } = setUp({ fetch: async () => [] });
    const shown: SourcedAnswer[] = [];
    let throws = false;
    const eager: Source = {
      ...source,
      pools,
      fetch: async (_pools, _signal, onAnswer) => {
        onAnswer?.(good);
        if (throws) throw new Error('a bug');
        return [good];
      },
    };
    const onAnswers = (answers: readonly SourcedAnswer[]) => void shown.push(...answers);
    const poller = createPoller({
      sources: () => [eager],
      clock,
      facts: () => ({ ...restful, fixedEveryMs: 2000 }),
      onAnswers,
      onActivity: () => {},
    });
    poller.start();
    await clock.advance(0);
    expect(shown).toHaveLength(1);
    throws = true;
    await clock.advance(2000);
    expect(shown.slice(1)).toMatchObject([
      { answer: { pool: 'coding-plan', outcome: 'reading' } },
      { answer: { pool: 'free-tier', failure: { kind: 'unknown-shape' } } },
    ]);
    poller.stop();
  });
});
