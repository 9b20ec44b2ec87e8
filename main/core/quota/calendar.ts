import type { QuotaWindow, WindowId } from './model.ts';

/**
 * When the service's windows begin and end (docs/facts/plans.md §1): a calendar week begins on Monday and a month on the
 * subscription's day, both at 00:00 UTC+8. The fixed offset is exact, because China has no summer time. The machine's
 * own time zone is never used.
 */
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
export const weekMs = 7 * dayMs;
export const fiveHoursMs = 5 * hourMs;

/** True if the moment has come; false if it is unknown (null). */
export const hasCome = (atMs: number | null, nowMs: number): boolean => atMs !== null && atMs <= nowMs;

/** The longest that a window of each name lasts. */
const longestMs: Readonly<Record<WindowId, number>> = {
  'five-hours': fiveHoursMs,
  week: weekMs,
  month: 31 * dayMs,
  credits: 31 * dayMs,
  budget: 31 * dayMs,
};

/** How long a window lasts at most. A rolling or fixed window lasts exactly that long. */
export const lengthMs = ({ id }: Pick<QuotaWindow, 'id'>): number => longestMs[id];

/** Clocks of service and computer may differ by this much. It is less than a time of a wrong zone is off. */
const clockToleranceMs = hourMs;

/**
 * Whether a window can end at `resetsAtMs`, seen at `atMs`: no further away than it lasts. Any time is possible for
 * Credits, whose cycle the service does not state.
 */
export const canResetAt = ({ id }: Pick<QuotaWindow, 'id'>, resetsAtMs: number, atMs: number): boolean =>
  id === 'credits' || resetsAtMs <= atMs + lengthMs({ id }) + clockToleranceMs;

/**
 * True if nothing that a window counted at `takenAtMs` still counts at `nowMs`. What is counted in a rolling window
 * lasts as long as the window. Any other window ends at the time the server named; without it, a calendar week ends on
 * Monday, and every window after its full length.
 */
export function hasReset(
  window: Pick<QuotaWindow, 'id' | 'renewal' | 'resetsAtMs'>,
  takenAtMs: number,
  nowMs: number,
): boolean {
  if (window.renewal !== 'rolling') {
    if (window.resetsAtMs !== null) return window.resetsAtMs <= nowMs;
    if (window.renewal === 'calendar' && window.id === 'week' && weekStartMs(nowMs) > takenAtMs) return true;
  }
  return takenAtMs + lengthMs(window) <= nowMs;
}

const chinaOffsetMs = 8 * hourMs;
/** 1970-01-05, the first Monday of the epoch, as a number of days. */
const firstMondayDay = 4;

/** The last Monday 00:00 UTC+8 at or before `nowMs`. */
export function weekStartMs(nowMs: number): number {
  const day = Math.floor((nowMs + chinaOffsetMs) / dayMs);
  const sinceMonday = (((day - firstMondayDay) % 7) + 7) % 7;
  return (day - sinceMonday) * dayMs - chinaOffsetMs;
}

/** The first Monday 00:00 UTC+8 after `nowMs`. */
export const weekEndMs = (nowMs: number): number => weekStartMs(nowMs) + weekMs;

/**
 * The last monthly reset at or before `nowMs`, for a subscription of day 1..31. In a month without that day the reset
 * is on the month's last day.
 */
export function monthStartMs(nowMs: number, dayOfMonth: number): number {
  const { year, month } = chinaDate(nowMs);
  const thisMonth = monthlyResetMs(year, month, dayOfMonth);
  return thisMonth <= nowMs ? thisMonth : monthlyResetMs(year, month - 1, dayOfMonth);
}

/** The first monthly reset after `nowMs`; see {@link monthStartMs}. */
export function monthEndMs(nowMs: number, dayOfMonth: number): number {
  const { year, month } = chinaDate(nowMs);
  const thisMonth = monthlyResetMs(year, month, dayOfMonth);
  return thisMonth > nowMs ? thisMonth : monthlyResetMs(year, month + 1, dayOfMonth);
}

/** The day of the month in UTC+8, 1..31. */
export const dayOfMonthAt = (atMs: number): number => chinaDate(atMs).day;

/** A reset at "23:59:59" means the end of that day. */
const endOfDayMs = minuteMs;

/**
 * The start of a month's window that ends at `resetAtMs`: a month before, at the same time of day in UTC+8. In a month
 * without that day it is the last day; a window that ends with a month began with the end of the month before.
 */
export function monthBeforeMs(resetAtMs: number): number {
  const { year, month, day, timeOfDayMs } = chinaDate(resetAtMs + endOfDayMs);
  return monthlyResetMs(year, month - 1, day) + timeOfDayMs - endOfDayMs;
}

interface ChinaDate {
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly day: number;
  readonly timeOfDayMs: number;
}

function chinaDate(atMs: number): ChinaDate {
  const date = new Date(atMs + chinaOffsetMs);
  const timeOfDayMs = (((atMs + chinaOffsetMs) % dayMs) + dayMs) % dayMs;
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), timeOfDayMs };
}

/** `month` counts from 0; below 0 or above 11 it means a month of another year. */
function monthlyResetMs(year: number, month: number, dayOfMonth: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(Math.max(1, Math.trunc(dayOfMonth)), lastDay);
  return Date.UTC(year, month, day) - chinaOffsetMs;
}
