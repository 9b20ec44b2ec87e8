import type { Failure } from '../core/failure.ts';
import type { PoolId } from '../core/quota/model.ts';
import type { SourceAnswer } from '../ports/sources.ts';

export const answerAll = (pools: readonly PoolId[], failure: Failure, failedAtMs: number): readonly SourceAnswer[] =>
  pools.map((pool) => ({ pool, outcome: 'failed', failure, failedAtMs }));
