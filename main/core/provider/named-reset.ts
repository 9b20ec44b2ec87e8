import { canResetAt, dayMs, minuteMs } from '../quota/calendar.ts';
import type { UsedUpWindow } from './client-error.ts';

/** A clock that is a little wrong must not move a reset by a year. */
const mostClockErrorMs = dayMs;

const reset =
  /reset\s+(?:at|on)\s+(?:(\d{4})-)?(\d{1,2})-(\d{1,2})[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*\(?(UTC|GMT|Z)(?:([+-])(\d{1,2})(?::?(\d{2}))?)?/i;

/**
 * The reset that a refusal names, as "07-27 09:25:00 UTC" (docs/facts/plans.md §4), in ms since 1970. The text has no
 * year: it is the one that puts the reset next after `atMs`, when the refusal came. null: no reset is named, it has no
 * time zone, or it lies further ahead than the refused window lasts, which is a month at most.
 */
export function resetNamedIn(text: string, window: UsedUpWindow | null, atMs: number): number | null {
  const match = reset.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '0', , sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const offsetMs = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * minuteMs;
  const now = new Date(atMs).getUTCFullYear();
  const years = year === undefined ? [now - 1, now, now + 1] : [Number(year)];
  const moments = years.flatMap((one) => {
    const date = [one, Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
    const utcMs = momentOf(date);
    return utcMs === null ? [] : [utcMs - offsetMs];
  });
  const next = moments.find((moment) => moment >= atMs - mostClockErrorMs);
  return next !== undefined && canResetAt({ id: window ?? 'month' }, next, atMs) ? next : null;
}

/** null for a date that does not exist, such as 29 February of most years. */
function momentOf([year, month, day, hour, minute, second]: readonly [number, number, number, number, number, number]):
  | number
  | null {
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day ? moment.getTime() : null;
}
