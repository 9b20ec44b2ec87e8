import * as z from 'zod';
import { dayMs } from '../../core/quota/calendar.ts';
import type { LogRecord } from './records.ts';

/** A month's window is at most 31 days long; one more for clocks that disagree. */
export const keptMs = 32 * dayMs;

const time = z.number().int();

/**
 * What was listed for one millisecond of one session with one model, by id: a line read twice counts once. `copiedIds`
 * are answers to another session that this one began with.
 */
const SeenSchema = z.strictObject({
  atMs: time,
  sessionId: z.string(),
  model: z.string(),
  transcriptIds: z.array(z.string()),
  usageIds: z.array(z.string()),
  copiedIds: z.array(z.string()),
});
type Seen = z.infer<typeof SeenSchema>;
type Response = Extract<LogRecord, { kind: 'response' }>;

/** The two lists are written one after the other, on a machine that may be busy. */
const sameAnswerMs = 1_000;

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
  /** Each answered request once, in order of time. */
  responses(): readonly SeenResponse[];
  /** Answers that a session took over from the one it branched off; counted there. */
  copies(): readonly SeenResponse[];
  /** In order of their start. */
  totals(): readonly SessionTotal[];
  /** Drops what no window can reach any more. */
  forgetBefore(atMs: number): void;
  state(): LedgerState;
}

export function createLedger(initial: LedgerState = { seen: [], totals: [] }): Ledger {
  const seen = new Map(initial.seen.map((entry) => [seenKey(entry), copyOf(entry)]));
  const totals = new Map(initial.totals.map((total) => [totalKey(total), total]));
  /** The session that each answer was given to. */
  const owners = new Map(
    initial.seen.flatMap((entry) => entry.transcriptIds.map((id) => [answerKey(entry, id), entry.sessionId])),
  );

  function entryOf(atMs: number, sessionId: string, model: string): Seen {
    const key = seenKey({ atMs, sessionId, model });
    const known = seen.get(key);
    if (known !== undefined) return known;
    const entry: Seen = { atMs, sessionId, model, transcriptIds: [], usageIds: [], copiedIds: [] };
    seen.set(key, entry);
    return entry;
  }

  function addTranscript({ id, atMs, sessionId, copiedFrom, model }: Response): boolean {
    const answer = answerKey({ atMs, model }, shortId(id));
    const isNew = !owners.has(answer);
    if (isNew) {
      owners.set(answer, copiedFrom ?? sessionId);
      entryOf(atMs, copiedFrom ?? sessionId, model).transcriptIds.push(shortId(id));
    }
    if (owners.get(answer) !== sessionId) addOnce(entryOf(atMs, sessionId, model).copiedIds, shortId(id));
    return isNew;
  }

  return {
    add(record) {
      switch (record.kind) {
        case 'error':
          return false;
        case 'response': {
          if (record.from === 'transcript') return addTranscript(record);
          return addOnce(entryOf(record.atMs, record.sessionId, record.model).usageIds, shortId(record.id));
        }
        case 'session-total': {
          const key = totalKey(record);
          if (totals.has(key)) return false;
          const { sessionId, startMs, endMs, requestsByModel } = record;
          totals.set(key, { sessionId, startMs, endMs, requestsByModel });
          return true;
        }
      }
    },
    responses: () => pairedResponses([...seen.values()]),
    copies: () =>
      [...seen.values()]
        .filter(({ copiedIds }) => copiedIds.length > 0)
        .map(({ atMs, sessionId, model, copiedIds }) => ({ atMs, sessionId, model, count: copiedIds.length })),
    totals: () => [...totals.values()].sort((a, b) => a.startMs - b.startMs),
    forgetBefore(atMs) {
      for (const [key, entry] of seen) {
        if (entry.atMs >= atMs) continue;
        seen.delete(key);
        for (const id of entry.transcriptIds) owners.delete(answerKey(entry, id));
      }
      for (const [key, total] of totals) if (total.endMs < atMs) totals.delete(key);
    },
    state: () => ({ seen: [...seen.values()].map(copyOf), totals: [...totals.values()] }),
  };
}

/**
 * A transcript and the usage file list the same requests, at times that differ by a millisecond or so (seen with
 * 0.24.4 under load): in each session, the two are laid side by side in order of time.
 */
function pairedResponses(entries: readonly Seen[]): readonly SeenResponse[] {
  const groups = new Map<string, Seen[]>();
  for (const entry of entries) {
    const key = `${entry.sessionId}|${entry.model}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  const responses: SeenResponse[] = [];
  for (const group of groups.values()) {
    group.sort((a, b) => a.atMs - b.atMs);
    const transcript = group.flatMap(({ atMs, transcriptIds }) => transcriptIds.map(() => atMs));
    const usage = group.flatMap(({ atMs, usageIds }) => usageIds.map(() => atMs));
    for (const { sessionId, model } of group.slice(0, 1)) {
      for (const atMs of paired(transcript, usage)) responses.push({ atMs, sessionId, model, count: 1 });
    }
  }
  return responses.sort((a, b) => a.atMs - b.atMs);
}

/** The times of two sorted lists, those within {@link sameAnswerMs} of each other once, as the first list has them. */
function paired(first: readonly number[], second: readonly number[]): readonly number[] {
  const merged: number[] = [];
  let [one, other] = [0, 0];
  for (;;) {
    const [a, b] = [first[one], second[other]];
    if (a === undefined && b === undefined) return merged;
    const together = a !== undefined && b !== undefined && Math.abs(a - b) <= sameAnswerMs;
    const fromFirst = a !== undefined && (together || b === undefined || a < b);
    merged.push(fromFirst ? a : (b ?? 0));
    if (fromFirst) one += 1;
    if (together || !fromFirst) other += 1;
  }
}

function addOnce(ids: string[], id: string): boolean {
  if (ids.includes(id)) return false;
  ids.push(id);
  return true;
}

const copyOf = (entry: Seen): Seen => ({
  ...entry,
  transcriptIds: [...entry.transcriptIds],
  usageIds: [...entry.usageIds],
  copiedIds: [...entry.copiedIds],
});

/** A resumed session writes a second total with another start: both are kept. */
const totalKey = (total: { sessionId: string; startMs: number }): string => `${total.sessionId}|${total.startMs}`;
const seenKey = (entry: { atMs: number; sessionId: string; model: string }): string =>
  `${entry.atMs}|${entry.sessionId}|${entry.model}`;
const answerKey = (entry: { atMs: number; model: string }, id: string): string => `${entry.atMs}|${entry.model}|${id}`;
/** Ids only tell two answers of one millisecond apart. */
const shortId = (id: string): string => id.slice(-8);
