import type { Failure } from '../failure.ts';
import type { PoolId, Reading, SourceId } from './model.ts';

/** The answer of one source about one pool. `not-subscribed` only if the service itself said so. */
export type SourceAnswer =
  | { readonly pool: PoolId; readonly outcome: 'reading'; readonly reading: Reading }
  | { readonly pool: PoolId; readonly outcome: 'not-subscribed'; readonly checkedAtMs: number }
  | { readonly pool: PoolId; readonly outcome: 'failed'; readonly failure: Failure; readonly failedAtMs: number };

/** An answer with its source. */
export interface SourcedAnswer {
  readonly sourceId: SourceId;
  readonly answer: SourceAnswer;
}

export const failedAnswers = (
  pools: readonly PoolId[],
  failure: Failure,
  failedAtMs: number,
): readonly SourceAnswer[] => pools.map((pool) => ({ pool, outcome: 'failed', failure, failedAtMs }));
