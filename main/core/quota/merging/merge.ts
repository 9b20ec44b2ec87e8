import * as z from 'zod';
import { type Failure, FailureSchema } from '../../failure.ts';
import type { SourceAnswer, SourcedAnswer } from '../answer.ts';
import { type PoolId, PoolIdSchema, type PoolStatus, type Reading, ReadingSchema, SourceIdSchema } from '../model.ts';
import { givesNothing } from '../plan-status.ts';
import { sourceIds } from '../source-origin.ts';
import { advanceReading, disagreementsWith, hasCounted, isEstimate, nearerBaseline } from './advance-reading.ts';

/** The last answer of one source about one pool, and the failure since, if any. The field names are those on disk. */
const SourceRecordSchema = z.strictObject({
  sourceId: SourceIdSchema,
  said: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('nothing') }),
    z.strictObject({
      kind: z.literal('reading'),
      reading: ReadingSchema,
      /** For an exact reading: the estimate nearest in time, with which later estimates are compared. */
      baseline: ReadingSchema.nullable(),
    }),
    z.strictObject({ kind: z.literal('not-subscribed'), checkedAtMs: z.number().int() }),
  ]),
  failing: z.strictObject({ failure: FailureSchema, failedAtMs: z.number().int() }).nullable(),
});
type SourceRecord = Readonly<z.infer<typeof SourceRecordSchema>>;

/** Everything remembered about one pool, from which its status follows. Kept on disk; holds no secret. */
export const PoolMemorySchema = z.strictObject({ pool: PoolIdSchema, words: z.array(SourceRecordSchema).readonly() });
export type PoolMemory = Readonly<z.infer<typeof PoolMemorySchema>>;

export const emptyMemory = (pool: PoolId): PoolMemory => ({ pool, words: [] });

/**
 * Adds answers of sources, in their order. An answer replaces the earlier one of its source; a failure is added to it.
 * Answers about other pools are ignored.
 */
export function remember(memory: PoolMemory, answers: readonly SourcedAnswer[]): PoolMemory {
  return answers
    .filter(({ answer }) => answer.pool === memory.pool)
    .reduce((before, { sourceId, answer }) => addAnswer(before, sourceId, answer), memory);
}

/** Removes the answers of these sources: after a sign-out, or if a source is gone. */
export const forgetSources = (memory: PoolMemory, gone: readonly string[]): PoolMemory => ({
  pool: memory.pool,
  words: memory.words.filter((record) => !gone.includes(record.sourceId)),
});

/** Marks all answers as those of an earlier run, which are old until their source answers again. */
export const fromEarlierRun = (memory: PoolMemory, nowMs: number): PoolMemory => ({
  pool: memory.pool,
  words: memory.words
    .filter((record) => record.said.kind !== 'nothing')
    .map((record) => ({ ...record, failing: { failure: { kind: 'not-asked-yet' }, failedAtMs: nowMs } })),
});

/**
 * The status of a pool. It is the first of these that exists:
 * 1. the newest exact reading of a source that works;
 * 2. "not subscribed" from a source that works;
 * 3. the newest exact answer of a source that now fails: a reading as stale, "not subscribed" unchanged;
 * 4. an estimate, of a source that works before one that fails;
 * 5. the failure, if there are several, of the source listed first in `sourceIds`;
 * 6. loading, as long as no source has answered.
 * A newer estimate of a working source advances an exact reading; the advanced windows are marked as estimates.
 */
export function poolStatusOf(memory: PoolMemory): PoolStatus {
  const { pool } = memory;
  const records = [...memory.words].sort(newestFirst);
  const chosen =
    records.find((record) => isExactReading(record) && record.failing === null) ??
    records.find((record) => record.said.kind === 'not-subscribed' && record.failing === null) ??
    records.find((record) => isExactReading(record) || record.said.kind === 'not-subscribed') ??
    records.find((record) => record.said.kind === 'reading' && record.failing === null) ??
    records.find((record) => record.said.kind === 'reading');
  if (chosen === undefined) return statusWithoutAnswer(pool, records);
  if (chosen.said.kind === 'not-subscribed') {
    return { pool, state: 'not-subscribed', checkedAtMs: chosen.said.checkedAtMs };
  }
  if (chosen.said.kind === 'nothing') return { pool, state: 'loading' };
  const { reading, baseline } = chosen.said;
  const others = records.flatMap((record) => (record === chosen || record.failing !== null ? [] : readingsOf(record)));
  const estimate = others.find(isEstimate) ?? null;
  const shown = isEstimate(reading) || estimate === null ? reading : advanceReading(reading, baseline, estimate);
  const compared = baseline === null ? others : [baseline, ...others.filter((other) => !isEstimate(other))];
  const disagreements = disagreementsWith(reading, compared.filter(hasCounted));
  if (chosen.failing === null) return { pool, state: 'fresh', reading: shown, disagreements };
  return { pool, state: 'stale', reading: shown, disagreements, ...chosen.failing };
}

function statusWithoutAnswer(pool: PoolId, records: readonly SourceRecord[]): PoolStatus {
  const failing = [...records]
    .sort((one, other) => sourceIds.indexOf(one.sourceId) - sourceIds.indexOf(other.sourceId))
    .find((record) => record.failing !== null)?.failing;
  return failing ? { pool, state: 'failed', ...failing } : { pool, state: 'loading' };
}

function addAnswer(memory: PoolMemory, sourceId: SourceRecord['sourceId'], answer: SourceAnswer): PoolMemory {
  const before = memory.words.find((record) => record.sourceId === sourceId);
  const others = memory.words.filter((record) => record.sourceId !== sourceId);
  switch (answer.outcome) {
    case 'failed': {
      const failing: { failure: Failure; failedAtMs: number } = {
        failure: withSourceName(sourceId, answer.failure),
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
      if (before !== undefined && lacksItsWindows(reading, before.said)) {
        const failing = { failure: { kind: 'empty-answer' }, failedAtMs: reading.takenAtMs } as const;
        return { ...memory, words: [...others, { ...before, failing }] };
      }
      const estimates = others.flatMap(readingsOf).filter(isEstimate);
      const baseline = isEstimate(reading) ? null : nearerBaseline(reading, null, estimates);
      const record: SourceRecord = { sourceId, said: { kind: 'reading', reading, baseline }, failing: null };
      const rest = isEstimate(reading) ? others.map((other) => withBaseline(other, reading)) : others;
      return { ...memory, words: [...rest, record] };
    }
  }
}

/** Whether a running plan comes without the windows that it had, as the service answers in passing. */
function lacksItsWindows(reading: Reading, said: SourceRecord['said']): boolean {
  const runs = 'status' in reading && !givesNothing(reading.status);
  return runs && reading.windows.length === 0 && said.kind === 'reading' && said.reading.windows.length > 0;
}

/** Adds the source to an unknown shape, because a bug report needs it. */
const withSourceName = (sourceId: SourceRecord['sourceId'], failure: Failure): Failure =>
  failure.kind === 'unknown-shape' && !failure.where.startsWith(`${sourceId}: `)
    ? { ...failure, where: `${sourceId}: ${failure.where}` }
    : failure;

function withBaseline(record: SourceRecord, estimate: Reading): SourceRecord {
  if (record.said.kind !== 'reading' || isEstimate(record.said.reading)) return record;
  const { reading, baseline } = record.said;
  return { ...record, said: { kind: 'reading', reading, baseline: nearerBaseline(reading, baseline, [estimate]) } };
}

const readingsOf = (record: SourceRecord): readonly Reading[] =>
  record.said.kind === 'reading' ? [record.said.reading] : [];

const isExactReading = (record: SourceRecord): boolean =>
  record.said.kind === 'reading' && !isEstimate(record.said.reading);

function answeredAtMs({ said }: SourceRecord): number {
  switch (said.kind) {
    case 'reading':
      return said.reading.takenAtMs;
    case 'not-subscribed':
      return said.checkedAtMs;
    case 'nothing':
      return Number.NEGATIVE_INFINITY;
  }
}

/** Equal times keep the order of `sourceIds`, so that the result never depends on which answer came first. */
function newestFirst(one: SourceRecord, other: SourceRecord): number {
  const [oneAtMs, otherAtMs] = [answeredAtMs(one), answeredAtMs(other)];
  if (oneAtMs !== otherAtMs) return oneAtMs > otherAtMs ? -1 : 1;
  return sourceIds.indexOf(one.sourceId) - sourceIds.indexOf(other.sourceId);
}
