import { fail, type Result, succeed } from '../failure.ts';
import { type BreakdownPeriod, type NamedPeriod, namedPeriods, type PeriodProblem } from './breakdown-model.ts';
import { addDays, daysBetween, isDate, monthFirst, monthLast, quarterOf, sameDayInYear } from './plain-date.ts';

/** Calendar days, both included. */
export interface DateRange {
  readonly fromDate: string;
  readonly toDate: string;
}

/** The period that a word means in the official client's spelling; null: the word means none. */
export function periodIn(word: string): BreakdownPeriod | null {
  if (/^\d{4}-\d{2}$/.test(word)) return { kind: 'month', month: word };
  const plain = word.replace(/^this-(week|month)$/, '$1');
  const name = namedPeriods.find((one) => one === plain);
  return name === undefined ? null : { kind: 'named', name };
}

/** The days of a leap year. */
const longestRangeDays = 366;

/**
 * The days of a period, relative to `today` (YYYY-MM-DD), or why they cannot be asked. `today` must be the calendar day
 * of the machine's own time zone, like in the official client (1.4.1, `usage breakdown`); the service takes the dates as
 * days of its bill. `week` is today and the six days before; `month`, `quarter` and `year` end today, while a month
 * given as YYYY-MM is whole. A range without a start begins on the first of the month in which it ends, and one without
 * an end ends today; both may be given as YYYY-MM.
 *
 * At most one year back, like in the official client, which also refuses the first of these days because it compares
 * the time of day. Refuses a range that begins after today or is longer than a year, for which the official client would
 * ask month by month.
 */
export function rangeOf(period: BreakdownPeriod, today: string): Result<DateRange, PeriodProblem> {
  const range = namedRange(period, today);
  if (!range.ok) return range;
  const { fromDate, toDate } = range.value;
  if (fromDate > toDate) return fail('from-after-to');
  if (fromDate < sameDayInYear(today, -1)) return fail('too-far-back');
  if (fromDate > today) return fail('in-the-future');
  if (daysBetween(fromDate, toDate) > longestRangeDays) return fail('too-long');
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
      const toDate = period.to === null ? today : dayIn(period.to, monthLast);
      const fromDate = period.from === null ? monthFirst(toDate) : dayIn(period.from, monthFirst);
      return isDate(fromDate) && isDate(toDate) ? succeed({ fromDate, toDate }) : fail('not-a-date');
    }
  }
}

/** A day unchanged; of a month (YYYY-MM), the day that `dayOfMonth` picks. */
const dayIn = (text: string, dayOfMonth: (month: string) => string): string =>
  /^\d{4}-\d{2}$/.test(text) ? dayOfMonth(text) : text;

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

/** The parts of a range in each calendar month, because the bill can only be asked for month by month. */
export function monthsOf({ fromDate, toDate }: DateRange): readonly DateRange[] {
  const months: DateRange[] = [];
  for (let first = fromDate; first <= toDate; first = addDays(monthLast(first), 1)) {
    const last = monthLast(first);
    months.push({ fromDate: first, toDate: last < toDate ? last : toDate });
  }
  return months;
}

export const daysOf = ({ fromDate, toDate }: DateRange): readonly string[] =>
  Array.from({ length: daysBetween(fromDate, toDate) + 1 }, (_, index) => addDays(fromDate, index));
