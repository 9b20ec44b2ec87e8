import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fiveHoursMs, hourMs, minuteMs } from '../../../../main/core/quota/calendar.ts';
import {
  requestsUntil,
  type StoryMoment,
  storyAt,
  storyLengthMs,
  storyStartMs,
} from '../../../../main/demo/service/story.ts';

const everyMinute = Array.from({ length: storyLengthMs / minuteMs + 1 }, (_, minute) => storyAt(minute * minuteMs));
const fiveHourUse = everyMinute.map((moment) => moment.fiveHours.used);
const firstOver90 = fiveHourUse.findIndex((used) => used >= 1080);

describe('the scripted day', () => {
  it('has the limits of Coding Plan Lite and starts in the middle of a week already used', () => {
    const start = storyAt(0);
    expect(start.fiveHours).toMatchObject({ used: 140, limit: 1200 });
    expect(start.week).toEqual({ used: 3600, limit: 9000, nextRefreshMs: Date.UTC(2026, 10, 22, 16) });
    expect(start.month).toEqual({ used: 8760, limit: 18_000, nextRefreshMs: Date.UTC(2026, 11, 5, 16) });
  });

  it('crosses 90 % of the five hours at about a third of the day and uses them up for an hour, long enough to be seen', () => {
    expect(firstOver90 * minuteMs).toBeGreaterThan(storyLengthMs * 0.3);
    expect(firstOver90 * minuteMs).toBeLessThan(storyLengthMs * 0.36);
    const full = fiveHourUse.flatMap((used, minute) => (used >= 1200 ? [minute] : []));
    expect(full.length).toBeGreaterThan(55);
    expect((full.at(-1) ?? 0) - (full[0] ?? 0)).toBe(full.length - 1);
  });

  it('stays over 90 % long enough for a poll every 26 story minutes to see it several times', () => {
    const over = fiveHourUse.filter((used) => used >= 1080).length;
    expect(over).toBeGreaterThan(100);
  });

  it('lets requests leave the window: from over 90 % to under half well before the end, later to nothing', () => {
    const half = fiveHourUse.findIndex((used, minute) => minute > firstOver90 && used < 600);
    expect(half * minuteMs).toBeLessThan(storyLengthMs * 0.55);
    expect(Math.min(...fiveHourUse.slice(half))).toBe(0);
  });

  it('moves week and month visibly, and only upwards within the day', () => {
    const week = everyMinute.map((moment) => moment.week.used);
    const month = everyMinute.map((moment) => moment.month.used);
    expect((Math.max(...week) - Math.min(...week)) / 9000).toBeGreaterThan(0.2);
    expect((Math.max(...month) - Math.min(...month)) / 18_000).toBeGreaterThan(0.1);
    expect(week).toEqual(week.toSorted((one, other) => one - other));
    expect(Math.max(...week)).toBeLessThan(9000 * 0.9);
    expect(Math.max(...month)).toBeLessThan(18_000 * 0.9);
  });

  it('resets the week on Monday and the month on its day, at 00:00 UTC+8', () => {
    const mondayMs = Date.UTC(2026, 10, 22, 16) - storyStartMs;
    expect(storyAt(mondayMs - 1).week.used).toBeGreaterThan(5000);
    expect(storyAt(mondayMs).week.used).toBe(0);
    const monthDayMs = Date.UTC(2026, 11, 5, 16) - storyStartMs;
    expect(storyAt(monthDayMs - 1).month.used).toBeGreaterThan(10_000);
    expect(storyAt(monthDayMs).month).toMatchObject({ used: 0, nextRefreshMs: Date.UTC(2027, 0, 5, 16) });
  });

  it('has a rolling window: every request counts for exactly five hours', () => {
    const anyMoment = fc.integer({ min: -12 * hourMs, max: storyLengthMs + 12 * hourMs });
    const used = (moment: StoryMoment) => moment.fiveHours.used;
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 1, max: fiveHoursMs }), (at, later) => {
        const arrived = requestsUntil(at + later) - requestsUntil(at);
        const givenBack = requestsUntil(at + later - fiveHoursMs) - requestsUntil(at - fiveHoursMs);
        expect(used(storyAt(at + later))).toBe(used(storyAt(at)) + arrived - givenBack);
        expect(used(storyAt(at))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('reports a refresh after which fewer of the present requests count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: storyLengthMs }), (at) => {
        const { used, nextRefreshMs } = storyAt(at).fiveHours;
        if (nextRefreshMs === null) {
          expect(used).toBe(0);
          return;
        }
        const refresh = nextRefreshMs - storyStartMs;
        expect(refresh).toBeGreaterThan(at);
        expect(refresh - at).toBeLessThanOrEqual(fiveHoursMs + 2 * hourMs);
        const stillCounted = requestsUntil(at) - requestsUntil(refresh - fiveHoursMs);
        expect(stillCounted).toBeLessThan(used);
      }),
    );
  });
});
