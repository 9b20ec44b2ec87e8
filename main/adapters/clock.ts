import type { Clock } from '../ports/system.ts';

/** A longer delay overflows the system timer, which then fires at once; longer waits are split. */
const longestTimerMs = 2_147_483_647;

/** The system's time and random numbers. */
export function createClock(): Clock {
  const after = (delayMs: number, task: () => void): (() => void) => {
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      const stepMs = Math.min(Math.max(leftMs, 0), longestTimerMs);
      timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : task()), stepMs);
    };
    wait(delayMs);
    return () => clearTimeout(timer);
  };
  return { now: () => Date.now(), after, random: () => Math.random() };
}
