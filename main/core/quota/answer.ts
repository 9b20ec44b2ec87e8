import type { Failure } from '../failure.ts';
import type { PoolId, Reading, SourceId } from './model.ts';

/** What one source says of one pool. `not-subscribed` only where the service itself said so. */
export type SourceAnswer =
  | { readonly pool: PoolId; readonly outcome: 'reading'; readonly reading: Reading }
  | { readonly pool: PoolId; readonly outcome: 'not-subscribed'; readonly checkedAtMs: number }
  | { readonly pool: PoolId; readonly outcome: 'failed'; readonly failure: Failure; readonly failedAtMs: number };

/** An answer with the source that gave it: what a round of polling hands to the store. */
export interface SourcedAnswer {
  readonly sourceId: SourceId;
  readonly answer: SourceAnswer;
}
