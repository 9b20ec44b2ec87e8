import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BreakdownPeriod } from '../../../../main/core/usage/breakdown-model.ts';
import { daysOf, monthsOf, rangeOf } from '../../../../main/core/usage/breakdown-period.ts';
import {
  addDays,
  dateIn,
  daysBetween,
  isDate,
  monthLast,
  periodOf,
  sameDayInYear,
} from '../../../../main/core/usage/plain-date.ts';

const named = (name: Extract<BreakdownPeriod, { kind: 'named' }>['name']): BreakdownPeriod => ({ kind: 'named', name });
const month = (text: string): BreakdownPeriod => ({ kind: 'month', month: text });
const days = (count: number): BreakdownPeriod => ({ kind: 'days', days: count });
const range = (from: string | null, to: string | null): BreakdownPeriod => ({ kind: 'range', from, to });

/** "from..to", or the problem. */
function rangeText(period: BreakdownPeriod, today: string): string {
  const found = rangeOf(period, today);
  return found.ok ? `${found.value.fromDate}..${found.value.toDate}` : found.failure;
}

describe('periods', () => {
  it.each([
    ['today', '2026-11-21', '2026-11-21..2026-11-21'],
    ['yesterday', '2026-11-21', '2026-11-20..2026-11-20'],
    ['yesterday', '2026-03-01', '2026-02-28..2026-02-28'],
    ['yesterday', '2028-03-01', '2028-02-29..2028-02-29'],
    ['yesterday', '2027-01-01', '2026-12-31..2026-12-31'],
    ['week', '2026-11-21', '2026-11-15..2026-11-21'],
    ['week', '2028-03-03', '2028-02-26..2028-03-03'],
    ['month', '2026-11-21', '2026-11-01..2026-11-21'],
    ['month', '2026-11-01', '2026-11-01..2026-11-01'],
    ['last-month', '2026-03-31', '2026-02-01..2026-02-28'],
    ['last-month', '2028-03-31', '2028-02-01..2028-02-29'],
    ['last-month', '2027-01-15', '2026-12-01..2026-12-31'],
    ['quarter', '2026-11-21', '2026-10-01..2026-11-21'],
    ['quarter', '2026-03-31', '2026-01-01..2026-03-31'],
    ['quarter', '2026-04-01', '2026-04-01..2026-04-01'],
    ['year', '2026-11-21', '2026-01-01..2026-11-21'],
    ['year', '2026-12-31', '2026-01-01..2026-12-31'],
  ] as const)('%s seen from %s is %s', (name, today, expected) => {
    expect(rangeText(named(name), today)).toBe(expected);
  });

  it.each([
    [month('2026-11'), '2026-11-01..2026-11-30'],
    [month('2026-02'), '2026-02-01..2026-02-28'],
    [month('2025-12'), '2025-12-01..2025-12-31'],
    [month('2025-11'), 'too-far-back'],
    [month('2026-12'), 'in-the-future'],
    [month('2026-13'), 'not-a-date'],
    [month('2026-1'), 'not-a-date'],
    [month('soon'), 'not-a-date'],
    [days(1), '2026-11-21..2026-11-21'],
    [days(30), '2026-10-23..2026-11-21'],
    [days(366), '2025-11-21..2026-11-21'],
    [days(367), 'too-far-back'],
    [days(1e9), 'too-far-back'],
    [days(0), 'not-a-count'],
    [days(-1), 'not-a-count'],
    [days(1.5), 'not-a-count'],
    [days(Number.NaN), 'not-a-count'],
    [range('2026-10-05', '2026-11-06'), '2026-10-05..2026-11-06'],
    [range('2026-10-05', null), '2026-10-05..2026-11-21'],
    [range(null, '2026-10-05'), '2026-10-01..2026-10-05'],
    [range(null, null), '2026-11-01..2026-11-21'],
    [range('2026-02', '2026-04'), '2026-02-01..2026-04-30'],
    [range('2025-11-21', '2026-11-21'), '2025-11-21..2026-11-21'],
    [range('2025-11-20', '2026-11-21'), 'too-far-back'],
    [range('2026-11-06', '2026-11-05'), 'from-after-to'],
    [range('2026-11-22', '2026-11-30'), 'in-the-future'],
    [range('2026-11-01', '2027-11-03'), 'too-long'],
    [range('2026-02-30', null), 'not-a-date'],
    [range('2026-02-01', '2026-02-29'), 'not-a-date'],
    [range('', ''), 'not-a-date'],
    [range('2026-11-01T00:00', null), 'not-a-date'],
  ])('%j is %s', (period, expected) => {
    expect(rangeText(period, '2026-11-21')).toBe(expected);
  });

  it('goes back one year from the last of February', () => {
    expect(rangeText(range('2027-02-28', null), '2028-02-29')).toBe('2027-02-28..2028-02-29');
    expect(rangeText(range('2027-02-27', null), '2028-02-29')).toBe('too-far-back');
  });

  it('returns a range within a year or a problem for any question', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('2026-02', '2026-02-31', '0000-00-00', '9999-12-31'));
    const anything = fc.oneof(
      fc.record({ kind: fc.constant('month' as const), month: text }),
      fc.record({ kind: fc.constant('days' as const), days: fc.double() }),
      fc.record({ kind: fc.constant('range' as const), from: fc.option(text), to: fc.option(text) }),
    );
    fc.assert(
      fc.property(anything, (period) => {
        const found = rangeOf(period, '2026-11-21');
        if (!found.ok) return;
        const { fromDate, toDate } = found.value;
        expect([isDate(fromDate), isDate(toDate)]).toEqual([true, true]);
        expect(daysBetween(fromDate, toDate)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(fromDate, toDate)).toBeLessThanOrEqual(366);
      }),
    );
  });
});

describe('the days of a range', () => {
  it('are split into calendar months without gap or overlap', () => {
    expect(monthsOf({ fromDate: '2027-12-30', toDate: '2028-03-01' })).toEqual([
      { fromDate: '2027-12-30', toDate: '2027-12-31' },
      { fromDate: '2028-01-01', toDate: '2028-01-31' },
      { fromDate: '2028-02-01', toDate: '2028-02-29' },
      { fromDate: '2028-03-01', toDate: '2028-03-01' },
    ]);
  });

  it('are the same month by month', () => {
    const start = fc.integer({ min: 0, max: 20_000 }).map((offset) => addDays('2000-01-01', offset));
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 400 }), (fromDate, length) => {
        const whole = { fromDate, toDate: addDays(fromDate, length) };
        expect(monthsOf(whole).flatMap(daysOf)).toEqual(daysOf(whole));
        expect(daysOf(whole)).toHaveLength(length + 1);
      }),
    );
  });

  it.each([
    ['2026-01-31', '2026-Q1'],
    ['2026-03-31', '2026-Q1'],
    ['2026-04-01', '2026-Q2'],
    ['2026-09-30', '2026-Q3'],
    ['2026-12-31', '2026-Q4'],
  ])('%s lies in %s', (day, quarter) => {
    expect([periodOf(day, 'day'), periodOf(day, 'month'), periodOf(day, 'quarter')]).toEqual([
      day,
      day.slice(0, 7),
      quarter,
    ]);
  });
});

describe('plain dates', () => {
  it.each([
    ['2026-02', '2026-02-28'],
    ['2028-02-10', '2028-02-29'],
    ['2100-02', '2100-02-28'],
    ['2026-12-31', '2026-12-31'],
    ['2026-00', ''],
  ])('the last day of %s is %j', (text, last) => {
    expect(monthLast(text)).toBe(last);
  });

  it('finds the same day of another year', () => {
    expect(sameDayInYear('2028-02-29', -1)).toBe('2027-02-28');
    expect(sameDayInYear('2027-02-28', 1)).toBe('2028-02-28');
  });

  it.each([
    ['UTC', '2026-11-21'],
    ['Asia/Shanghai', '2026-11-22'],
    ['America/Los_Angeles', '2026-11-21'],
    ['Pacific/Kiritimati', '2026-11-22'],
  ])('returns the day in %s', (zone, day) => {
    expect(dateIn(zone, Date.UTC(2026, 10, 21, 16, 0))).toBe(day);
  });

  it('counts days like the calendar, over every change to and from summer time', () => {
    for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1)) expect(isDate(day)).toBe(true);
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365);
    expect(daysBetween('2028-01-01', '2029-01-01')).toBe(366);
  });
});
