import { net, powerMonitor } from 'electron';
import type { Clock } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';

/**
 * Electron has no event for the return of the network or the user, so both are checked at this interval, without a request:
 * seldom, for each check wakes the processor, and more often while there is a network to wait for.
 */
const checkEveryMs = { online: 60_000, offline: 10_000 } as const;
/** A check this much too early or late means that the machine slept without an event, or its clock was set. */
const unexplainedMs = 60_000;

export interface SystemEvents {
  /** The machine woke up, was unlocked, or its clock was set. */
  onWake(): void;
  onOnline(): void;
  /** The user is at the machine again. */
  onReturn(): void;
}

interface SystemEventsDeps {
  readonly clock: Clock;
  isIdle(): boolean;
}

interface SystemState {
  readonly atMs: number;
  readonly isOnline: boolean;
  readonly isIdle: boolean;
}

const pauseAfter = ({ isOnline }: SystemState): number => checkEveryMs[isOnline ? 'online' : 'offline'];

/**
 * Watches for events after which a poll is due before its time. Returns the function that ends it. Linux has no event for
 * unlocking, and without logind none for resuming: the user's return and a jump of the clock replace them.
 */
export function watchSystemEvents(events: SystemEvents, { clock, isIdle }: SystemEventsDeps): () => void {
  const seen = (): SystemState => ({ atMs: clock.now(), isOnline: net.isOnline(), isIdle: isIdle() });
  let last = seen();
  const timer = createTimer(clock);
  timer.set(pauseAfter(last), look);

  function look(): void {
    const before = last;
    last = seen();
    timer.set(pauseAfter(last), look);
    if (Math.abs(last.atMs - before.atMs - pauseAfter(before)) > unexplainedMs) events.onWake();
    if (last.isOnline && !before.isOnline) events.onOnline();
    if (before.isIdle && !last.isIdle) events.onReturn();
  }
  const wake = (): void => {
    // The event explains the jump of the clock, which is not reported again.
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
