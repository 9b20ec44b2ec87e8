import { hasReset, minuteMs } from './calendar.ts';
import type { PoolStatus } from './model.ts';
import { readingOf } from './share.ts';

/** From this age on, a reading that was asked for again in vain says nothing of the present. */
const oldFromMs = 30 * minuteMs;

/**
 * Whether the reading of a pool is too old to speak of the present: asked in vain for long, or all that it counted has reset,
 * or the app that asked has quit.
 */
export function isOldReading(status: PoolStatus, nowMs: number, hasQuit = false): boolean {
  const reading = readingOf(status);
  if (reading === null) return false;
  const { takenAtMs, windows } = reading;
  return (
    hasQuit ||
    (status.state === 'stale' && nowMs - takenAtMs >= oldFromMs) ||
    (windows.length > 0 && windows.every((window) => hasReset(window, takenAtMs, nowMs)))
  );
}
