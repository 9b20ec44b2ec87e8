import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekOfHours } from '../../../../main/core/history/week-hours.ts';
import { windowPictures } from '../../../../main/core/history/window-picture.ts';
import { dayMs, minuteMs } from '../../../../main/core/quota/calendar.ts';
import { type HistorySeries, thinned } from '../../../../main/core/quota/forecast/samples.ts';
import { emptySnapshot } from '../../../../main/core/quota/model.ts';
import { utcOffsetsOf } from '../../../../main/core/quota/outlook/local-time.ts';

const pointsAt = (...points: readonly (readonly [string, number])[]) =>
  points.map(([iso, used]) => ({ atMs: Date.parse(iso), used, limit: 100 }));
const known = (week: ReturnType<typeof weekOfHours>): number[] =>
  week.map(({ hours }) => hours.filter((percent) => percent !== null).length);

describe('the hours of a week', () => {
  it('are those of the user’s clock, up to the present one', () => {
    const nowMs = Date.parse('2026-11-20T02:30:00Z');
    const points = pointsAt(['2026-11-19T15:30:00Z', 10], ['2026-11-19T16:30:00Z', 30], ['2026-11-20T02:00:00Z', 90]);
    const week = weekOfHours(points, true, nowMs, utcOffsetsOf('Asia/Shanghai'));
    expect(week.map(({ dateMs }) => new Date(dateMs).toISOString().slice(8, 10))).toEqual([
      '14',
      '15',
      '16',
      '17',
      '18',
      '19',
      '20',
    ]);
    expect(week[5]?.hours[23]).toBeCloseTo(10);
    expect(week[6]?.hours[0]).toBeCloseTo(10);
    // Nobody knows in which of nine hours the rest was used, nor whether anything was before the first reading.
    expect(week[6]?.hours.slice(1, 12)).toEqual([...Array.from({ length: 9 }, () => null), 0, null]);
    expect(known(week)).toEqual([0, 0, 0, 0, 0, 1, 2]);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T20:00:00Z', 23],
    ['America/New_York', '2026-03-09T03:00:00Z', 23],
    ['Australia/Lord_Howe', '2026-10-04T12:00:00Z', 24],
  ])('leave out what the clock is put forward over, in %s', (timeZone, now, hours) => {
    const nowMs = Date.parse(now);
    const unused = [nowMs - 8 * dayMs, nowMs].map((atMs) => ({ atMs, used: 0, limit: 100 }));
    const week = weekOfHours(unused, true, nowMs, utcOffsetsOf(timeZone));
    const begun = week.at(-1)?.hours.findLastIndex((percent) => percent !== null) ?? 0;
    expect((known(week).at(-1) ?? 0) + (23 - begun)).toBe(hours);
    expect(known(week).slice(0, -1)).toEqual([24, 24, 24, 24, 24, 24]);
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'])('lose nothing that was used, in %s', (timeZone) => {
    const offsets = utcOffsetsOf(timeZone);
    const nowMs = fc.integer({ min: Date.UTC(2026, 0, 9), max: Date.UTC(2026, 11, 31) });
    fc.assert(
      fc.property(nowMs, fc.array(fc.nat(9), { minLength: 2, maxLength: 40 }), (now, uses) => {
        let used = 0;
        const points = uses.map((use, index) => {
          used += use;
          return { atMs: now - (uses.length - 1 - index) * 50 * minuteMs, used, limit: 100 };
        });
        const sum = weekOfHours(points, true, now, offsets)
          .flatMap(({ hours }) => hours)
          .reduce<number>((all, percent) => all + (percent ?? 0), 0);
        expect(sum).toBeCloseTo(used - (points[0]?.used ?? 0));
      }),
    );
  });
});

it('shows the same week, however long the readings before it are', () => {
  const nowMs = Date.UTC(2026, 10, 20);
  const at = (daysAgo: number, used: number) => ({ atMs: nowMs - daysAgo * dayMs, used, limit: 100 });
  const week = [at(20, 5), at(1, 5), at(0.99, 9), at(0, 9)];
  const older = Array.from({ length: 50 }, (_, index) => at(70 - index / 2, index % 7));
  const shown = (points: typeof week) => weekOfHours(points, true, nowMs, () => 0);
  expect(shown([...older, ...week])).toEqual(shown(week));
  // The level that began before the week counts as known, with nothing used.
  expect(shown(week)[0]?.hours).toEqual(Array.from({ length: 24 }, () => 0));
});

it('makes the pictures of a year’s readings within one frame of the screen', () => {
  const nowMs = Date.UTC(2026, 10, 20);
  const minutes = Array.from({ length: (365 * dayMs) / (15 * minuteMs) }, (_, index) => nowMs - index * 15 * minuteMs);
  const points = minutes.reverse().map((atMs, index) => ({ atMs, used: index % 2000, limit: 2000 }));
  const history = (['five-hours', 'week', 'month'] as const).map(
    (windowId): HistorySeries => ({
      pool: 'coding-plan',
      windowId,
      certainty: 'exact',
      points: thinned(points, nowMs),
    }),
  );
  const utcOffsetAt = utcOffsetsOf('Europe/Berlin');
  const make = (): number => {
    const beganMs = performance.now();
    const pictures = windowPictures({
      snapshot: emptySnapshot,
      history,
      levels: [],
      runOuts: [],
      outlooks: [],
      nowMs,
      utcOffsetAt,
    });
    expect(pictures).toHaveLength(3);
    return performance.now() - beganMs;
  };
  expect(Math.min(...Array.from({ length: 10 }, make))).toBeLessThan(16);
});
