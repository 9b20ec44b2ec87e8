import { stepMs } from './past-use.ts';
import { type Scenario, stepsAhead } from './scenarios.ts';

/** When an amount will be used up, as far as the next hours show. */
export interface LikelyEnd {
  /** How likely it is used up within {@link stepsAhead} steps, 0..1. */
  readonly likelihood: number;
  /** The time from now within which this share of the cases, 0..1, has been used up; null: not that many are. */
  quantileMs(share: number): number | null;
}

/** @param leftAfter what is left some steps from now, if nothing is used until then */
export function likelyEnd(scenarios: readonly Scenario[], leftAfter: (steps: number) => number): LikelyEnd {
  const left = Float64Array.from({ length: stepsAhead + 1 }, (_, steps) => leftAfter(steps));
  const ending = new Float64Array(stepsAhead + 1);
  let total = 0;
  for (const { weight, useWithin } of scenarios) {
    total += weight;
    const end = left.findIndex((amount, steps) => useWithin(steps) >= amount);
    if (end >= 0) ending[end] = (ending[end] ?? 0) + weight;
  }
  const shares = ending.map((weight) => (total > 0 ? weight / total : 0));
  return {
    likelihood: Math.min(
      1,
      shares.reduce((sum, share) => sum + share, 0),
    ),
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
