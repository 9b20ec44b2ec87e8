import type { Failure } from '../core/failure.ts';
import type { PoolId, ReadingOf, SourceId } from '../core/quota/model.ts';
import { shapeOf } from '../core/shape.ts';
import type { SourceAnswer } from '../ports/sources.ts';
import { boundedReading } from './bounds.ts';

/** A parser's result. `not-subscribed` is used only if the service said so, never for an answer that is not understood. */
export type Parsed<Pool extends PoolId> =
  | { readonly outcome: 'reading'; readonly reading: ReadingOf<Pool> }
  | { readonly outcome: 'not-subscribed' }
  | { readonly outcome: 'failed'; readonly failure: Failure };

/** The source of a parsed answer, and when it was read. */
export interface Origin {
  readonly sourceId: SourceId;
  readonly takenAtMs: number;
}

/** The failure of an answer that is not understood. Of `seen`, what stood at `where`, only keys and types are kept. */
export const unknownShape = (
  where: string,
  seen?: unknown,
): { readonly outcome: 'failed'; readonly failure: Failure } => ({
  outcome: 'failed',
  failure: { kind: 'unknown-shape', where, ...(seen !== undefined && { shape: shapeOf(seen) }) },
});

/** Turns a parser's result into the source's answer, dated `atMs`; a reading is bounded. */
export function answerOf(pool: PoolId, parsed: Parsed<PoolId>, atMs: number): SourceAnswer {
  switch (parsed.outcome) {
    case 'reading': {
      const reading = boundedReading(parsed.reading);
      // One pool that is not valid must not end the answers of the others.
      return reading === null ? answerOf(pool, unknownShape(pool), atMs) : { pool, outcome: 'reading', reading };
    }
    case 'not-subscribed':
      return { pool, outcome: 'not-subscribed', checkedAtMs: atMs };
    case 'failed':
      return { pool, outcome: 'failed', failure: parsed.failure, failedAtMs: atMs };
  }
}
