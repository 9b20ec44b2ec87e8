import type { AppState } from '../../preload/contract.ts';
import type { Preferences } from '../core/preferences.ts';
import type { Runtime } from '../runtime/runtime.ts';

type Problem = AppState['problems'][number];

export interface StateParts {
  readonly runtime: Runtime;
  readonly preferences: Preferences;
  readonly language: AppState['language'];
  readonly problems: readonly Problem[];
  readonly destination: AppState['destination'];
  readonly version: string;
  readonly nowMs: number;
}

/** Everything the renderer may know, at this moment. */
export function appStateOf({ runtime, nowMs, ...rest }: StateParts): AppState {
  return {
    ...rest,
    snapshot: runtime.quota.snapshot(),
    session: runtime.signIn.session(),
    settings: runtime.switching.view(),
    time: { nowMs, rate: 1 },
    demo: runtime.isDemo,
    pendingNotices: runtime.notices.pending(),
    runOuts: runtime.pastUsage.runOuts(),
    localCounts: runtime.quota.localCounts(),
    canUndo: runtime.switching.canUndo(),
    recentProviders: runtime.switching.recent(),
  };
}

export interface Problems {
  list(): readonly Problem[];
  /** Each kind is told once. */
  add(problem: Problem): void;
}

/** What went wrong at the start, or since, and what became of it. */
export function createProblems(onChange: () => void): Problems {
  let problems: readonly Problem[] = [];
  return {
    list: () => problems,
    add(problem) {
      if (problems.some((known) => known.code === problem.code)) return;
      problems = [...problems, problem];
      onChange();
    },
  };
}
