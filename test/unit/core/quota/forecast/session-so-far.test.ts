import { expect, it } from 'vitest';
import type { PastUse } from '../../../../../main/core/quota/forecast/past-use.ts';
import { sessionSoFar } from '../../../../../main/core/quota/forecast/session-so-far.ts';

/** Past use of these amounts a step, the last one first. */
function pastOf(...amounts: readonly number[]): PastUse {
  const until = (step: number): number => amounts.slice(0, step).reduce((sum, amount) => sum + amount, 0);
  return {
    ...{ nowMs: 0, lastUseMs: 0, steps: amounts.length, knownAfter: (from) => from },
    between: (from, to) => until(from) - until(to),
  };
}
const steps = (count: number, amount: number): readonly number[] => Array.from({ length: count }, () => amount);

it('lasts until the break before it', () => {
  expect(sessionSoFar(pastOf(...steps(8, 10), ...steps(4, 0), ...steps(40, 10)), 0)).toBeCloseTo(8);
  expect(sessionSoFar(pastOf(...steps(8, 10), ...steps(4, 0), ...steps(40, 10)), 3)).toBeCloseTo(5);
});

it('goes on over a single slow step and at a changing pace', () => {
  expect(sessionSoFar(pastOf(...steps(5, 10), 0, ...steps(20, 10), 0, 0, 0), 0)).toBeCloseTo(26);
  expect(sessionSoFar(pastOf(...steps(5, 10), ...steps(15, 5), 0, 0, 0), 0)).toBeCloseTo(20, 1);
});

it('includes the time since the last request, and is no longer than four hours', () => {
  expect(sessionSoFar(pastOf(0, 0, ...steps(6, 10), 0, 0, 0), 0)).toBeCloseTo(8);
  expect(sessionSoFar(pastOf(...steps(200, 10)), 0)).toBe(48);
  expect(sessionSoFar(pastOf(), 0)).toBeGreaterThan(0);
});

it('ends gradually the slower the work before was', () => {
  const lengths = [4, 3, 2, 1].map((slow) => sessionSoFar(pastOf(...steps(6, 10), ...steps(20, slow)), 0));
  expect(lengths).toEqual(lengths.toSorted((one, other) => other - one));
  expect(lengths[0]).toBeGreaterThan(20);
  expect(lengths[3]).toBeLessThan(8);
});
