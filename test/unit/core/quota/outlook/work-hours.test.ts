import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs, weekMs } from '../../../../../main/core/quota/calendar.ts';
import { type HistoryPoint, thinned } from '../../../../../main/core/quota/forecast/samples.ts';
import { utcOffsetsOf } from '../../../../../main/core/quota/outlook/local-time.ts';
import { workHoursOf } from '../../../../../main/core/quota/outlook/work-hours.ts';

/** Somebody who uses 60 an hour from 9 to 17 by the clock of a zone on working days, polled each quarter of an hour. */
function worker(zone: string, fromMs: number, toMs: number, limit = 1_000_000): readonly HistoryPoint[] {
  const offsetAt = utcOffsetsOf(zone);
  const points: HistoryPoint[] = [];
  let used = 0;
  for (let atMs = fromMs; atMs <= toMs; atMs += 15 * minuteMs) {
    points.push({ atMs, used, limit });
    const local = new Date(atMs + offsetAt(atMs));
    const isWork = local.getUTCHours() >= 9 && local.getUTCHours() < 17 && local.getUTCDay() % 6 !== 0;
    if (isWork) used += 15;
  }
  return thinned(points, toMs);
}

describe('the hours of work', () => {
  const nowMs = Date.UTC(2026, 5, 24, 20);

  it('are those of the user’s own clock', () => {
    const offsetAt = utcOffsetsOf('Asia/Shanghai');
    const hours = workHoursOf(worker('Asia/Shanghai', nowMs - 5 * weekMs, nowMs), nowMs, offsetAt);
    expect(hours?.perWeek).toBeCloseTo(5 * 8 * 60, -2);
    // The next working day is the 25th, 01:00 to 09:00 UTC.
    const nineMs = Date.UTC(2026, 5, 25, 1);
    expect(hours?.between(nineMs, nineMs + 8 * hourMs)).toBeGreaterThan(420);
    expect(hours?.between(nineMs + 10 * hourMs, nineMs + 22 * hourMs)).toBeLessThan(10);
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])(
    'stay the same by the clock when summer time begins or ends: %s',
    (zone) => {
      const offsetAt = utcOffsetsOf(zone);
      for (const changeMs of [
        Date.UTC(2026, 2, 30),
        Date.UTC(2026, 10, 2),
        Date.UTC(2026, 3, 6),
        Date.UTC(2026, 9, 5),
      ]) {
        const hours = workHoursOf(worker(zone, changeMs - 4 * weekMs, changeMs), changeMs, offsetAt);
        // The first Wednesday after the change, at nine by the clock there.
        let nineMs = changeMs + 2 * dayMs;
        while (new Date(nineMs + offsetAt(nineMs)).getUTCDay() !== 3) nineMs += hourMs;
        nineMs -= (nineMs + offsetAt(nineMs)) % dayMs;
        nineMs += 9 * hourMs;
        expect(hours?.between(nineMs, nineMs + 8 * hourMs) ?? 0).toBeGreaterThan(420);
        expect(hours?.between(nineMs - 6 * hourMs, nineMs - 2 * hourMs) ?? 0).toBeLessThan(10);
      }
    },
  );

  it('are unknown before three weeks, and where nothing was used', () => {
    const all = worker('UTC', nowMs - 20 * dayMs, nowMs);
    expect(workHoursOf(all, nowMs, () => 0)).toBeNull();
    expect(workHoursOf([], nowMs, () => 0)).toBeNull();
    const idle = [0, 10, 30].map((days) => ({ atMs: nowMs - (30 - days) * dayMs, used: 0, limit: 9 }));
    expect(workHoursOf(idle, nowMs, () => 0)).toBeNull();
  });

  it('leave out the time in which the window was full, for nobody knows what was wanted then', () => {
    const day = (index: number): number => nowMs - 28 * dayMs + index * dayMs;
    // Used up at once each Monday, and full until the next.
    const points = Array.from({ length: 4 }, (_, week) => [
      { atMs: day(7 * week), used: 0, limit: 100 },
      { atMs: day(7 * week) + hourMs, used: 100, limit: 100 },
      { atMs: day(7 * week + 7) - minuteMs, used: 100, limit: 100 },
    ]).flat();
    const hours = workHoursOf(points, nowMs, () => 0);
    // Whoever uses 100 in the only hour that is known would go on so at that time of day.
    expect(hours?.perWeek).toBeCloseTo(700);
  });

  it('do not count what lies in the future of a clock that was set back', () => {
    const points = worker('UTC', nowMs - 5 * weekMs, nowMs);
    const backMs = nowMs - 3 * dayMs;
    const known = workHoursOf(points, backMs, () => 0);
    expect(known?.perWeek).toBeCloseTo(
      workHoursOf(
        points.filter(({ atMs }) => atMs <= backMs),
        backMs,
        () => 0,
      )?.perWeek ?? 0,
    );
  });
});
