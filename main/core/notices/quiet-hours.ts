import type { Preferences } from '../preferences.ts';
import { minuteMs } from '../quota/calendar.ts';
import type { UtcOffsetAt } from '../quota/outlook/local-time.ts';

const dayMinutes = 24 * 60;

/**
 * When the quiet hours end that hold at `nowMs`; null: none hold. They go over midnight where they end earlier than they
 * begin, and follow the user's clock when it is put forward or back.
 */
export function quietUntilMs(quiet: Preferences['quietHours'], nowMs: number, utcOffsetAt: UtcOffsetAt): number | null {
  if (quiet === null) return null;
  const minute = Math.floor((nowMs + utcOffsetAt(nowMs)) / minuteMs) % dayMinutes;
  const { fromMinute, toMinute } = quiet;
  const isQuiet =
    fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
  if (!isQuiet || fromMinute === toMinute) return null;
  const minutesLeft = (toMinute - minute + dayMinutes) % dayMinutes;
  const endMs = Math.floor(nowMs / minuteMs) * minuteMs + minutesLeft * minuteMs;
  return Math.max(nowMs + minuteMs, endMs - (utcOffsetAt(endMs) - utcOffsetAt(nowMs)));
}
