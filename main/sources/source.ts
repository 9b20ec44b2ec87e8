import type { SourceAnswer } from '../core/quota/answer.ts';
import type { PoolId, SourceId } from '../core/quota/model.ts';

export type { SourceAnswer } from '../core/quota/answer.ts';

/** A place readings come from. Outside its own folder nothing names a source but `registry.ts`. */
export interface Source {
  readonly id: SourceId;
  /** The pools it can tell about. */
  readonly pools: readonly PoolId[];
  /** Asks only for `pools`. Never throws and always answers each pool asked; an aborted call may answer anything. */
  fetch(pools: readonly PoolId[], signal: AbortSignal): Promise<readonly SourceAnswer[]>;
}
