import { type WindowPicture, windowPictures } from '../../core/history/window-picture.ts';
import { usualHour } from '../../core/notices/usual-hour.ts';
import { hourMs, minuteMs } from '../../core/quota/calendar.ts';
import { type RunningOut, runningOut } from '../../core/quota/forecast/forecast.ts';
import { levelsAhead } from '../../core/quota/forecast/levels-ahead.ts';
import type { OwnRequests } from '../../core/quota/forecast/own-requests.ts';
import { type Recovery, recoveries } from '../../core/quota/forecast/recovery.ts';
import type { HistorySeries } from '../../core/quota/forecast/samples.ts';
import { type ForecastScore, isBelowFloor } from '../../core/quota/forecast/score.ts';
import { keptWaysAhead } from '../../core/quota/forecast/ways-ahead.ts';
import type { PoolId, QuotaWindow, Reading, Snapshot } from '../../core/quota/model.ts';
import { utcOffsetsOf } from '../../core/quota/outlook/local-time.ts';
import { type Outlook, outlooksOf } from '../../core/quota/outlook/outlook.ts';
import { type WhatIf, whatIfsOf } from '../../core/quota/outlook/what-if.ts';
import { readingOf } from '../../core/quota/share.ts';
import { originOfSource } from '../../core/quota/source-origin.ts';
import type { Session } from '../../core/session.ts';
import type { BreakdownAnswer, BreakdownQuestion } from '../../core/usage/breakdown-model.ts';
import { type LocalUse, type LoggedRequests, localUse } from '../../core/usage/local-use.ts';
import type { RegisteredBreakdown } from '../../ports/sources.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createHistory } from '../history/history.ts';
import type { Journal } from '../history/journal.ts';
import { createBreakdowns } from './breakdowns.ts';
import { createForecastRecorder } from './forecast-recorder.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export interface PastUsageDeps {
  readonly store: Pick<SnapshotStore, 'get' | 'subscribe'>;
  readonly breakdowns: readonly RegisteredBreakdown[];
  readonly dataFiles: DataFiles;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly fixedEveryMs?: number | null;
  session(): Session;
  /** The requests to the Coding Plan in this computer's own log. */
  planRequests(): OwnRequests;
  /** Since when the numbers are no longer those of an earlier account; null: there was none. */
  accountSinceMs(): number | null;
  /** All requests in this computer's own log; null: it is not read. */
  logged(): readonly LoggedRequests[] | null;
  timeZone(): string;
}

/** Past usage from three places: the app's own record, Qwen Code's logs, and the service's bill. */
export interface PastUsage {
  breakdown(question: BreakdownQuestion): Promise<BreakdownAnswer>;
  /** What the charts show of each window. */
  pictures(): readonly WindowPicture[];
  /** The requests of the last month by day, model and project; null: the logs are not read. */
  localUse(): LocalUse | null;
  /** The windows that will be used up before they reset if usage continues at the same rate. */
  runOuts(): readonly RunningOut[];
  /** How many of the last forecasts for a pool were right; null: they are too few to say. */
  forecastScore(pool: PoolId): ForecastScore | null;
  /** All that was recorded, by time. */
  records(): ReturnType<Journal['read']>;
  /** How much of each rolling window comes back, and by when. */
  recoveries(): readonly Recovery[];
  /** What each window still allows. */
  outlooks(): readonly Outlook[];
  /** How often each window of other plans would have been full. */
  whatIfs(): readonly WhatIf[];
  /** What the user uses of a window in an hour of work; null: not known. */
  usualHour(reading: Reading, window: QuotaWindow): number | null;
  /** Drops the past usage of these pools after a change of account. */
  forget(pools: readonly PoolId[]): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createPastUsage(deps: PastUsageDeps): PastUsage {
  const { store, dataFiles, clock } = deps;
  const history = createHistory({ ...deps, files: dataFiles });
  const breakdowns = createBreakdowns({ ...deps, sources: deps.breakdowns, snapshot: store.get });
  const now = (): PastAndPresent => ({
    snapshot: store.get(),
    history: history.get(),
    nowMs: clock.now(),
    own: ofAccount(deps.planRequests(), store.get(), deps.accountSinceMs()),
  });
  const recorder = createForecastRecorder(deps);
  const findWays = keptWaysAhead();
  const foreseen = keptForAMinute(({ snapshot, history, nowMs, own }) =>
    runningOut(snapshot, history, nowMs, utcOffsetsOf(deps.timeZone()), own, findWays),
  );
  /** What is foreseen, but for the next hours of pools for which that was wrong too often. */
  const runOuts = keptForAMinute((facts) =>
    foreseen(facts).flatMap((one) => {
      const score = one.likelihood === null ? null : recorder.score(one.pool);
      return isBelowFloor(score) ? [] : [{ ...one, score }];
    }),
  );
  /** How full each rolling window will be, but for pools for which that was foreseen wrongly too often. */
  const ahead = keptForAMinute(({ snapshot, history, nowMs, own }) =>
    levelsAhead(snapshot, history, nowMs, utcOffsetsOf(deps.timeZone()), own, findWays).filter(
      ({ pool }) => !isBelowFloor(recorder.score(pool)),
    ),
  );
  /** What is foreseen but not told still counts: beside it no other window is said to stop the user first. */
  const outlooks = keptForAMinute((facts) => {
    const told = runOuts(facts);
    const isTold = ({ pool, windowId }: Outlook): boolean =>
      told.some((one) => one.pool === pool && one.windowId === windowId);
    const utcOffsetAt = utcOffsetsOf(deps.timeZone());
    const all = outlooksOf(facts.snapshot, { ...facts, runOuts: foreseen(facts), levels: ahead(facts), utcOffsetAt });
    return all.map((one) => ({ ...one, stopsFirst: one.stopsFirst && isTold(one) }));
  });
  // Replaying weeks takes some 10 ms, and an hour adds next to nothing to them.
  const whatIfs = keptWhile(samePlans, ({ snapshot, history, nowMs }) => whatIfsOf(snapshot, history, nowMs));
  const recovered = keptForAMinute(({ snapshot, history, nowMs, own }) => recoveries(snapshot, history, nowMs, own));
  let leave: (() => void) | null = null;
  return {
    breakdown: breakdowns.ask,
    pictures() {
      const facts = now();
      const told = { levels: ahead(facts), runOuts: runOuts(facts), outlooks: outlooks(facts) };
      return windowPictures({ ...facts, ...told, utcOffsetAt: utcOffsetsOf(deps.timeZone()) });
    },
    localUse() {
      const logged = deps.logged();
      return logged === null ? null : localUse(logged, clock.now(), utcOffsetsOf(deps.timeZone()));
    },
    runOuts: () => runOuts(now()),
    forecastScore: recorder.score,
    records: () => deps.journal.read(0),
    recoveries: () => recovered(now()),
    outlooks: () => outlooks(now()),
    whatIfs: () => whatIfs(now()),
    usualHour: (reading, window) => usualHour(reading, window, history.get()),
    forget(pools) {
      recorder.forget(pools);
      history.forget(pools);
    },
    async start() {
      recorder.start(await history.start());
      leave ??= store.subscribe(() => recorder.follow(store.get(), foreseen(now())));
    },
    async stop() {
      leave?.();
      leave = null;
      await recorder.stop();
      breakdowns.stop();
      await history.stop();
    },
  };
}

/**
 * The log does not say whose account a request was made with. Beside numbers of the service, what was made before a change of
 * account is taken for the earlier one's; numbers of the log itself count it.
 */
function ofAccount(own: OwnRequests, { pools }: Snapshot, sinceMs: number | null): OwnRequests {
  const plan = pools.find(({ pool }) => pool === 'coding-plan');
  const reading = plan === undefined ? null : readingOf(plan);
  if (sinceMs === null || reading === null || originOfSource[reading.sourceId] !== 'service') return own;
  return own.filter(({ atMs }) => atMs > sinceMs);
}

interface PastAndPresent {
  readonly snapshot: Snapshot;
  readonly history: readonly HistorySeries[];
  readonly nowMs: number;
  readonly own: OwnRequests;
}

type Computed<Result> = (facts: PastAndPresent) => Result;

/** Returns the last result again while what it depends on stays the same. */
function keptWhile<Result>(dependsOn: Computed<readonly unknown[]>, compute: Computed<Result>): Computed<Result> {
  let last: { readonly on: readonly unknown[]; readonly result: Result } | null = null;
  return (facts) => {
    const on = dependsOn(facts);
    const isSame = last !== null && last.on.length === on.length && on.every((one, index) => one === last?.on[index]);
    if (last === null || !isSame) last = { on, result: compute(facts) };
    return last.result;
  };
}

/** Keeps a result until a reading or the history changes, or the next minute of the clock begins. */
const keptForAMinute = <Result>(compute: Computed<Result>): Computed<Result> =>
  keptWhile(({ snapshot, history, nowMs }) => [snapshot.pools, history, Math.floor(nowMs / minuteMs)], compute);

/** The same hour, plans and windows. */
const samePlans = ({ snapshot, history, nowMs }: PastAndPresent): readonly unknown[] => [
  Math.floor(nowMs / hourMs),
  ...snapshot.pools.map(({ pool, state }) => `${pool} ${state}`),
  ...history.map(({ pool, windowId, points }) => `${pool} ${windowId} ${points[0]?.atMs}`),
];
