/** A number of requests: the likely one, and what it lies between; `to` null: nobody can say how many at most. */
export interface Count {
  readonly likely: number;
  readonly from: number;
  readonly to: number | null;
}

/** A session, or a part of one, that has ended: the answers its transcript shows, and all requests it made. */
export interface EndedRun {
  readonly seen: number;
  readonly requests: number;
}

/** What this user's sessions request beside the answers that are seen: per seen answer, and how far that may be off. */
export interface Habit {
  readonly hiddenPerSeen: number;
  readonly above: number;
  readonly below: number;
}

/**
 * How far a session is believed to stray from the others as long as only one has ended; less with the root of their
 * number. With it, 19 of 20 moments of simulated sessions lie in the range, whatever the number of sessions
 * (`habit.property.test.ts`).
 */
const firstDoubt = 0.8;
/** The share of a few answers says little: fewer than this count as so many. */
const fewSeen = 6;
/** A habit is not believed beyond this: a damaged log must not invent an empty plan. */
const mostHiddenPerSeen = 3;

/**
 * Learns from the sessions that have ended. null: none of them hid anything, so nothing is known of those that do (a
 * user of `qwen -p` alone, or of a generation whose sums were made from the transcript).
 * Only those that hid something say how much is hidden, all of them how far off that may be: a number too high warns
 * too early, one too low not at all.
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
    above: Math.min(
      mostHiddenPerSeen,
      astray.reduce((most, each) => Math.max(most, each), doubt),
    ),
    below: astray.reduce((most, each) => Math.max(most, -each), doubt),
  };
}

/** What answers of running sessions stand for. */
export function countOf(seen: number, habit: Habit): Count {
  if (seen === 0) return { likely: 0, from: 0, to: 0 };
  const likely = seen * (1 + habit.hiddenPerSeen);
  const weight = weightOf(seen);
  return { likely, from: Math.max(seen, likely - habit.below * weight), to: likely + habit.above * weight };
}

const weightOf = (seen: number): number => Math.max(seen, fewSeen);
