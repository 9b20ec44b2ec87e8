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

/** The one JSON value in a program's output, whatever lines of text surround it; undefined: there is none. */
export function jsonIn(output: string): unknown {
  const [start, end] = [output.search(/[[{]/), Math.max(output.lastIndexOf('}'), output.lastIndexOf(']'))];
  if (start < 0 || end < start) return undefined;
  try {
    return JSON.parse(output.slice(start, end + 1));
  } catch {
    return undefined; // cut off, or not JSON at all: the caller has a failure for it
  }
}
