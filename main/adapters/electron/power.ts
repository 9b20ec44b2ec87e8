import { net, powerMonitor } from 'electron';
import type { Clock } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';

/** Electron tells main nothing when the network or the user comes back: both are looked at, cheaply and without a request. */
const lookEveryMs = 10_000;
/** A look this much too early or too late: the machine slept and nobody said so, or its clock was set. */
const unexplainedMs = 60_000;

export interface SystemEvents {
  /** The machine woke up, was unlocked, or its clock was set. */
  onWake(): void;
  /** The network came back. */
  onOnline(): void;
  /** Somebody is at the machine again. */
  onReturn(): void;
}

interface SystemEventsDeps {
  readonly clock: Clock;
  /** Nobody is at the machine. */
  isIdle(): boolean;
}

interface RunEnvironment {
  readonly atMs: number;
  readonly online: boolean;
  readonly idle: boolean;
}

/**
 * Tells when a poll is due for a reason other than time. Answers the function that ends it. Linux says nothing of
 * unlocking, and without logind nothing of resuming: there a return and a leap of the clock stand for them.
 */
export function watchSystemEvents(events: SystemEvents, { clock, isIdle }: SystemEventsDeps): () => void {
  const seen = (): RunEnvironment => ({ atMs: clock.now(), online: net.isOnline(), idle: isIdle() });
  let last = seen();
  const timer = createTimer(clock);
  timer.set(lookEveryMs, look);

  function look(): void {
    const before = last;
    last = seen();
    timer.set(lookEveryMs, look);
    if (Math.abs(last.atMs - before.atMs - lookEveryMs) > unexplainedMs) events.onWake();
    if (last.online && !before.online) events.onOnline();
    if (before.idle && !last.idle) events.onReturn();
  }
  const wake = (): void => {
    // The leap is explained, and told once.
    last = { ...last, atMs: clock.now() };
    events.onWake();
  };
  powerMonitor.on('resume', wake);
  powerMonitor.on('unlock-screen', wake);
  return () => {
    timer.cancel();
    powerMonitor.off('resume', wake);
    powerMonitor.off('unlock-screen', wake);
  };
}
