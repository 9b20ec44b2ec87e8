import type { Failure } from '../core/failure.ts';
import type { PoolId } from '../core/quota/model.ts';
import type { Source, SourceAnswer } from './source.ts';

/** A source behind an installed program that its user signed in to. `pools` is empty until a look found it so. */
export interface ProgramSource extends Source {
  /** Finds out whether the program is there and signed in. Never throws. */
  look(signal: AbortSignal): Promise<void>;
}

export const answerAll = (pools: readonly PoolId[], failure: Failure, failedAtMs: number): readonly SourceAnswer[] =>
  pools.map((pool) => ({ pool, outcome: 'failed', failure, failedAtMs }));
