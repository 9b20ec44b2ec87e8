import { stepMs } from './past-use.ts';
import { type Scenario, stepsAhead } from './scenarios.ts';

/** When an amount will be used up, as far as the next hours show. */
export interface LikelyEnd {
  /** How likely it is used up within {@link stepsAhead} steps, 0..1. */
  readonly likelihood: number;
  /** The time from now within which this share of the cases, 0..1, has been used up; null: not that many are. */
  quantileMs(share: number): number | null;
  /** The share of the cases, 0..1, in which it has been used up within this time. */
  shareWithin(afterMs: number): number;
}

/** @param leftAfter what is left some steps from now, if nothing is used until then */
export function likelyEnd(scenarios: readonly Scenario[], leftAfter: (steps: number) => number): LikelyEnd {
  const left = Float64Array.from({ length: stepsAhead + 1 }, (_, steps) => leftAfter(steps));
  const least = Math.min(...left);
  // Use never falls: where the last step stays below all that is left, nothing ends.
  const ending = scenarios.filter(({ useWithin }) => useWithin(stepsAhead) >= least);
  const total = scenarios.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Float64Array(stepsAhead + 1);
  for (const { weight, useWithin } of ending) {
    const end = left.findIndex((amount, steps) => useWithin(steps) >= amount);
    if (end >= 0) weights[end] = (weights[end] ?? 0) + weight;
  }
  const shares = weights.map((weight) => (total > 0 ? weight / total : 0));
  /** In which share of the cases it has been used up after so many steps. */
  const within: number[] = [];
  for (const share of shares) within.push(Math.min(1, (within.at(-1) ?? 0) + share));
  return {
    likelihood: within[stepsAhead] ?? 0,
    shareWithin(afterMs) {
      const steps = Math.min(stepsAhead, Math.max(0, afterMs / stepMs));
      const whole = Math.floor(steps);
      const before = within[whole] ?? 0;
      return before + (steps - whole) * ((within[whole + 1] ?? before) - before);
    },
    quantileMs(wanted) {
      let before = 0;
      for (const [steps, share] of shares.entries()) {
        // A scenario that ends in a step ends somewhere within it.
        if (share > 0 && before + share >= wanted) return Math.max(0, steps - 1 + (wanted - before) / share) * stepMs;
        before += share;
      }
      return null;
    },
  };
}
