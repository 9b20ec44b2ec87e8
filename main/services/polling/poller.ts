import type { SourceAnswer, SourcedAnswer } from '../../core/quota/answer.ts';
import type { PoolId, SourceId } from '../../core/quota/model.ts';
import { duePools, nextAskAtMs, type PaceFacts } from '../../core/quota/pace/schedule.ts';
import {
  afterRound,
  newTrack,
  notBeforeByHandMs,
  type SourceTrack,
  shiftedToClock,
} from '../../core/quota/pace/source-track.ts';
import type { Source } from '../../ports/sources.ts';
import type { Clock } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';
import { type Question, type Round, startRound } from './poll-round.ts';

export interface PollerDependencies {
  /** Called for each round, because signing in or out changes the list. */
  sources(): readonly Source[];
  readonly clock: Clock;
  /** The current facts that decide the polling interval; the poller adds the time and when the machine woke. */
  facts(): Omit<PaceFacts, 'nowMs' | 'wokenAtMs'>;
  /** Receives each source's answers as soon as they arrive, before slower sources have answered. */
  onAnswers(answers: readonly SourcedAnswer[]): void;
  /** The service refused this source's session twice in a row: it is not asked again until the next start. */
  onSignInDead?(sourceId: SourceId): void;
  /** Reports every change of the poller's activity. `asking` is empty between rounds; the time is in whole milliseconds. */
  onActivity(activity: { readonly asking: readonly PoolId[]; readonly nextPollAtMs: number | null }): void;
}

export interface Poller {
  start(): void;
  /** Asks every available source for all its pools: in the running round if it covers them, otherwise after it. */
  refresh(): Promise<void>;
  /** Asks again soon, despite any back-off, because the machine resumed, was unlocked or came online. */
  wake(): void;
  /** Recomputes the next poll time after its facts changed (popover opened, log grew). */
  reconsider(): void;
  /** Stops polling: later answers are dropped and no timer is left. */
  stop(): void;
}

/** How long a new start waits for an aborted round that does not end. */
const graceMs = 5_000;
/** Sources due within this time are asked in the same round. */
const togetherMs = 10_000;

/** Asks the sources in rounds, one round at a time, at the times that `core/quota/schedule` computes. */
export function createPoller(deps: PollerDependencies): Poller {
  const { clock } = deps;
  const tracks = new Map<SourceId, SourceTrack>();
  let started = false;
  /** Counts starts and stops. */
  let turn = 0;
  let wokenAtMs: number | null = null;
  let round: Round | null = null;
  const timer = createTimer(clock);

  const facts = (): PaceFacts => ({ ...deps.facts(), nowMs: clock.now(), wokenAtMs });

  function trackOf(source: Source): SourceTrack {
    const track = shiftedToClock(tracks.get(source.id) ?? newTrack, clock.now());
    tracks.set(source.id, track);
    return track;
  }

  function plan(): void {
    if (!started || round !== null) return;
    const now = facts();
    const current = turn;
    const times = deps.sources().flatMap((source) => nextAskAtMs(trackOf(source), now) ?? []);
    // Listing the sources may detect that the session has ended, which restarts the poller.
    if (turn !== current) return;
    // The random delay is fractional but the snapshot needs whole milliseconds; rounding up never shortens a wait.
    const nextPollAtMs = times.length === 0 ? null : Math.max(now.nowMs, Math.ceil(Math.min(...times)));
    timer.cancel();
    if (nextPollAtMs !== null) timer.set(nextPollAtMs - now.nowMs, () => void run('due'));
    deps.onActivity({ asking: [], nextPollAtMs });
  }

  function questions(which: 'due' | 'all'): readonly Question[] {
    const now = facts();
    const askedAtMs = now.nowMs;
    const together = now.fixedEveryMs === null ? togetherMs : Math.min(togetherMs, now.fixedEveryMs / 2);
    return deps.sources().flatMap((source) => {
      const track = trackOf(source);
      const notBeforeMs = which === 'all' ? notBeforeByHandMs(track) : track.notBeforeMs;
      if (notBeforeMs !== null && notBeforeMs > now.nowMs) return [];
      if (which === 'all') return [{ source, pools: source.pools, askedAtMs }];
      const atMs = nextAskAtMs(track, now);
      if (atMs === null || atMs > now.nowMs + together) return [];
      return [{ source, pools: duePools(source.pools, track, now), askedAtMs }];
    });
  }

  /** Whether the running round already asks every source for all its pools. */
  const asksAll = ({ asked, isAborted }: Round): boolean =>
    !isAborted() &&
    questions('all').every(({ source, pools }) => {
      const known = asked.find((question) => question.source.id === source.id)?.pools ?? [];
      return pools.every((pool) => known.includes(pool));
    });

  const events = {
    onAnswers({ source }: Question, answers: readonly SourceAnswer[]): void {
      if (answers.length > 0) deps.onAnswers(answers.map((answer) => ({ sourceId: source.id, answer })));
    },
    onEnd({ source, pools, askedAtMs }: Question, answers: readonly SourceAnswer[]): void {
      const before = trackOf(source);
      const after = afterRound(before, pools, answers, askedAtMs, clock.now(), clock.random());
      tracks.set(source.id, after);
      if (after.refusals >= 2 && before.refusals < 2) deps.onSignInDead?.(source.id);
    },
  };

  async function run(which: 'due' | 'all'): Promise<void> {
    if (round !== null) return round.done;
    const current = turn;
    const asked = questions(which);
    if (turn !== current) return;
    timer.cancel();
    deps.onActivity({ asking: [...new Set(asked.flatMap(({ pools }) => pools))], nextPollAtMs: null });
    const mine = startRound(asked, clock, events);
    if (turn !== current) return mine.abort();
    round = mine;
    await mine.done;
    round = null;
    plan();
  }

  return {
    start() {
      if (started) return;
      started = true;
      turn += 1;
      // A new start may be a new sign-in, so only the server's own Retry-After is kept.
      for (const [id, { notBeforeMs, waitingSinceMs }] of tracks) {
        tracks.set(id, notBeforeMs === null ? newTrack : { ...newTrack, notBeforeMs, waitingSinceMs });
      }
      if (round === null) void run('due');
      else timer.set(graceMs, round.end);
    },
    async refresh() {
      if (!started) return;
      if (round !== null && !asksAll(round)) await round.done;
      if (started) await run('all');
    },
    wake() {
      wokenAtMs = clock.now();
      plan();
    },
    reconsider: plan,
    stop() {
      if (!started) return;
      started = false;
      turn += 1;
      timer.cancel();
      round?.abort();
      deps.onActivity({ asking: [], nextPollAtMs: null });
    },
  };
}
