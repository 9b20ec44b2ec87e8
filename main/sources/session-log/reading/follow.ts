import type { Clock } from '../../../ports/system.ts';
import { createTimer } from '../../../ports/timer.ts';
import type { FolderWatch } from '../folders/watch-folders.ts';

export interface FollowDeps {
  readonly clock: Clock;
  /** Reads what the logs grew by. Must not throw. */
  look(signal: AbortSignal): Promise<void>;
  /** The folders in which the logs are likely to grow next, after a look. */
  lively(): readonly string[];
  /** When a request was last logged; null: never. */
  lastRequestAtMs(): number | null;
  watch(onSign: () => void): FolderWatch;
}

/** Keeps up with logs that grow: at once where the system reports a change, and by the clock in any case. */
export interface LogFollower {
  start(): void;
  /** Looks again in a moment: something may have changed. */
  lookSoon(): void;
  stop(): void;
}

/** A burst of writes is one look. */
const settleMs = 300;
/**
 * Each look wakes the processor some 200 times, so quiet folders that report a change by themselves are looked at only as
 * often as sessions that have not changed for long are checked (`folders/locations.ts`).
 */
const everyMs = { lively: 5_000, quiet: 60_000, watched: 10 * 60_000 } as const;
/** Somebody is at work this long after a request. */
const livelyForMs = 10 * 60_000;

export function createLogFollower({ clock, look, lively, lastRequestAtMs, watch }: FollowDeps): LogFollower {
  let watching: FolderWatch | null = null;
  let abort = new AbortController();
  const timer = createTimer(clock);
  let looking = false;
  let signed = false;
  let isWatched = false;

  const runAfter = (delayMs: number): void => timer.set(delayMs, () => void run());

  function pauseMs(): number {
    const last = lastRequestAtMs();
    if (last !== null && clock.now() - last < livelyForMs) return everyMs.lively;
    return isWatched ? everyMs.watched : everyMs.quiet;
  }

  async function run(): Promise<void> {
    looking = true;
    signed = false;
    const { signal } = abort;
    await look(signal);
    looking = false;
    if (signal.aborted) return;
    const watched = watching?.set(lively());
    isWatched = watched?.isWhole ?? false;
    // A change between the look and the watching of a folder was not reported.
    runAfter(signed || watched?.hasNew ? settleMs : pauseMs());
  }

  function lookSoon(): void {
    if (watching === null) return;
    // A look under way may have passed the place already.
    if (!signed && !looking) runAfter(settleMs);
    signed = true;
  }

  return {
    start() {
      if (watching !== null) return;
      abort = new AbortController();
      watching = watch(lookSoon);
      void run();
    },
    lookSoon,
    stop() {
      abort.abort();
      timer.cancel();
      watching?.close();
      watching = null;
    },
  };
}
