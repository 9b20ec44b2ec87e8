import type * as z from 'zod';
import type { Preferences } from '../../core/preferences.ts';
import type { DeclaredModel } from '../../core/provider/declared-models.ts';
import type { SettingsView } from '../../core/provider/model.ts';
import type { LocalCounts } from '../../core/quota/local-counts.ts';
import type { Snapshot } from '../../core/quota/model.ts';
import type { ForeignFiles } from '../../ports/foreign-files.ts';
import type { LogFolders, RequestLog } from '../../ports/sources.ts';
import type { Clock, Document, Log } from '../../ports/system.ts';
import {
  attributionBy,
  declaredNow,
  isAlibaba,
  type KnownProviders,
  knownModel,
  type ProviderInForce,
} from './attribution.ts';
import { createRequestCounter, isClockSet, type PlanLimits, type RequestCounter } from './counter.ts';
import { createLogLister } from './folders/locations.ts';
import { createFolderWatch } from './folders/watch-folders.ts';
import { sessionLogFile } from './kept-state.ts';
import { planLimits } from './plan-limits.ts';
import { createLogFollower, type LogFollower } from './reading/follow.ts';
import { createLogReader } from './reading/reader.ts';
import { createRefusalFilter, createReporter } from './reports.ts';
import type { RequestCounts } from './windows.ts';

export interface SessionLogDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Opens one of the app's own files, which keeps the state between two runs. */
  openDocument<Value>(file: { readonly name: string; readonly schema: z.ZodType<Value> }): Document<Value>;
  /** Called on each scan, because the user may move the folders. */
  folders(): Promise<LogFolders>;
  /** Reads the logs in the folders of projects. It is ended with this source. */
  readonly foreign: ForeignFiles;
  preferences(): Pick<Preferences, 'codingPlan' | 'monthDay'>;
  snapshot(): Snapshot;
  /** Whether Qwen Code used the account that is shown at that time already. Left out: there is only one account. */
  wasChosen?(atMs: number): boolean;
  /** The providers that the app switched to, oldest first. */
  history(): Promise<readonly ProviderInForce[]>;
  /** What backups of the settings declare. */
  earlierModels(): Promise<readonly DeclaredModel[]>;
  /** The user's current settings. */
  settings(): SettingsView;
}

export function createSessionLog(deps: SessionLogDeps): RequestLog {
  const { clock, log, foreign } = deps;
  const lister = createLogLister(deps.folders, foreign);
  const reader = createLogReader({ lister, document: deps.openDocument(sessionLogFile), clock });
  let history: readonly ProviderInForce[] = [];
  let earlierModels: readonly DeclaredModel[] = [];
  /** Without any logged request nothing is known about a plan, not even that it is unused. */
  const plan = (): PlanLimits | null =>
    counter.lastRequestAtMs() === null ? null : planLimits(deps.snapshot(), deps.preferences());
  const known = (): KnownProviders => ({ history, declared: [...declaredNow(deps.settings()), ...earlierModels] });
  const counter: RequestCounter = createRequestCounter({
    reader,
    clock,
    plan,
    attribution() {
      const destinationOf = attributionBy(known());
      return (atMs, model) => (deps.wasChosen?.(atMs) === false ? 'other' : destinationOf(atMs, model));
    },
    ofAlibaba: () => attributionBy(known(), isAlibaba),
  });
  let counts: LocalCounts | null = null;
  let follower: LogFollower | null = null;

  const fetch: RequestLog['fetch'] = async (pools, signal) => {
    [history, earlierModels] = await Promise.all([deps.history(), deps.earlierModels()]);
    const answers = await counter.fetch(pools, signal);
    if (!signal.aborted && isClockSet(clock.now())) counts = plan() === null ? wholeCounts(counter.counts()) : null;
    return answers;
  };
  const { id, lastRequestAtMs, planRequests, answersBetween, logged } = counter;
  const localCounts = (): LocalCounts | null => counts;

  return {
    id,
    get pools() {
      return counter.pools;
    },
    fetch,
    localCounts,
    lastRequestAtMs,
    planRequests,
    answersBetween,
    logged,
    start(events) {
      if (follower !== null) return;
      const report = createReporter({ clock, hasPlan: () => plan() !== null, localCounts, lastRequestAtMs }, events);
      const isFirst = createRefusalFilter();
      counter.onRefusal((refused) => {
        if (isFirst(refused)) events.onRefusal({ ...refused, model: knownModel(refused.model, deps.settings()) });
      });
      const look = async (signal: AbortSignal): Promise<void> => {
        const answers = await fetch(['coding-plan'], signal);
        if (!signal.aborted) report(answers);
      };
      follower = createLogFollower({
        clock,
        // The next scan tries again; until then the last estimate remains.
        look: (signal) => look(signal).catch((error: unknown) => log.warn(`session log: ${reasonOf(error)}`)),
        lively: lister.lively,
        lastRequestAtMs,
        watch: createFolderWatch,
      });
      follower.start();
    },
    look: () => follower?.lookSoon(),
    async stop() {
      follower?.stop();
      foreign.end(); // Nothing foreign can delay what follows.
      await reader.flush();
    },
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'failed');

/** Whole requests, as they are shown. */
const wholeCounts = ({ fiveHours, week, month }: RequestCounts): LocalCounts => ({
  fiveHours: Math.round(fiveHours.likely),
  week: Math.round(week.likely),
  month: month === null ? null : Math.round(month.likely),
});
