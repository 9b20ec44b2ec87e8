import type { QuotaWindow } from '../quota/model.ts';
import { percentDown } from '../quota/share.ts';
import { dateFormat, moneyFormat, numberFormat } from './formatters.ts';
import type { Words } from './words/index.ts';

/** Where and in what words a value is shown. `timeZone` is an IANA name; the clock is always a parameter. */
export interface Locale {
  readonly words: Words;
  readonly timeZone: string;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The range `Date` can hold (ECMA-262): a service's nonsense must not throw here. */
const furthestMs = 8.64e15;
const isTime = (timeMs: number): boolean => Number.isFinite(timeMs) && Math.abs(timeMs) <= furthestMs;

/** A count as read: grouped; whole above 100, at most two digits after the point below. */
export const formatNumber = (value: number, words: Words): string =>
  numberFormat(words.language, Math.abs(value) >= 100 ? 'whole' : 'two-decimals').format(value);

/** A large amount in few characters, rounded down so that 999,950 never reads as a full million: "1.2M", "120万". */
export const formatShort = (value: number, words: Words): string => numberFormat(words.language, 'short').format(value);

/** Whole percent, given as 0..100. */
export const formatPercent = (percent: number, words: Words): string =>
  numberFormat(words.language, 'percent').format(percent / 100);

/** Money; a currency no one knows is put beside the number as it came. */
export function formatMoney(
  amount: number,
  currency: string,
  words: Words,
  style: 'cents' | 'small' = 'cents',
): string {
  if (!/^[A-Za-z]{3}$/.test(currency)) return `${formatNumber(amount, words)} ${currency}`.trim();
  return moneyFormat(words.language, currency, style).format(amount);
}

/** The two largest parts of a length of time, rounded down: "2 h 14 min", "3 d 4 h", "under 1 min". Negative is zero. */
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

/** Minutes and seconds of a short wait, "9:05"; never negative. */
export function formatTimer(lengthMs: number): string {
  const seconds = Math.ceil(Math.max(0, Number.isFinite(lengthMs) ? lengthMs : 0) / secondMs);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How long ago: "just now", "3 min ago". A time ahead of now (another machine's clock) is now. */
export function formatAge(timeMs: number, nowMs: number, words: Words): string {
  const ageMs = nowMs - timeMs;
  if (!(ageMs >= minuteMs)) return words.time.justNow;
  return words.time.ago(formatDuration(ageMs, words));
}

const part = (timeMs: number, { words, timeZone }: Locale, style: Parameters<typeof dateFormat>[2]): string =>
  isTime(timeMs) ? dateFormat(words.language, timeZone, style).format(timeMs) : '';

/** A local date: "Dec 3", "12月3日"; with its year where that is not the current one. */
export function formatDate(timeMs: number, nowMs: number, place: Locale): string {
  if (!isTime(timeMs)) return place.words.common.unknown;
  const isThisYear = part(timeMs, place, 'year') === part(nowMs, place, 'year');
  return part(timeMs, place, isThisYear ? 'day' : 'day-and-year');
}

/** A local time: "14:05" today, "Mon 00:00" within six days either way, else with its date. */
export function formatClock(timeMs: number, nowMs: number, place: Locale): string {
  if (!isTime(timeMs)) return place.words.common.unknown;
  const clock = part(timeMs, place, 'clock');
  if (part(timeMs, place, 'day-and-year') === part(nowMs, place, 'day-and-year')) return clock;
  if (Math.abs(timeMs - nowMs) < 6 * dayMs) return `${part(timeMs, place, 'weekday')} ${clock}`;
  return `${formatDate(timeMs, nowMs, place)} ${clock}`;
}

/** A moment of the past by date and time, also today's: "Nov 21 14:05". */
export const formatMoment = (timeMs: number, nowMs: number, place: Locale): string =>
  isTime(timeMs) ? `${formatDate(timeMs, nowMs, place)} ${part(timeMs, place, 'clock')}` : place.words.common.unknown;

/** An amount of a window with its unit. `share` is shown in percent. `currency` matters for money alone. */
export function formatAmount(amount: number, unit: QuotaWindow['unit'], currency: string, words: Words): string {
  const texts: Record<QuotaWindow['unit'], () => string> = {
    requests: () => formatNumber(amount, words),
    credits: () => formatNumber(amount, words),
    share: () => formatPercent(percentDown(amount, 1), words),
    money: () => formatMoney(amount, currency, words),
  };
  return texts[unit]();
}
