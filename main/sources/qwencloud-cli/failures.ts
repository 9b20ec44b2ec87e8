import type { Failure } from '../../core/failure.ts';
import { officialFailure } from '../official-failures.ts';

export const program = 'qwencloud';

/** The answer may as well be a failure that was swallowed (docs/facts/qwencloud-protocol.md §0.7, §4.3). */
export const couldNotTell: Failure = { kind: 'program-could-not-tell', program };

export const failureOf = officialFailure(program);
