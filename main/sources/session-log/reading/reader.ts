import { hourMs } from '../../../core/quota/calendar.ts';
import { createTurns } from '../../../core/turns.ts';
import type { Clock } from '../../../ports/system.ts';
import type { LogFile, LogLister } from '../folders/locations.ts';
import { keptIn, nothingKept, type SessionLogDocument, stateOf } from '../kept-state.ts';
import { keptMs, type Ledger } from '../ledger.ts';
import { projectsOf } from './projects.ts';
import { type LogRecord, recordsInLine, transcriptNeedle } from './records.ts';
import { createTailRoom, readAppended } from './tail.ts';

export interface ReaderDeps {
  readonly lister: LogLister;
  readonly document: SessionLogDocument;
  readonly clock: Clock;
}

type ErrorRecord = Extract<LogRecord, { kind: 'error' }>;
type SessionTotal = Extract<LogRecord, { kind: 'session-total' }>;

interface ScanResult {
  readonly newResponses: number;
  /** Refusals seen for the first time, in order; those of an earlier run's logs are left out. */
  readonly newErrors: readonly ErrorRecord[];
  readonly bytesRead: number;
}

/** Keeps the ledger in step with the log files, reading only what they grew by; across restarts too. */
export interface LogReader {
  ledger(): Ledger;
  /** Tells the folder that a session was started in, or only the name that the client made of it; null: not known. */
  projects(): (sessionId: string) => string | null;
  /** One at a time: a second call waits for the first. */
  scan(signal: AbortSignal): Promise<ScanResult>;
  /** Keeps what was read since it was last kept. Without it, those lines are read again at the next start. */
  flush(): Promise<void>;
}

/** An error older than this is history by the time it is read, not news. */
const newsMs = 10 * 60_000;

const everything = Number.POSITIVE_INFINITY;
/** The most that one scan reads of all projects together. */
const mostForeignBytes = 64 * 1024 * 1024;
const longestForeignMs = 5_000;

/** The whole ledger is written each time: not for every line of a busy hour. */
const keepEveryMs = 60_000;

export function createLogReader(deps: ReaderDeps): LogReader {
  let recalled = false;
  /** Older records are not kept. */
  let keptSinceMs = Number.NEGATIVE_INFINITY;
  let { ledger, positions, activity, scannedAtMs } = nothingKept();
  const oneAtATime = createTurns();
  /** How each file looked when it was last read to its end. */
  const looks = new Map<string, string>();
  const room = createTailRoom();
  let keptAtMs = Number.NEGATIVE_INFINITY;
  let changed = false;

  async function readFile(file: LogFile, signal: AbortSignal, mostBytes = everything): Promise<ScanResult> {
    const errors: ErrorRecord[] = [];
    let newResponses = 0;
    const take = (record: LogRecord): void => {
      const endedAtMs = record.kind === 'session-total' ? record.endMs : record.atMs;
      if (file.sessionId !== null && record.sessionId !== file.sessionId) return;
      if (endedAtMs < keptSinceMs || !ledger.add(record)) return;
      if (record.kind === 'session-total') noteEnded(record);
      if (record.kind === 'response') newResponses += 1;
      if (record.kind === 'error' && isNews(record)) errors.push(record);
    };
    const result = await readAppended(file.path, positions.get(file.path) ?? null, {
      needle: file.kind === 'transcript' ? transcriptNeedle : null,
      files: file.files,
      mostBytes,
      signal,
      room,
      onLine: (line) => recordsInLine(file.kind, line).forEach(take),
    });
    if (result !== null) setLast(positions, file.path, result.position);
    if (result?.isAtEnd === true && file.look !== null) looks.set(file.path, file.look);
    else looks.delete(file.path);
    return { newResponses, newErrors: errors, bytesRead: result?.bytesRead ?? 0 };
  }

  function noteEnded({ sessionId, project, endMs }: SessionTotal): void {
    activity.sessions.note(sessionId, endMs);
    if (project !== null) activity.projects.note(project, endMs);
  }

  const isNews = ({ atMs, isCopy }: ErrorRecord): boolean => !isCopy && deps.clock.now() - atMs <= newsMs;

  async function scan(signal: AbortSignal): Promise<ScanResult> {
    const nowMs = deps.clock.now();
    forgetOld(nowMs);
    const results: ScanResult[] = [];
    for (const file of await deps.lister.own(nowMs)) {
      if (signal.aborted) break;
      if (hasChanged(file)) results.push(await readFile(file, signal));
    }
    if (!signal.aborted) results.push(...(await scanProjects(nowMs, signal)));
    const bytesRead = results.reduce((total, result) => total + result.bytesRead, 0);
    if (bytesRead > 0) changed = true;
    if (changed && Math.abs(nowMs - keptAtMs) >= keepEveryMs) await persist();
    return {
      newResponses: results.reduce((total, result) => total + result.newResponses, 0),
      newErrors: results.flatMap((result) => result.newErrors).sort((a, b) => a.atMs - b.atMs),
      bytesRead,
    };
  }

  /**
   * Forgets what is too old for any window, by the newest time in the data where the clock is later. Where the clock was
   * ahead for a while and is back, all logs are read again: what was passed over or forgotten then is needed now.
   */
  function forgetOld(nowMs: number): void {
    if (nowMs < scannedAtMs - hourMs) {
      positions.clear();
      looks.clear();
    }
    scannedAtMs = nowMs;
    keptSinceMs = Math.min(nowMs, ledger.newestMs() ?? nowMs) - keptMs;
    ledger.forgetBefore(keptSinceMs);
    activity.projects.forgetBefore(keptSinceMs);
    activity.sessions.forgetBefore(keptSinceMs);
  }

  /** Reads the logs of projects, within limits of bytes and time: what is left over is read by the next scans. */
  async function scanProjects(nowMs: number, signal: AbortSignal): Promise<readonly ScanResult[]> {
    const abandonedBefore = deps.lister.abandoned();
    const files = await deps.lister.ofProjects(nowMs, activity);
    const untilMs = performance.now() + longestForeignMs;
    const results: ScanResult[] = [];
    let leftBytes = mostForeignBytes;
    for (const file of files) {
      const isOver = leftBytes <= 0 || performance.now() > untilMs || deps.lister.abandoned() > abandonedBefore;
      if (signal.aborted || isOver) break;
      if (!hasChanged(file)) continue;
      const result = await readFile(file, signal, leftBytes);
      leftBytes -= result.bytesRead;
      results.push(result);
    }
    return results;
  }

  const hasChanged = ({ look, path }: LogFile): boolean => look === null || looks.get(path) !== look;

  /** What the last run knew, at the first turn. */
  async function recall(): Promise<void> {
    if (recalled) return;
    const state = await deps.document.read();
    if (state !== null) ({ ledger, positions, activity, scannedAtMs } = keptIn(state));
    recalled = true;
  }

  async function persist(): Promise<void> {
    changed = false;
    keptAtMs = deps.clock.now();
    deps.document.write(stateOf({ ledger, positions, activity, scannedAtMs }));
    await deps.document.settled();
  }

  return {
    ledger: () => ledger,
    projects: () => projectsOf(positions.keys(), activity.projects.newestFirst()),
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

/** Sets an entry and moves it to the end of the map, so that the oldest entries come first. */
function setLast<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key);
  map.set(key, value);
}
