import * as z from 'zod';
import { type Failure, FailureSchema } from '../../failure.ts';
import type { SourceAnswer, SourcedAnswer } from '../answer.ts';
import { type PoolId, PoolIdSchema, type PoolStatus, type Reading, ReadingSchema, SourceIdSchema } from '../model.ts';
import { sourceIds } from '../source-origin.ts';
import { disagreementsWith, isEstimate, moveNeedle, nearerBaseline } from './advance-reading.ts';

/** What one source last said of one pool, and whether it has failed since. */
const SourceWordSchema = z.strictObject({
  sourceId: SourceIdSchema,
  said: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('nothing') }),
    z.strictObject({
      kind: z.literal('reading'),
      reading: ReadingSchema,
      /** For an exact reading: the estimate nearest in time, from which later estimates count on. */
      baseline: ReadingSchema.nullable(),
    }),
    z.strictObject({ kind: z.literal('not-subscribed'), checkedAtMs: z.number().int() }),
  ]),
  failing: z.strictObject({ failure: FailureSchema, failedAtMs: z.number().int() }).nullable(),
});
type SourceWord = Readonly<z.infer<typeof SourceWordSchema>>;

/** Everything remembered of one pool; its status follows from it. Holds no secret, and is what the app keeps on disk. */
export const PoolMemorySchema = z.strictObject({ pool: PoolIdSchema, words: z.array(SourceWordSchema).readonly() });
export type PoolMemory = Readonly<z.infer<typeof PoolMemorySchema>>;

export const emptyMemory = (pool: PoolId): PoolMemory => ({ pool, words: [] });

/**
 * Takes in what sources said, in the order they said it. The last answer of a source replaces its earlier one; a
 * failure keeps what the source last said beside it. Answers about other pools are passed over.
 */
export function remember(memory: PoolMemory, answers: readonly SourcedAnswer[]): PoolMemory {
  return answers
    .filter(({ answer }) => answer.pool === memory.pool)
    .reduce((before, { sourceId, answer }) => takeIn(before, sourceId, answer), memory);
}

/** Drops all that these sources said: after a sign-out, or when a source is gone. */
export const forgetSources = (memory: PoolMemory, gone: readonly string[]): PoolMemory => ({
  pool: memory.pool,
  words: memory.words.filter((word) => !gone.includes(word.sourceId)),
});

/** Marks everything as said in an earlier run: old until its source answers again. */
export const fromEarlierRun = (memory: PoolMemory, nowMs: number): PoolMemory => ({
  pool: memory.pool,
  words: memory.words
    .filter((word) => word.said.kind !== 'nothing')
    .map((word) => ({ ...word, failing: { failure: { kind: 'not-asked-yet' }, failedAtMs: nowMs } })),
});

/**
 * What to show of a pool. The rules, in order:
 * 1. an exact reading of a source that works; the newest of them;
 * 2. "not subscribed" by a source that works;
 * 3. the newest exact word of a source that fails now: a reading as stale, "not subscribed" as it was;
 * 4. an estimate, working before failing;
 * 5. the failure; of several, that of the source named first in `sourceIds`;
 * 6. nothing said yet: loading.
 * A newer estimate of a working source moves an exact reading's needle, and the moved windows say so.
 */
export function judge(memory: PoolMemory): PoolStatus {
  const { pool } = memory;
  const words = [...memory.words].sort(newestFirst);
  const chosen =
    words.find((word) => isExactReading(word) && word.failing === null) ??
    words.find((word) => word.said.kind === 'not-subscribed' && word.failing === null) ??
    words.find((word) => isExactReading(word) || word.said.kind === 'not-subscribed') ??
    words.find((word) => word.said.kind === 'reading' && word.failing === null) ??
    words.find((word) => word.said.kind === 'reading');
  if (chosen === undefined) return withoutWord(pool, words);
  if (chosen.said.kind === 'not-subscribed') {
    return { pool, state: 'not-subscribed', checkedAtMs: chosen.said.checkedAtMs };
  }
  if (chosen.said.kind === 'nothing') return { pool, state: 'loading' };
  const { reading, baseline } = chosen.said;
  const others = words.flatMap((word) => (word === chosen || word.failing !== null ? [] : readingsOf(word)));
  const estimate = others.find(isEstimate) ?? null;
  const shown = isEstimate(reading) || estimate === null ? reading : moveNeedle(reading, baseline, estimate);
  const compared = baseline === null ? others : [baseline, ...others.filter((other) => !isEstimate(other))];
  const disagreements = disagreementsWith(reading, compared);
  if (chosen.failing === null) return { pool, state: 'fresh', reading: shown, disagreements };
  return { pool, state: 'stale', reading: shown, disagreements, ...chosen.failing };
}

function withoutWord(pool: PoolId, words: readonly SourceWord[]): PoolStatus {
  const failing = [...words]
    .sort((one, other) => sourceIds.indexOf(one.sourceId) - sourceIds.indexOf(other.sourceId))
    .find((word) => word.failing !== null)?.failing;
  return failing ? { pool, state: 'failed', ...failing } : { pool, state: 'loading' };
}

function takeIn(memory: PoolMemory, sourceId: SourceWord['sourceId'], answer: SourceAnswer): PoolMemory {
  const before = memory.words.find((word) => word.sourceId === sourceId);
  const others = memory.words.filter((word) => word.sourceId !== sourceId);
  switch (answer.outcome) {
    case 'failed': {
      const failing: { failure: Failure; failedAtMs: number } = {
        failure: naming(sourceId, answer.failure),
        failedAtMs: answer.failedAtMs,
      };
      return { ...memory, words: [...others, { sourceId, said: before?.said ?? { kind: 'nothing' }, failing }] };
    }
    case 'not-subscribed': {
      const said = { kind: 'not-subscribed', checkedAtMs: answer.checkedAtMs } as const;
      return { ...memory, words: [...others, { sourceId, said, failing: null }] };
    }
    case 'reading': {
      const { reading } = answer;
      const estimates = others.flatMap(readingsOf).filter(isEstimate);
      const baseline = isEstimate(reading) ? null : nearerBaseline(reading, null, estimates);
      const word: SourceWord = { sourceId, said: { kind: 'reading', reading, baseline }, failing: null };
      const rest = isEstimate(reading) ? others.map((other) => withBaseline(other, reading)) : others;
      return { ...memory, words: [...rest, word] };
    }
  }
}

/** An unknown shape says whose it is: that is what a report of it is about. */
const naming = (sourceId: SourceWord['sourceId'], failure: Failure): Failure =>
  failure.kind === 'unknown-shape' && !failure.where.startsWith(`${sourceId}: `)
    ? { ...failure, where: `${sourceId}: ${failure.where}` }
    : failure;

function withBaseline(word: SourceWord, estimate: Reading): SourceWord {
  if (word.said.kind !== 'reading' || isEstimate(word.said.reading)) return word;
  const { reading, baseline } = word.said;
  return { ...word, said: { kind: 'reading', reading, baseline: nearerBaseline(reading, baseline, [estimate]) } };
}

const readingsOf = (word: SourceWord): readonly Reading[] => (word.said.kind === 'reading' ? [word.said.reading] : []);

const isExactReading = (word: SourceWord): boolean => word.said.kind === 'reading' && !isEstimate(word.said.reading);

function saidAtMs({ said }: SourceWord): number {
  switch (said.kind) {
    case 'reading':
      return said.reading.takenAtMs;
    case 'not-subscribed':
      return said.checkedAtMs;
    case 'nothing':
      return Number.NEGATIVE_INFINITY;
  }
}

/** Equal times: the order of `sourceIds`, so that the outcome never depends on which answer came first. */
function newestFirst(one: SourceWord, other: SourceWord): number {
  const [oneAtMs, otherAtMs] = [saidAtMs(one), saidAtMs(other)];
  if (oneAtMs !== otherAtMs) return oneAtMs > otherAtMs ? -1 : 1;
  return sourceIds.indexOf(one.sourceId) - sourceIds.indexOf(other.sourceId);
}
