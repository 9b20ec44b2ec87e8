import { dayMs, hourMs, weekMs } from '../calendar.ts';
import type { HistoryPoint } from '../forecast/samples.ts';
import type { UtcOffsetAt } from './local-time.ts';

/** How much the user usually uses in each hour of a week, by the user's own clock. */
export interface WorkHours {
  /** What is used in a usual week. Above 0. */
  readonly perWeek: number;
  /** What is usually used between two moments. */
  between(fromMs: number, toMs: number): number;
}

/** With less of a past, a single week would pass for a habit. */
const leastPastMs = 3 * weekMs;
const hoursAWeek = 168;
/** From this share on, the service may refuse requests while a few are still counted. */
const refusedFromShare = 0.99;

/**
 * Learns the hours of work from what a window counted that resets as a whole. Times at which it was full are left out,
 * because the user may have wanted more. null: less than three weeks are known, or nothing was used in them.
 */
export function workHoursOf(
  points: readonly HistoryPoint[],
  nowMs: number,
  utcOffsetAt: UtcOffsetAt,
): WorkHours | null {
  const past = points.filter(({ atMs }) => atMs <= nowMs);
  const firstMs = past[0]?.atMs;
  if (firstMs === undefined || nowMs - firstMs < leastPastMs) return null;
  const used = new Float64Array(hoursAWeek);
  const watchedMs = new Float64Array(hoursAWeek);
  for (const [index, point] of past.entries()) {
    const before = past[index - 1];
    if (before === undefined || before.used >= refusedFromShare * before.limit) continue;
    // A count that fell to less than half was reset, and all of it was used since.
    const amount = Math.max(0, point.used < before.used / 2 ? point.used : point.used - before.used);
    const lengthMs = point.atMs - before.atMs;
    eachHour(before.atMs, point.atMs, utcOffsetAt, (hour, inHourMs) => {
      used[hour] = (used[hour] ?? 0) + (amount * inHourMs) / lengthMs;
      watchedMs[hour] = (watchedMs[hour] ?? 0) + inHourMs;
    });
  }
  return habitOf(used, watchedMs, utcOffsetAt);
}

/** What was used in each watched hour of the week. An hour never watched is like the others at its time of day. */
function habitOf(used: Float64Array, watchedMs: Float64Array, utcOffsetAt: UtcOffsetAt): WorkHours | null {
  const rate = (hours: readonly number[]): number => {
    const ms = hours.reduce((sum, hour) => sum + (watchedMs[hour] ?? 0), 0);
    return ms === 0 ? 0 : hours.reduce((sum, hour) => sum + (used[hour] ?? 0), 0) / ms;
  };
  const perMs = Float64Array.from({ length: hoursAWeek }, (_, hour) => {
    const sameTimeOfDay = Array.from({ length: 7 }, (_day, day) => (hour % 24) + 24 * day);
    return rate((watchedMs[hour] ?? 0) > 0 ? [hour] : sameTimeOfDay);
  });
  const perWeek = perMs.reduce((sum, each) => sum + each * hourMs, 0);
  if (perWeek === 0) return null;
  return {
    perWeek,
    between(fromMs, toMs) {
      let sum = 0;
      eachHour(fromMs, toMs, utcOffsetAt, (hour, inHourMs) => {
        sum += (perMs[hour] ?? 0) * inHourMs;
      });
      return sum;
    },
  };
}

/** 1970-01-01 was a Thursday. */
const firstWeekday = 3;

/** Visits the hours of the user's week between two moments, with how much of each lies between them. */
function eachHour(
  fromMs: number,
  toMs: number,
  utcOffsetAt: UtcOffsetAt,
  visit: (hour: number, inHourMs: number) => void,
): void {
  for (let atMs = fromMs; atMs < toMs; ) {
    const localMs = atMs + utcOffsetAt(atMs) + firstWeekday * dayMs;
    const hour = Math.floor(localMs / hourMs);
    // Clocks of all zones change at a quarter of an hour, and most zones are whole hours away from UTC.
    const nextMs = Math.min(toMs, atMs + (hour + 1) * hourMs - localMs);
    visit(((hour % hoursAWeek) + hoursAWeek) % hoursAWeek, nextMs - atMs);
    atMs = nextMs;
  }
}
