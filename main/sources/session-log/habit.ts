/**
 * An estimated number of requests, and the least that it can be. There is no upper bound: calls that the client broke off
 * (a suggestion while the user typed on, an answer stopped with Esc) are in no log and no sum, but the service counts
 * them (docs/facts/qwen-code.md §5.3).
 */
export interface Count {
  readonly likely: number;
  readonly from: number;
}

/** An ended session, or a part of one: the answers in its transcript, and the number of all its requests. */
export interface EndedRun {
  readonly seen: number;
  readonly requests: number;
}

/** How many hidden requests this user's sessions make per visible answer. */
export interface Habit {
  readonly hiddenPerSeen: number;
  /** How far below the likely number the true one may be, per visible answer. */
  readonly below: number;
}

/**
 * The assumed deviation between sessions after one has ended; it shrinks with the square root of their number. With this
 * value 39 of 40 moments of simulated sessions are not below the range, whatever the number of sessions
 * (`habit.property.test.ts`).
 */
const firstDoubt = 0.95;
/** A ratio from few answers is unreliable, so a session with fewer answers than this is weighted as if it had this many. */
const fewSeen = 6;
/** The upper bound of a learned habit, so that a damaged log cannot make the plan look used up. */
const mostHiddenPerSeen = 3;

/**
 * Learns from ended sessions. null: none of them had hidden requests, so nothing is known about sessions that do (the
 * user only runs `qwen -p`, or the sums were rebuilt from transcripts).
 * The ratio is taken only from sessions with hidden requests, the deviation from all: an estimate that is too high warns
 * early, one that is too low never warns.
 */
export function learnHabit(runs: readonly EndedRun[]): Habit | null {
  const shown = runs.filter(({ seen }) => seen > 0);
  const hiding = shown.filter(({ seen, requests }) => requests > seen);
  if (hiding.length === 0) return null;
  const seen = hiding.reduce((sum, run) => sum + run.seen, 0);
  const requests = hiding.reduce((sum, run) => sum + run.requests, 0);
  const hiddenPerSeen = Math.min(mostHiddenPerSeen, requests / seen - 1);
  const astray = shown.map((run) => (run.requests - run.seen * (1 + hiddenPerSeen)) / weightOf(run.seen));
  const doubt = firstDoubt / Math.sqrt(hiding.length);
  return {
    hiddenPerSeen,
    below: astray.reduce((most, each) => Math.max(most, -each), doubt),
  };
}

/** Estimates all requests of running sessions from their `seen` visible answers. */
export function countOf(seen: number, habit: Habit): Count {
  if (seen === 0) return { likely: 0, from: 0 };
  const likely = seen * (1 + habit.hiddenPerSeen);
  return { likely, from: Math.max(seen, likely - habit.below * weightOf(seen)) };
}

const weightOf = (seen: number): number => Math.max(seen, fewSeen);
