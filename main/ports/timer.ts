import type { Clock } from './system.ts';

/** How often a wait for a time of day checks the clock, because the machine may sleep and its clock may be changed. */
const longestWaitMs = 60 * 60_000;

/** Holds at most one pending task: setting another replaces it. */
export interface Timer {
  /** Runs `task` after `delayMs` of real time; as soon as possible where that is negative. */
  set(delayMs: number, task: () => void): void;
  /**
   * Runs `task` once the clock shows `atMs`, never before. Where the clock is set forward or the machine sleeps, it runs
   * at most an hour late.
   */
  setAt(atMs: number, task: () => void): void;
  /** Does nothing if no task is pending. */
  cancel(): void;
}

export function createTimer(clock: Clock): Timer {
  let cancel = (): void => {};

  function set(delayMs: number, task: () => void): void {
    cancel();
    cancel = clock.after(Math.max(0, delayMs), task);
  }

  function setAt(atMs: number, task: () => void): void {
    set(Math.min(atMs - clock.now(), longestWaitMs), () => (clock.now() >= atMs ? task() : setAt(atMs, task)));
  }

  return { set, setAt, cancel: () => cancel() };
}

/** Resolves after `delayMs` of real time, or at once when `signal` is aborted; no timer is left then. */
export function pause(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(Math.max(0, delayMs), end);
    signal?.addEventListener('abort', end);
  });
}

/** Resolves once `work` has settled, or after `delayMs` of real time; no timer is left then. */
export async function settledWithin(clock: Clock, delayMs: number, work: Promise<unknown>): Promise<void> {
  const settled = new AbortController();
  void work.finally(() => settled.abort()).catch(() => {});
  await pause(clock, delayMs, settled.signal);
}

export interface TimeLimit {
  /** Aborted once the time is up or the caller's own signal is. */
  readonly signal: AbortSignal;
  isOver(): boolean;
  /** Ends the limit when the work is done. */
  cancel(): void;
}

/** Gives a piece of work at most `limitMs` of real time. */
export function limitTime(clock: Clock, limitMs: number, callerSignal: AbortSignal): TimeLimit {
  const limit = new AbortController();
  const cancel = clock.after(limitMs, () => limit.abort());
  return { signal: AbortSignal.any([callerSignal, limit.signal]), isOver: () => limit.signal.aborted, cancel };
}
