import type { Granularity } from './breakdown-model.ts';

/** Calendar days as YYYY-MM-DD text, which sorts by date and has no time zone, time or summer time. */

const dayMs = 86_400_000;

const msOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** True for a day that exists in the years 1000 to 9998. */
export function isDate(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) || text.startsWith('9999')) return false;
  const ms = msOf(text);
  return !Number.isNaN(ms) && dateOf(ms) === text;
}

export const addDays = (date: string, days: number): string => dateOf(msOf(date) + days * dayMs);

/** Whole days from one day to another; negative if the other is earlier. */
export const daysBetween = (date: string, other: string): number => Math.round((msOf(other) - msOf(date)) / dayMs);

/** The first day of the month of a YYYY-MM-DD or YYYY-MM. */
export const monthFirst = (date: string): string => `${date.slice(0, 7)}-01`;

/** The last day of the month of a YYYY-MM-DD or YYYY-MM; '' for a month that does not exist. */
export function monthLast(date: string): string {
  const first = monthFirst(date);
  if (!isDate(first)) return '';
  const later = new Date(msOf(first));
  later.setUTCMonth(later.getUTCMonth() + 1);
  return dateOf(later.getTime() - dayMs);
}

/** The same day some years later, or earlier if negative; the last of February if that year has no 29th. */
export function sameDayInYear(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, '0');
  const same = `${year}${date.slice(4)}`;
  return isDate(same) ? same : monthLast(same);
}

/** 1..4 */
export const quarterOf = (date: string): number => Math.ceil(Number(date.slice(5, 7)) / 3);

/** The name of the period of a day in the official client's spelling: YYYY-MM-DD, YYYY-MM or YYYY-Qn. */
export function periodOf(date: string, granularity: Granularity): string {
  switch (granularity) {
    case 'day':
      return date;
    case 'month':
      return date.slice(0, 7);
    case 'quarter':
      return `${date.slice(0, 4)}-Q${quarterOf(date)}`;
  }
}

/** The calendar day of a moment in a time zone (an IANA name). */
export function dateIn(timeZone: string, nowMs: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const found = new Map(parts.formatToParts(nowMs).map(({ type, value }) => [type, value]));
  return `${found.get('year')}-${found.get('month')}-${found.get('day')}`;
}
