import { createTurns } from '../../../core/turns.ts';
import type { Clock } from '../../../ports/system.ts';
import type { LogFile, LogLister } from '../folders/locations.ts';
import { keptIn, nothingKept, type SessionLogDocument, stateOf } from '../kept-state.ts';
import { keptMs, type Ledger } from '../ledger.ts';
import { type LogRecord, recordsInLine, transcriptNeedle } from './records.ts';
import { createTailRoom, readAppended } from './tail.ts';

export interface ReaderDeps {
  readonly lister: LogLister;
  readonly document: SessionLogDocument;
  readonly clock: Clock;
}

type ErrorRecord = Extract<LogRecord, { kind: 'error' }>;

interface ScanResult {
  readonly newResponses: number;
  /** Refusals seen for the first time, in order; those of an earlier run's logs are left out. */
  readonly newErrors: readonly ErrorRecord[];
  readonly bytesRead: number;
}

/** Keeps the ledger in step with the log files, reading only what they grew by; across restarts too. */
export interface LogReader {
  ledger(): Ledger;
  /** One at a time: a second call waits for the first. */
  scan(signal: AbortSignal): Promise<ScanResult>;
  /** Keeps what was read since it was last kept. Without it, those lines are read again at the next start. */
  flush(): Promise<void>;
}

/** An error older than this is history by the time it is read, not news. */
const newsMs = 10 * 60_000;

/** The whole ledger is written each time: not for every line of a busy hour. */
const keepEveryMs = 60_000;

export function createLogReader(deps: ReaderDeps): LogReader {
  let recalled = false;
  let { ledger, positions, projects } = nothingKept();
  const oneAtATime = createTurns();
  /** How each file looked when it was last read to its end. */
  const looks = new Map<string, string>();
  const room = createTailRoom();
  let keptAtMs = Number.NEGATIVE_INFINITY;
  let changed = false;

  async function readFile(file: LogFile, signal: AbortSignal): Promise<ScanResult> {
    const errors: ErrorRecord[] = [];
    let newResponses = 0;
    const oldestMs = deps.clock.now() - keptMs;
    const take = (record: LogRecord): void => {
      const endedAtMs = record.kind === 'session-total' ? record.endMs : record.atMs;
      if (endedAtMs < oldestMs || !ledger.add(record)) return;
      if (record.kind === 'session-total' && record.project !== null) projects.note(record.project, endedAtMs);
      if (record.kind === 'response') newResponses += 1;
      if (record.kind === 'error' && isNews(record)) errors.push(record);
    };
    const result = await readAppended(file.path, positions.get(file.path) ?? null, {
      needle: file.kind === 'transcript' ? transcriptNeedle : null,
      signal,
      room,
      onLine: (line) => recordsInLine(file.kind, line).forEach(take),
    });
    if (result !== null) positions.set(file.path, result.position);
    if (result !== null && file.look !== null && !signal.aborted) looks.set(file.path, file.look);
    else looks.delete(file.path);
    return { newResponses, newErrors: errors, bytesRead: result?.bytesRead ?? 0 };
  }

  const isNews = ({ atMs, isCopy }: ErrorRecord): boolean => !isCopy && deps.clock.now() - atMs <= newsMs;

  async function scan(signal: AbortSignal): Promise<ScanResult> {
    const nowMs = deps.clock.now();
    ledger.forgetBefore(nowMs - keptMs);
    projects.forgetBefore(nowMs - keptMs);
    const results = [await readFile(await deps.lister.sums(), signal)];
    for (const file of await deps.lister.list(nowMs, projects)) {
      if (signal.aborted) break;
      if (file.look === null || looks.get(file.path) !== file.look) results.push(await readFile(file, signal));
    }
    const bytesRead = results.reduce((total, result) => total + result.bytesRead, 0);
    if (bytesRead > 0) changed = true;
    if (changed && Math.abs(nowMs - keptAtMs) >= keepEveryMs) await persist();
    return {
      newResponses: results.reduce((total, result) => total + result.newResponses, 0),
      newErrors: results.flatMap((result) => result.newErrors).sort((a, b) => a.atMs - b.atMs),
      bytesRead,
    };
  }

  /** What the last run knew, at the first turn. */
  async function recall(): Promise<void> {
    if (recalled) return;
    const state = await deps.document.read();
    if (state !== null) ({ ledger, positions, projects } = await keptIn(state));
    recalled = true;
  }

  async function persist(): Promise<void> {
    changed = false;
    keptAtMs = deps.clock.now();
    deps.document.write(stateOf({ ledger, positions, projects }));
    await deps.document.settled();
  }

  return {
    ledger: () => ledger,
    scan: (signal) => inTurn(() => scan(signal)),
    flush: () =>
      inTurn(async () => {
        if (changed) await persist();
      }),
  };

  function inTurn<Value>(task: () => Promise<Value>): Promise<Value> {
    return oneAtATime(async () => {
      await recall();
      return task();
    });
  }
}
