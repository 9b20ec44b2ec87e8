import type { Failure } from '../core/failure.ts';
import type { SourceAnswer, SourcedAnswer } from '../core/quota/answer.ts';
import type { PoolId, SourceId } from '../core/quota/model.ts';
import { duePools, nextAskAtMs, type PaceFacts } from '../core/quota/schedule.ts';
import { afterRound, atClock, newTrack, type SourceTrack } from '../core/quota/source-track.ts';
import type { Clock } from '../ports.ts';

/** What the poller needs of a source (`main/sources/source.ts`). */
export interface PollSource {
  readonly id: SourceId;
  readonly pools: readonly PoolId[];
  fetch(pools: readonly PoolId[], signal: AbortSignal): Promise<readonly SourceAnswer[]>;
}

export interface PollerDependencies {
  /** Asked anew each round: signing in or out changes the list. */
  sources(): readonly PollSource[];
  readonly clock: Clock;
  /** What bears on the pace now; the poller adds the time and when the machine woke. */
  facts(): Omit<PaceFacts, 'nowMs' | 'wokenAtMs'>;
  /** Each source's answers as soon as they are there: a slow one holds nobody up. */
  onAnswers(answers: readonly SourcedAnswer[]): void;
  /** The service refused this source's session twice in a row: it is not asked again until the next start. */
  onSignInDead?(sourceId: SourceId): void;
  /** Every change of what the poller is at. `asking` is empty between rounds; the time is in whole milliseconds. */
  onActivity(activity: { readonly asking: readonly PoolId[]; readonly nextPollAtMs: number | null }): void;
}

export interface Poller {
  start(): void;
  /** Asks every source that may be asked for all its pools; joins a round in flight. Ends with the round. */
  refresh(): Promise<void>;
  /** The machine resumed, was unlocked or came online: ask again soon, back-off or not. */
  wake(): void;
  /** The pace may have changed (popover opened, log grew): compute the next time anew. */
  reconsider(): void;
  /** Aborts; no answer lands afterwards and no timer is left. */
  stop(): void;
}

/** No source may hold a round longer than this; what it has not answered by then counts as timed out. */
const longestRoundMs = 90_000;
/** How long a new start waits for an aborted round that does not end. */
const graceMs = 5_000;
/** Sources due this soon are asked together. */
const togetherMs = 10_000;

interface Question {
  readonly source: PollSource;
  readonly pools: readonly PoolId[];
  readonly askedAtMs: number;
}

interface Round {
  readonly abort: AbortController;
  readonly done: Promise<void>;
  /** Ends the round now, whatever its sources do; later answers are dropped. */
  end(): void;
}

/** Asks the sources in rounds, one at a time, at the pace `core/quota/schedule` decides. */
export function createPoller(deps: PollerDependencies): Poller {
  const { clock } = deps;
  const tracks = new Map<SourceId, SourceTrack>();
  let started = false;
  let wokenAtMs: number | null = null;
  let round: Round | null = null;
  let cancelTimer = (): void => {};

  const facts = (): PaceFacts => ({ ...deps.facts(), nowMs: clock.now(), wokenAtMs });

  function trackOf(source: PollSource): SourceTrack {
    const track = atClock(tracks.get(source.id) ?? newTrack, clock.now());
    tracks.set(source.id, track);
    return track;
  }

  function timer(delayMs: number, task: () => void): void {
    cancelTimer();
    cancelTimer = clock.after(Math.max(0, delayMs), task);
  }

  function plan(): void {
    if (!started || round !== null) return;
    cancelTimer();
    const now = facts();
    const times = deps.sources().flatMap((source) => nextAskAtMs(trackOf(source), now) ?? []);
    // Chance draws fractions, the snapshot speaks of whole milliseconds; up, so that no wait is cut short.
    const nextPollAtMs = times.length === 0 ? null : Math.max(now.nowMs, Math.ceil(Math.min(...times)));
    if (nextPollAtMs !== null) timer(nextPollAtMs - now.nowMs, () => void run('due'));
    deps.onActivity({ asking: [], nextPollAtMs });
  }

  function questions(which: 'due' | 'all'): readonly Question[] {
    const now = facts();
    const askedAtMs = now.nowMs;
    const together = now.fixedEveryMs === null ? togetherMs : Math.min(togetherMs, now.fixedEveryMs / 2);
    return deps.sources().flatMap((source) => {
      const track = trackOf(source);
      if (track.notBeforeMs !== null && track.notBeforeMs > now.nowMs) return [];
      if (which === 'all') return [{ source, pools: source.pools, askedAtMs }];
      const atMs = nextAskAtMs(track, now);
      if (atMs === null || atMs > now.nowMs + together) return [];
      return [{ source, pools: duePools(source.pools, track, now), askedAtMs }];
    });
  }

  function take({ source, pools, askedAtMs }: Question, answers: readonly SourceAnswer[]): void {
    const before = trackOf(source);
    const after = afterRound(before, pools, answers, askedAtMs, clock.now(), clock.random());
    tracks.set(source.id, after);
    if (answers.length > 0) deps.onAnswers(answers.map((answer) => ({ sourceId: source.id, answer })));
    if (after.refusals >= 2 && before.refusals < 2) deps.onSignInDead?.(source.id);
  }

  function run(which: 'due' | 'all'): Promise<void> {
    if (round !== null) return round.done;
    const abort = new AbortController();
    const asked = questions(which);
    const unanswered = new Map(asked.map((question) => [question.source.id, question]));
    let end = (): void => {};
    const done = new Promise<void>((resolve) => {
      end = resolve;
    }).then(() => {
      abort.abort();
      round = null;
      cancelTimer();
      plan();
    });
    round = { abort, done, end };
    timer(longestRoundMs, () => {
      for (const question of unanswered.values())
        take(question, failedAnswers(question.pools, { kind: 'timeout' }, clock.now()));
      abort.abort();
      end();
    });
    deps.onActivity({ asking: [...new Set(asked.flatMap(({ pools }) => pools))], nextPollAtMs: null });
    const answered = asked.map(async (question) => {
      const answers = await answersOf(question, abort.signal, clock);
      if (abort.signal.aborted) return;
      unanswered.delete(question.source.id);
      take(question, answers);
    });
    void Promise.all(answered).finally(end);
    return done;
  }

  return {
    start() {
      if (started) return;
      started = true;
      // A new start may be a new sign-in: nothing of the past holds it back but the server's own Retry-After.
      for (const [id, { notBeforeMs }] of tracks) tracks.set(id, { ...newTrack, notBeforeMs });
      if (round === null) void run('due');
      else timer(graceMs, round.end);
    },
    refresh() {
      if (!started) return Promise.resolve();
      if (round?.abort.signal.aborted) return round.done.then(() => (started ? run('all') : undefined));
      return run('all');
    },
    wake() {
      wokenAtMs = clock.now();
      plan();
    },
    reconsider: plan,
    stop() {
      if (!started) return;
      started = false;
      cancelTimer();
      round?.abort.abort();
      deps.onActivity({ asking: [], nextPollAtMs: null });
    },
  };
}

/** A source promises never to throw; if it does, that is a bug, told as an answer so that the round goes on. */
async function answersOf(
  { source, pools }: Question,
  signal: AbortSignal,
  clock: Clock,
): Promise<readonly SourceAnswer[]> {
  if (pools.length === 0) return [];
  try {
    return await source.fetch(pools, signal);
  } catch {
    return failedAnswers(pools, { kind: 'unknown-shape', where: `${source.id}: threw` }, clock.now());
  }
}

const failedAnswers = (pools: readonly PoolId[], failure: Failure, failedAtMs: number): readonly SourceAnswer[] =>
  pools.map((pool) => ({ pool, outcome: 'failed', failure, failedAtMs }));
