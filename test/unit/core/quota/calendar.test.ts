import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayMs,
  dayOfMonthAt,
  fiveHoursMs,
  hasReset,
  hourMs,
  monthBeforeMs,
  monthEndMs,
  monthStartMs,
  weekEndMs,
  weekMs,
  weekStartMs,
} from '../../../../main/core/quota/calendar.ts';

const at = (text: string): number => Date.parse(text);

describe('week', () => {
  it.each([
    ['2026-10-07T12:00:00+08:00', '2026-10-05T00:00:00+08:00'],
    ['2026-10-05T00:00:00+08:00', '2026-10-05T00:00:00+08:00'],
    ['2026-10-04T23:59:59.999+08:00', '2026-09-28T00:00:00+08:00'],
    // Still Sunday in London, already Monday in Beijing.
    ['2026-10-04T16:00:00Z', '2026-10-05T00:00:00+08:00'],
    ['1969-12-31T00:00:00+08:00', '1969-12-29T00:00:00+08:00'],
  ])('%s belongs to the week from %s', (now, start) => {
    expect(weekStartMs(at(now))).toBe(at(start));
    expect(weekEndMs(at(now))).toBe(at(start) + weekMs);
  });
});

describe('month', () => {
  it.each([
    ['2026-10-07T12:00:00+08:00', 20, '2026-09-20T00:00:00+08:00', '2026-10-20T00:00:00+08:00'],
    ['2026-10-20T00:00:00+08:00', 20, '2026-10-20T00:00:00+08:00', '2026-11-20T00:00:00+08:00'],
    ['2026-02-27T12:00:00+08:00', 31, '2026-01-31T00:00:00+08:00', '2026-02-28T00:00:00+08:00'],
    ['2026-02-28T00:00:00+08:00', 31, '2026-02-28T00:00:00+08:00', '2026-03-31T00:00:00+08:00'],
    ['2028-02-28T12:00:00+08:00', 30, '2028-01-30T00:00:00+08:00', '2028-02-29T00:00:00+08:00'],
    ['2026-12-31T12:00:00+08:00', 5, '2026-12-05T00:00:00+08:00', '2027-01-05T00:00:00+08:00'],
    ['2027-01-02T12:00:00+08:00', 29, '2026-12-29T00:00:00+08:00', '2027-01-29T00:00:00+08:00'],
  ])('%s, day %i: %s to %s', (now, day, start, end) => {
    expect(monthStartMs(at(now), day)).toBe(at(start));
    expect(monthEndMs(at(now), day)).toBe(at(end));
  });

  it('finds the day in China', () => {
    expect(dayOfMonthAt(at('2026-10-19T16:00:00Z'))).toBe(20);
  });

  it.each([
    ['2026-10-20T00:00:00+08:00', '2026-09-20T00:00:00+08:00'],
    ['2026-03-31T00:00:00+08:00', '2026-02-28T00:00:00+08:00'],
    // The hour counts: a cycle that begins in the evening is not half a day old at once.
    ['2026-10-20T21:30:00+08:00', '2026-09-20T21:30:00+08:00'],
    ['2026-03-31T21:30:00+08:00', '2026-02-28T21:30:00+08:00'],
    ['2027-01-05T09:00:00+08:00', '2026-12-05T09:00:00+08:00'],
    // The end of the last day is the end of the month, whatever its length.
    ['2026-02-28T23:59:59+08:00', '2026-01-31T23:59:59+08:00'],
    ['2026-05-01T00:00:00+08:00', '2026-04-01T00:00:00+08:00'],
    ['2026-04-30T23:59:59.999+08:00', '2026-03-31T23:59:59.999+08:00'],
    ['2028-02-29T23:59:59+08:00', '2028-01-31T23:59:59+08:00'],
    // A month that ends in UTC.
    ['2026-11-01T00:00:00Z', '2026-10-01T00:00:00Z'],
  ])('a month that ends at %s began at %s', (end, start) => {
    expect(monthBeforeMs(at(end))).toBe(at(start));
  });
});

const moments = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') });

describe('always', () => {
  it('is 28 to 31 days before the end of a month, at any moment', () =>
    fc.assert(
      fc.property(moments, (end) => {
        const days = (end - monthBeforeMs(end)) / dayMs;
        expect(days).toBeGreaterThanOrEqual(28);
        expect(days).toBeLessThanOrEqual(31);
      }),
    ));

  it('finds a week and a month around any moment, for any day of the month', () =>
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 31 }), (now, day) => {
        expect(weekStartMs(now)).toBeLessThanOrEqual(now);
        expect(weekEndMs(now)).toBeGreaterThan(now);
        const [start, end] = [monthStartMs(now, day), monthEndMs(now, day)];
        expect(start).toBeLessThanOrEqual(now);
        expect(end).toBeGreaterThan(now);
        expect(end - start).toBeGreaterThanOrEqual(28 * dayMs);
        expect(end - start).toBeLessThanOrEqual(31 * dayMs);
        expect(monthStartMs(end - 1, day)).toBe(start);
        expect(monthEndMs(start, day)).toBe(end);
        expect((start + 8 * 3_600_000) % dayMs).toBe(0);
      }),
    ));
});

describe('whether a window has reset', () => {
  const wednesdayMs = Date.UTC(2026, 9, 7, 4);
  const mondayMs = Date.UTC(2026, 9, 11, 16);
  const isOver = (
    id: 'five-hours' | 'week' | 'month' | 'credits',
    renewal: 'rolling' | 'fixed' | 'calendar',
    resetsAtMs: number | null,
    nowMs: number,
  ): boolean => hasReset({ id, renewal, resetsAtMs }, wednesdayMs, nowMs);

  it('follows from how it renews: a rolling one forgets after its length, whatever time is named', () => {
    const namedMs = wednesdayMs + hourMs;
    expect(isOver('five-hours', 'rolling', namedMs, namedMs)).toBe(false);
    expect(isOver('five-hours', 'rolling', namedMs, wednesdayMs + fiveHoursMs - 1)).toBe(false);
    expect(isOver('five-hours', 'rolling', namedMs, wednesdayMs + fiveHoursMs)).toBe(true);
    expect(isOver('week', 'rolling', null, mondayMs)).toBe(false);
    expect(isOver('week', 'rolling', null, wednesdayMs + weekMs)).toBe(true);
  });

  it('is at the named time for a window that resets as a whole', () => {
    const namedMs = wednesdayMs + hourMs;
    for (const renewal of ['fixed', 'calendar'] as const) {
      expect(isOver('five-hours', renewal, namedMs, namedMs - 1)).toBe(false);
      expect(isOver('five-hours', renewal, namedMs, namedMs)).toBe(true);
    }
  });

  it('is on Monday for a calendar week without a named time, but not for a week from the first call', () => {
    expect(isOver('week', 'calendar', null, mondayMs - 1)).toBe(false);
    expect(isOver('week', 'calendar', null, mondayMs)).toBe(true);
    expect(isOver('week', 'fixed', null, mondayMs)).toBe(false);
    expect(isOver('week', 'fixed', null, wednesdayMs + weekMs)).toBe(true);
  });

  it('is after the longest month at the latest', () => {
    expect(isOver('month', 'calendar', null, wednesdayMs + 31 * dayMs - 1)).toBe(false);
    expect(isOver('credits', 'calendar', null, wednesdayMs + 31 * dayMs)).toBe(true);
  });
});
