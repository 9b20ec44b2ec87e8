import type { HourClock } from '../hour-clock.ts';
import type { QuotaWindow } from '../quota/model.ts';
import { shownPercent } from '../quota/share.ts';
import { dateFormat, moneyFormat, numberFormat } from './formatters.ts';
import type { Words } from './words/index.ts';

/** The language and the time zone (an IANA name) in which values are shown. The current time is always a parameter. */
export interface Locale {
  readonly words: Words;
  readonly timeZone: string;
  /** Left out: 24 hours. */
  readonly clock?: HourClock;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The range of `Date` (ECMA-262). Formatting a time outside of it throws, and a service may send one. */
const furthestMs = 8.64e15;
const isTime = (timeMs: number): boolean => Number.isFinite(timeMs) && Math.abs(timeMs) <= furthestMs;

/** Writes a count with grouped digits: whole from 100 on, with at most two decimals below. */
export const formatNumber = (value: number, words: Words): string =>
  numberFormat(words.language, Math.abs(value) >= 100 ? 'whole' : 'two-decimals').format(value);

/** Writes a large amount in few characters ("1.2M", "120万"), rounded down: 999,950 must not read as a million. */
export const formatShort = (value: number, words: Words): string => numberFormat(words.language, 'short').format(value);

/** Writes a percentage, given as 0..100, without decimals. */
export const formatPercent = (percent: number, words: Words): string =>
  numberFormat(words.language, 'percent').format(percent / 100);

/** Writes an amount of money. What is no currency code is put behind the number as it is. */
export function formatMoney(
  amount: number,
  currency: string,
  words: Words,
  style: 'cents' | 'small' = 'cents',
): string {
  if (!/^[A-Za-z]{3}$/.test(currency)) return `${formatNumber(amount, words)} ${currency}`.trim();
  return moneyFormat(words.language, currency, style).format(amount);
}

/** The two largest units of a duration, rounded down: "2 h 14 min", "3 d 4 h", "under 1 min". Negative is zero. */
export function formatDuration(lengthMs: number, words: Words): string {
  const { time } = words;
  const ms = Number.isFinite(lengthMs) ? Math.max(0, lengthMs) : 0;
  const days = Math.floor(ms / dayMs);
  const hours = Math.floor((ms % dayMs) / hourMs);
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  if (days > 0) return hours === 0 ? time.days(days) : time.join(time.days(days), time.hours(hours));
  if (hours > 0) return minutes === 0 ? time.hours(hours) : time.join(time.hours(hours), time.minutes(minutes));
  return minutes > 0 ? time.minutes(minutes) : time.underAMinute;
}

/** Writes the minutes and seconds of a countdown, "9:05"; never negative. */
export function formatTimer(lengthMs: number): string {
  const seconds = Math.ceil(Math.max(0, Number.isFinite(lengthMs) ? lengthMs : 0) / secondMs);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Writes how long ago a time was: "just now", "3 min ago". A time in the future (another clock) is "just now". */
export function formatAge(timeMs: number, nowMs: number, words: Words): string {
  const ageMs = nowMs - timeMs;
  if (!(ageMs >= minuteMs)) return words.time.justNow;
  return words.time.ago(formatDuration(ageMs, words));
}

const part = (timeMs: number, { words, timeZone }: Locale, style: Parameters<typeof dateFormat>[2]): string =>
  isTime(timeMs) ? dateFormat(words.language, timeZone, style).format(timeMs) : '';

/** Writes a local date, "Dec 3" or "12月3日", with its year unless that is the current one. */
export function formatDate(timeMs: number, nowMs: number, locale: Locale): string {
  if (!isTime(timeMs)) return locale.words.common.unknown;
  const isThisYear = part(timeMs, locale, 'year') === part(nowMs, locale, 'year');
  return part(timeMs, locale, isThisYear ? 'day' : 'day-and-year');
}

/** Writes a local time: "14:05" today, "Mon 00:00" up to six days before or after, and with its date beyond. */
export function formatClock(timeMs: number, nowMs: number, locale: Locale): string {
  if (!isTime(timeMs)) return locale.words.common.unknown;
  const { join } = locale.words.time;
  const clock = part(timeMs, locale, locale.clock ?? 'h24');
  if (part(timeMs, locale, 'day-and-year') === part(nowMs, locale, 'day-and-year')) return clock;
  if (Math.abs(timeMs - nowMs) < 6 * dayMs) return join(part(timeMs, locale, 'weekday'), clock);
  return join(formatDate(timeMs, nowMs, locale), clock);
}

/** Writes date and time, also of today: "Nov 21 14:05". */
export const formatMoment = (timeMs: number, nowMs: number, locale: Locale): string =>
  isTime(timeMs)
    ? locale.words.time.join(formatDate(timeMs, nowMs, locale), part(timeMs, locale, locale.clock ?? 'h24'))
    : locale.words.common.unknown;

/** Writes an amount of a window. A `share` is shown in percent; `currency` is used for `money` only. */
export function formatAmount(amount: number, unit: QuotaWindow['unit'], currency: string, words: Words): string {
  const texts: Record<QuotaWindow['unit'], () => string> = {
    requests: () => formatNumber(amount, words),
    credits: () => formatNumber(amount, words),
    share: () => formatPercent(shownPercent(amount, 1), words),
    money: () => formatMoney(amount, currency, words),
  };
  return texts[unit]();
}
