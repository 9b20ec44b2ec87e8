import type { PastUse } from './past-use.ts';

/** Compared with the pace since then, this much before a step is surely a break, and this much surely none. */
const breakShare = 0.1;
const workShare = 0.4;
/** Long enough to tell a break from a slow step. */
const breakSteps = 2;
/** All sessions this long are alike. */
const mostSteps = 48;

/**
 * How many steps the session that was under way some steps before has gone on without a break. Each step counts as likely as
 * no break came after it, so that a pace slightly above or below a limit changes little.
 */
export function sessionSoFar(past: PastUse, before: number): number {
  let [length, goesOn] = [1, 1];
  for (let steps = 1; steps < mostSteps && goesOn > 0.01; steps += 1) {
    const from = before + steps;
    const pace = past.between(from, before) / steps;
    const paceBefore = past.between(from + breakSteps, from) / breakSteps;
    if (pace > 0) goesOn *= Math.max(0, Math.min(1, (paceBefore / pace - breakShare) / (workShare - breakShare)));
    length += goesOn;
  }
  return length;
}
