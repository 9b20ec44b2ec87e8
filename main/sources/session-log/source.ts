import { logFolders } from '../../adapters/qwen/log-folders.ts';
import type { Preferences } from '../../core/preferences.ts';
import type { SettingsView } from '../../core/provider/model.ts';
import type { SourcedAnswer } from '../../core/quota/answer.ts';
import type { LocalCounts } from '../../core/quota/local-counts.ts';
import type { Snapshot, SourceId } from '../../core/quota/model.ts';
import type { Source } from '../../ports/sources.ts';
import type { Log } from '../../ports/system.ts';
import type { RunEnvironment } from '../../runtime/run-environment.ts';
import type { SwitchHistoryEntry } from '../../services/settings/switch-records.ts';
import { attributionBy } from './attribution.ts';
import { createSessionLogSource, type RefusalNews } from './counter.ts';
import { createLogLister } from './folders/locations.ts';
import { createFolderWatch } from './folders/watch-folders.ts';
import { planLimits } from './plan-limits.ts';
import { createLogFollower } from './reading/follow.ts';
import { createLogReader } from './reading/reader.ts';
import { createRefusalFilter } from './refusal-news.ts';
import type { RequestCounts } from './windows.ts';

export interface SessionLogDeps {
  readonly runEnvironment: Pick<RunEnvironment, 'clock' | 'dataFiles' | 'qwen'>;
  readonly log: Log;
  preferences(): Preferences;
  snapshot(): Snapshot;
  /** What was in force from when on, oldest first. */
  history(): Promise<readonly SwitchHistoryEntry[]>;
  /** What the user's settings say now. */
  settings(): SettingsView;
  onAnswers(answers: readonly SourcedAnswer[]): void;
  /** Requests were logged: somebody works, and what the server says moves. */
  onGrew(): void;
  /** {@link SessionLog.localCounts} says something else than before. */
  onCounted(): void;
  /** No plan is known any more: an estimate given earlier stands for nothing. */
  onNoPlan(sourceId: SourceId): void;
  /** Qwen Code was refused; the first of its kind after a quiet time. */
  onRefusal(news: RefusalNews): void;
}

/** Qwen Code's own logs, read as they grow. */
export interface SessionLog {
  readonly source: Source;
  /** When a request was last logged; null: not in the kept time. */
  lastRequestAtMs(): number | null;
  /** What was counted while no plan is known to hold it against, of the last look; null: a plan is known. */
  localCounts(): LocalCounts | null;
  start(): void;
  /** The preferences changed: look again now. */
  reconsider(): void;
  /** Ends the reading, and waits until what was read is kept. */
  stop(): Promise<void>;
}

/** A quiet estimate still moves: what was used five hours ago comes back. */
const tellEveryMs = 60_000;

export function openSessionLog(deps: SessionLogDeps): SessionLog {
  const { clock, dataFiles, qwen } = deps.runEnvironment;
  const lister = createLogLister(() => logFolders(qwen));
  const reader = createLogReader({ lister, dataFiles, clock, log: deps.log });
  let history: readonly SwitchHistoryEntry[] = [];
  const plan = () => planLimits(deps.snapshot(), deps.preferences());
  const source = createSessionLogSource({
    reader,
    clock,
    plan,
    attribution: () => attributionBy(history.length === 0 ? asFound(deps.settings()) : history),
  });
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let toldOf: number | null = null;
  let hadPlan = true;
  let counted: LocalCounts | null = null;
  let seenAtMs: number | null = null;

  function count(): void {
    const before = counted;
    counted = plan() === null ? wholeCounts(source.counts()) : null;
    if (JSON.stringify(counted) !== JSON.stringify(before)) deps.onCounted();
  }

  async function look(signal: AbortSignal): Promise<void> {
    history = await deps.history();
    const answers = await source.fetch(['coding-plan'], signal);
    if (signal.aborted) return;
    count();
    if (source.lastRequestAtMs() !== seenAtMs) {
      seenAtMs = source.lastRequestAtMs();
      deps.onGrew();
    }
    const hasPlan = plan() !== null;
    if (hadPlan && !hasPlan) deps.onNoPlan(source.id);
    const grew = source.lastRequestAtMs() !== toldOf;
    if (answers.length > 0 && (grew || !hadPlan || clock.now() - toldAtMs >= tellEveryMs)) {
      toldAtMs = clock.now();
      toldOf = source.lastRequestAtMs();
      deps.onAnswers(answers.map((answer) => ({ sourceId: source.id, answer })));
    }
    hadPlan = hasPlan;
  }

  const follower = createLogFollower({
    clock,
    look: (signal) =>
      look(signal).catch((error: unknown) =>
        deps.log.warn(`session log: ${error instanceof Error ? error.message : 'failed'}`),
      ),
    lively: lister.lively,
    lastRequestAtMs: source.lastRequestAtMs,
    watch: createFolderWatch,
  });
  const isNews = createRefusalFilter();
  source.onRefusal((news) => {
    if (isNews(news)) deps.onRefusal(news);
  });

  return {
    source,
    lastRequestAtMs: source.lastRequestAtMs,
    localCounts: () => counted,
    start: follower.start,
    reconsider: follower.paceMayChange,
    async stop() {
      follower.stop();
      await reader.flush();
    },
  };
}

/** As shown: nobody sends a part of a request. */
export const wholeCounts = ({ fiveHours, week, month }: RequestCounts): LocalCounts => ({
  fiveHours: Math.round(fiveHours.likely),
  week: Math.round(week.likely),
  month: month === null ? null : Math.round(month.likely),
});

/** Before the app's first switch: what the settings say now was in force all the time. */
export function asFound(settings: SettingsView): readonly SwitchHistoryEntry[] {
  if (settings.state !== 'readable') return [];
  const current = settings.options.find((option) => option.current);
  if (current === undefined) return [];
  return [{ atMs: 0, providerId: current.id, model: settings.currentModel, baseUrl: current.baseUrl }];
}
