import * as z from 'zod';
import { dayMs } from '../../core/quota/calendar.ts';
import type { LogRecord } from './records.ts';

/** A month's window is at most 31 days long; one more for clocks that disagree. */
export const keptMs = 32 * dayMs;

const time = z.number().int();

/**
 * The requests seen in one millisecond of one session with one model. A transcript and the usage file each list the
 * same request, so the count is the larger of the two lists, not their sum. Ids keep a line read twice from counting twice.
 */
const SeenSchema = z.strictObject({
  atMs: time,
  sessionId: z.string(),
  model: z.string(),
  transcriptIds: z.array(z.string()),
  usageIds: z.array(z.string()),
});
const SessionTotalSchema = z.strictObject({
  sessionId: z.string(),
  startMs: time,
  endMs: time,
  requestsByModel: z.record(z.string(), z.number()),
});

/** What is remembered of the logs between runs. Holds no word of any conversation. */
export const LedgerStateSchema = z.strictObject({ seen: z.array(SeenSchema), totals: z.array(SessionTotalSchema) });
export type LedgerState = z.infer<typeof LedgerStateSchema>;

export interface SeenResponse {
  readonly atMs: number;
  readonly sessionId: string;
  readonly model: string;
  readonly count: number;
}
export type SessionTotal = Readonly<z.infer<typeof SessionTotalSchema>>;

/** Collects records, each once, however often its line is read: files may be rewritten, copied or deleted. */
export interface Ledger {
  /** Answers whether it was new. Errors are not kept. */
  add(record: LogRecord): boolean;
  /** In order of time. */
  responses(): readonly SeenResponse[];
  /** In order of their start. */
  totals(): readonly SessionTotal[];
  /** Drops what no window can reach any more. */
  forgetBefore(atMs: number): void;
  state(): LedgerState;
}

export function createLedger(initial: LedgerState = { seen: [], totals: [] }): Ledger {
  const seen = new Map(initial.seen.map((entry) => [seenKey(entry), copyOf(entry)]));
  const totals = new Map(initial.totals.map((total) => [totalKey(total), total]));
  /** A forked session copies its parent's lines under another session's name: an answer counts where it was first seen. */
  const firstSeen = new Set(initial.seen.flatMap((entry) => entry.transcriptIds.map((id) => answerKey(entry, id))));

  function addResponse(record: Extract<LogRecord, { kind: 'response' }>): boolean {
    const id = shortId(record.id);
    const key = seenKey(record);
    const entry = seen.get(key);
    if (record.from === 'transcript') {
      const answer = answerKey(record, id);
      if (firstSeen.has(answer)) return false;
      firstSeen.add(answer);
    } else if (entry?.usageIds.includes(id)) return false;
    const { atMs, sessionId, model } = record;
    const target = entry ?? { atMs, sessionId, model, transcriptIds: [], usageIds: [] };
    (record.from === 'transcript' ? target.transcriptIds : target.usageIds).push(id);
    seen.set(key, target);
    return true;
  }

  return {
    add(record) {
      if (record.kind === 'error') return false;
      if (record.kind === 'response') return addResponse(record);
      const key = totalKey(record);
      if (totals.has(key)) return false;
      const { sessionId, startMs, endMs, requestsByModel } = record;
      totals.set(key, { sessionId, startMs, endMs, requestsByModel });
      return true;
    },
    responses: () =>
      [...seen.values()]
        .map(({ atMs, sessionId, model, transcriptIds, usageIds }) => ({
          atMs,
          sessionId,
          model,
          count: Math.max(transcriptIds.length, usageIds.length),
        }))
        .sort((a, b) => a.atMs - b.atMs),
    totals: () => [...totals.values()].sort((a, b) => a.startMs - b.startMs),
    forgetBefore(atMs) {
      for (const [key, entry] of seen) {
        if (entry.atMs >= atMs) continue;
        seen.delete(key);
        for (const id of entry.transcriptIds) firstSeen.delete(answerKey(entry, id));
      }
      for (const [key, total] of totals) if (total.endMs < atMs) totals.delete(key);
    },
    state: () => ({ seen: [...seen.values()].map(copyOf), totals: [...totals.values()] }),
  };
}

const copyOf = (entry: LedgerState['seen'][number]): LedgerState['seen'][number] => ({
  ...entry,
  transcriptIds: [...entry.transcriptIds],
  usageIds: [...entry.usageIds],
});

/** A resumed session writes a second total with another start: both are kept. */
const totalKey = (total: { sessionId: string; startMs: number }): string => `${total.sessionId}|${total.startMs}`;
const seenKey = (entry: { atMs: number; sessionId: string; model: string }): string =>
  `${entry.atMs}|${entry.sessionId}|${entry.model}`;
const answerKey = (entry: { atMs: number; model: string }, id: string): string => `${entry.atMs}|${entry.model}|${id}`;
/** Ids only tell two answers of one millisecond apart. */
const shortId = (id: string): string => id.slice(-8);
