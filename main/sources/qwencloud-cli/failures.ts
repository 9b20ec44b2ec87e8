import type { Failure } from '../../core/failure.ts';
import { officialFailure } from '../official-failures.ts';

export const program = 'qwencloud';

/**
 * The program answered, and its answer may as well be a swallowed failure (docs/facts/qwencloud-protocol.md §0.7,
 * §4.3).
 */
export const couldNotTell: Failure = { kind: 'program-could-not-tell', program };

export const failureOf = officialFailure(program);
