import { fail, type Result, succeed } from '../failure.ts';
import { type BreakdownPeriod, type NamedPeriod, namedPeriods, type PeriodProblem } from './breakdown-model.ts';
import { addDays, daysBetween, isDate, monthFirst, monthLast, quarterOf, sameDayInYear } from './plain-date.ts';

/** Calendar days, both included. */
export interface DateRange {
  readonly fromDate: string;
  readonly toDate: string;
}

/** The period a word stands for, in the official client's spelling; null: it stands for none. */
export function periodIn(word: string): BreakdownPeriod | null {
  if (/^\d{4}-\d{2}$/.test(word)) return { kind: 'month', month: word };
  const plain = word.replace(/^this-(week|month)$/, '$1');
  const name = namedPeriods.find((one) => one === plain);
  return name === undefined ? null : { kind: 'named', name };
}

/** A leap year's. */
const mostDays = 366;

/**
 * The days a period stands for, seen from `today` (YYYY-MM-DD). The official client (1.4.1, `usage breakdown`) counts
 * from the calendar day of the machine's own time zone, so that is what `today` must be; the dates then go to the bill
 * as they are, whose days are the service's. `week` is today and the six days before; `month`, `quarter` and `year`
 * end today, while a month given as YYYY-MM is whole. A range without its begin starts on the first of the month it
 * ends in, one without its end ends today; both may be given as YYYY-MM.
 *
 * Goes back one year at the most, as the official client does (that one compares with the time of day, so it refuses
 * the first of these days). A range that begins after today, or is longer than a year, is refused too: the official
 * client asks for each of its months.
 */
export function rangeOf(period: BreakdownPeriod, today: string): Result<DateRange, PeriodProblem> {
  const range = namedRange(period, today);
  if (!range.ok) return range;
  const { fromDate, toDate } = range.value;
  if (fromDate > toDate) return fail('from-after-to');
  if (fromDate < sameDayInYear(today, -1)) return fail('too-far-back');
  if (fromDate > today) return fail('in-the-future');
  if (daysBetween(fromDate, toDate) > mostDays) return fail('too-long');
  return range;
}

function namedRange(period: BreakdownPeriod, today: string): Result<DateRange, PeriodProblem> {
  switch (period.kind) {
    case 'named':
      return succeed(rangeNamed(period.name, today));
    case 'month': {
      const first = monthFirst(period.month);
      return isDate(first) ? succeed({ fromDate: first, toDate: monthLast(first) }) : fail('not-a-date');
    }
    case 'days': {
      const { days } = period;
      if (!Number.isInteger(days) || days < 1) return fail('not-a-count');
      return days > 400 ? fail('too-far-back') : succeed({ fromDate: addDays(today, 1 - days), toDate: today });
    }
    case 'range': {
      const toDate = period.to === null ? today : dayOr(period.to, monthLast);
      const fromDate = period.from === null ? monthFirst(toDate) : dayOr(period.from, monthFirst);
      return isDate(fromDate) && isDate(toDate) ? succeed({ fromDate, toDate }) : fail('not-a-date');
    }
  }
}

/** A day as it is, or the day a month stands for. */
const dayOr = (text: string, ofMonth: (month: string) => string): string =>
  /^\d{4}-\d{2}$/.test(text) ? ofMonth(text) : text;

function rangeNamed(name: NamedPeriod, today: string): DateRange {
  switch (name) {
    case 'today':
      return { fromDate: today, toDate: today };
    case 'yesterday':
      return { fromDate: addDays(today, -1), toDate: addDays(today, -1) };
    case 'week':
      return { fromDate: addDays(today, -6), toDate: today };
    case 'month':
      return { fromDate: monthFirst(today), toDate: today };
    case 'last-month': {
      const last = addDays(monthFirst(today), -1);
      return { fromDate: monthFirst(last), toDate: last };
    }
    case 'quarter': {
      const month = 3 * (quarterOf(today) - 1) + 1;
      return { fromDate: monthFirst(`${today.slice(0, 4)}-${String(month).padStart(2, '0')}`), toDate: today };
    }
    case 'year':
      return { fromDate: `${today.slice(0, 4)}-01-01`, toDate: today };
  }
}

/** The calendar months a range touches, each cut to the range: the bill is asked for month after month. */
export function monthsOf({ fromDate, toDate }: DateRange): readonly DateRange[] {
  const months: DateRange[] = [];
  for (let first = fromDate; first <= toDate; first = addDays(monthLast(first), 1)) {
    const last = monthLast(first);
    months.push({ fromDate: first, toDate: last < toDate ? last : toDate });
  }
  return months;
}

/** Every day of a range, first to last. */
export const daysOf = ({ fromDate, toDate }: DateRange): readonly string[] =>
  Array.from({ length: daysBetween(fromDate, toDate) + 1 }, (_, index) => addDays(fromDate, index));
