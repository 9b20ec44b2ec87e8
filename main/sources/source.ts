import type { Failure } from '../core/failure.ts';
import type { PoolId, Reading, SourceId } from '../core/quota/model.ts';

/** What one source says of one pool. `not-subscribed` only where the service itself said so. */
export type SourceAnswer =
  | { readonly pool: PoolId; readonly outcome: 'reading'; readonly reading: Reading }
  | { readonly pool: PoolId; readonly outcome: 'not-subscribed'; readonly checkedAtMs: number }
  | { readonly pool: PoolId; readonly outcome: 'failed'; readonly failure: Failure; readonly failedAtMs: number };

/** A place readings come from. Outside its own folder nothing names a source but `registry.ts`. */
export interface Source {
  readonly id: SourceId;
  /** The pools it can tell about. */
  readonly pools: readonly PoolId[];
  /** Asks only for `pools`. Never throws and always answers each pool asked; an aborted call may answer anything. */
  fetch(pools: readonly PoolId[], signal: AbortSignal): Promise<readonly SourceAnswer[]>;
}
