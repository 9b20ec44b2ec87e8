import * as z from 'zod';
import { dayMs, hourMs } from '../../core/quota/calendar.ts';
import { addMark, dropBefore, isMarkable, markOf, mixedMark, pairedTimes, timeOf } from './answer-marks.ts';
import type { LogRecord } from './reading/records.ts';

/** A month window has at most 31 days; one more day allows for clocks that disagree. */
export const keptMs = 32 * dayMs;

const time = z.number().int();
const marks = z.array(time);

/**
 * The answers of one model in one session, as its transcript and the monthly usage file list them. A line read twice
 * counts once. `copied` holds the answers that the session took over from another one, `failed` the refused requests in
 * its transcript. `client` is the version of Qwen Code that wrote last; '' if unknown.
 */
const GroupSchema = z.strictObject({
  sessionId: z.string(),
  model: z.string(),
  client: z.string(),
  transcript: marks,
  usage: marks,
  copied: marks,
  failed: marks,
});
type Group = z.infer<typeof GroupSchema>;

const SessionTotalSchema = z.strictObject({
  sessionId: z.string(),
  startMs: time,
  endMs: time,
  requestsByModel: z.record(z.string(), z.number()),
});
export type SessionTotal = Readonly<z.infer<typeof SessionTotalSchema>>;

/** What is kept of the logs between runs. It contains no text of any conversation. */
export const LedgerStateSchema = z.strictObject({ groups: z.array(GroupSchema), totals: z.array(SessionTotalSchema) });
export type LedgerState = z.infer<typeof LedgerStateSchema>;

export interface SeenResponse {
  readonly atMs: number;
  readonly sessionId: string;
  readonly model: string;
  /** The version of Qwen Code; '' if unknown. */
  readonly client: string;
  readonly count: number;
}

/** Everything collected from the logs. */
export interface SeenRequests {
  /** Each answered request once. */
  readonly responses: readonly SeenResponse[];
  /** Answers that a session took over from the one it branched off. They are counted in the original session. */
  readonly copies: readonly SeenResponse[];
  /** Refused requests: a session's sum includes them, but they use no quota. */
  readonly failures: readonly SeenResponse[];
  readonly totals: readonly SessionTotal[];
}

/** Collects each record once, however often its line is read: files may be rewritten, copied or deleted. */
export interface Ledger {
  /** Returns whether the record was new. */
  add(record: LogRecord): boolean;
  /** All records, sorted by time; totals are sorted by their start. */
  seen(): SeenRequests;
  /** A number that changes whenever the result of `seen` may have changed. */
  revision(): number;
  /** The time of the newest record; null: there is none. */
  newestMs(): number | null;
  /** Drops records too old for any window. Runs at most once an hour. */
  forgetBefore(atMs: number): void;
  state(): LedgerState;
}

type Response = Extract<LogRecord, { kind: 'response' }>;

export function createLedger(initial: LedgerState = { groups: [], totals: [] }): Ledger {
  const groups = new Map(initial.groups.map((group) => [groupKey(group), copyOf(group)]));
  const totals = new Map(initial.totals.map((total) => [totalKey(total), total]));
  /** Maps each transcript answer to the session that received it. */
  const owners = new Map<number, string>();
  for (const { sessionId, model, transcript } of initial.groups) {
    for (const mark of transcript) owners.set(ownerKey(mark, model), sessionId);
  }
  let forgottenMs = Number.NEGATIVE_INFINITY;
  let revision = 0;

  function groupOf(sessionId: string, model: string): Group {
    const key = groupKey({ sessionId, model });
    const known = groups.get(key);
    if (known !== undefined) return known;
    const group: Group = { sessionId, model, client: '', transcript: [], usage: [], copied: [], failed: [] };
    groups.set(key, group);
    return group;
  }

  function addTranscript({ id, atMs, sessionId, copiedFrom, model, client }: Response): boolean {
    const mark = markOf(atMs, id);
    const key = ownerKey(mark, model);
    const isNew = !owners.has(key);
    if (isNew) {
      const group = groupOf(copiedFrom ?? sessionId, model);
      owners.set(key, group.sessionId);
      addMark(group.transcript, mark);
      if (client !== '') group.client = client;
    }
    if (owners.get(key) !== sessionId) addMark(groupOf(sessionId, model).copied, mark);
    return isNew;
  }

  function addTotal(record: Extract<LogRecord, { kind: 'session-total' }>): boolean {
    const key = totalKey(record);
    if (totals.has(key)) return false;
    const { sessionId, startMs, endMs, requestsByModel } = record;
    totals.set(key, { sessionId, startMs, endMs, requestsByModel });
    return true;
  }

  function add(record: LogRecord): boolean {
    switch (record.kind) {
      case 'error':
        if (!isMarkable(record.atMs)) return false;
        return addMark(groupOf(record.sessionId, record.model).failed, markOf(record.atMs, record.id));
      case 'response':
        if (!isMarkable(record.atMs)) return false;
        if (record.from === 'transcript') return addTranscript(record);
        return addMark(groupOf(record.sessionId, record.model).usage, markOf(record.atMs, record.id));
      case 'session-total':
        return addTotal(record);
    }
  }

  return {
    add(record) {
      revision += 1;
      return add(record);
    },
    revision: () => revision,
    newestMs() {
      const newest = [...groups.values()].flatMap((group) => listsOf(group).map((list) => list.at(-1) ?? 0));
      const times = [...newest.map(timeOf), ...[...totals.values()].map(({ endMs }) => endMs)];
      const newestMs = times.reduce((latest, each) => Math.max(latest, each), 0);
      return newestMs === 0 ? null : newestMs;
    },
    seen() {
      const all = [...groups.values()];
      const listed = (group: Group, times: readonly number[]): readonly SeenResponse[] =>
        times.map((atMs) => ({ atMs, sessionId: group.sessionId, model: group.model, client: group.client, count: 1 }));
      return {
        responses: inOrder(all.flatMap((group) => listed(group, pairedTimes(group.transcript, group.usage)))),
        copies: inOrder(all.flatMap((group) => listed(group, group.copied.map(timeOf)))),
        failures: inOrder(all.flatMap((group) => listed(group, group.failed.map(timeOf)))),
        totals: [...totals.values()].sort((a, b) => a.startMs - b.startMs),
      };
    },
    forgetBefore(atMs) {
      if (Math.abs(atMs - forgottenMs) < hourMs) return;
      forgottenMs = atMs;
      revision += 1;
      for (const [key, group] of groups) {
        for (const list of listsOf(group)) dropBefore(list, atMs);
        if (listsOf(group).every((list) => list.length === 0)) groups.delete(key);
      }
      for (const mark of owners.keys()) if (timeOf(mark) < atMs) owners.delete(mark);
      for (const [key, total] of totals) if (total.endMs < atMs) totals.delete(key);
    },
    state: () => ({ groups: [...groups.values()].map(copyOf), totals: [...totals.values()] }),
  };
}

const inOrder = (seen: readonly SeenResponse[]): readonly SeenResponse[] =>
  [...seen].sort((one, other) => one.atMs - other.atMs);

const copyOf = (group: Group): Group => ({
  ...group,
  transcript: [...group.transcript],
  usage: [...group.usage],
  copied: [...group.copied],
  failed: [...group.failed],
});

const listsOf = ({ transcript, usage, copied, failed }: Group): readonly number[][] => [
  transcript,
  usage,
  copied,
  failed,
];

const groupKey = (group: { sessionId: string; model: string }): string => `${group.sessionId}|${group.model}`;
/** A resumed session writes a second total with another start: both are kept. */
const totalKey = (total: { sessionId: string; startMs: number }): string => `${total.sessionId}|${total.startMs}`;
/** Adds the model to a mark, because two services may use the same answer id. */
const ownerKey = (mark: number, model: string): number => mixedMark(mark, model);
