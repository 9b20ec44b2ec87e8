import { describe, expect, it } from 'vitest';
import { runningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
import type { OwnRequests } from '../../../../../main/core/quota/forecast/own-requests.ts';
import type { HistoryPoint, HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import { utcOffsetMs } from '../../../../../main/core/quota/forecast/utc-offset.ts';
import { codingPlan, noonMs, snapshotOf } from '../../../../support/readings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const limit = 9000;

/** The use of the week, as an amount per quarter of an hour that ends some quarters ago. */
function weekOf(days: number, amountAt: (quartersAgo: number) => number): HistorySeries {
  const quarters = days * 96;
  let used = 0;
  const points = Array.from({ length: quarters + 1 }, (_, index): HistoryPoint => {
    const quartersAgo = quarters - index;
    used += index === 0 ? 0 : amountAt(quartersAgo);
    return { atMs: noonMs - quartersAgo * 15 * minuteMs, used, limit };
  });
  return { pool: 'coding-plan', windowId: 'week', certainty: 'exact', points };
}

/** What is foreseen of the five hours. */
const foreseen = (used: number, history: readonly HistorySeries[], own: OwnRequests = []) => {
  const reading = codingPlan({ fiveHours: used, week: 3000 });
  const snapshot = snapshotOf({ pool: 'coding-plan', state: 'fresh', reading, disagreements: [] });
  return runningOut(snapshot, history, noonMs, undefined, own).find(({ windowId }) => windowId === 'five-hours');
};

/** Works at the same pace for the last hour, and before that as given. */
const nowBusy = (earlier: (quartersAgo: number) => number) => (quartersAgo: number) =>
  quartersAgo < 4 ? 100 : earlier(quartersAgo);

/** Whether a quarter lies between two times of its day, in quarters from noon. */
const isBetween = (quartersAgo: number, from: number, to: number): boolean => {
  const fromNoon = ((((48 - quartersAgo) % 96) + 96) % 96) - 48;
  return fromNoon >= from && fromNoon < to;
};
const worksUntilNoon = nowBusy((ago) => (isBetween(ago, -4, 0) ? 100 : 0));
const worksThreeHoursMore = nowBusy((ago) => (isBetween(ago, -4, 12) ? 100 : 0));

describe('the next hours', () => {
  it('go on as the days before did at that time', () => {
    expect(foreseen(700, [weekOf(5, worksThreeHoursMore)])?.likelihood).toBeGreaterThan(0.6);
    expect(foreseen(700, [weekOf(5, worksUntilNoon)])).toBeUndefined();
  });

  it.each([
    ['went on', worksThreeHoursMore],
    ['ended', worksUntilNoon],
  ])('go on as this computer’s own log %s at that time, before the app watched', (how, works) => {
    const own = weekOf(5, works).points.flatMap(({ atMs, used }, index, all): OwnRequests => {
      const requests = used - (all[index - 1]?.used ?? used);
      return requests === 0 ? [] : [{ atMs: atMs - 1, requests }];
    });
    const likelihood = foreseen(700, [weekOf(1 / 24, () => 100)], own)?.likelihood ?? 0;
    if (how === 'went on') expect(likelihood).toBeGreaterThan(0.6);
    else expect(likelihood).toBe(0);
  });

  it('go on as after earlier work of the same length', () => {
    // Three hours of work, and four and a half of a break, all day and night.
    const workedFor = (quarters: number): HistorySeries =>
      weekOf(10, (ago) => ((((quarters - ago) % 30) + 30) % 30 < 12 ? 100 : 0));
    expect(foreseen(700, [workedFor(3)])?.likelihood).toBeGreaterThan(0.7);
    expect(foreseen(700, [workedFor(11)])).toBeUndefined();
  });

  it('do not end early because a full window ended the same hour before', () => {
    const cut = weekOf(5, worksUntilNoon);
    const full = cut.points.map(({ atMs }, index): HistoryPoint => {
      const quartersAgo = cut.points.length - 1 - index;
      const isFull = quartersAgo > 0 && isBetween(quartersAgo, 0, 12);
      return { atMs, used: isFull ? 1200 : 600, limit: 1200 };
    });
    const series: HistorySeries = { pool: 'coding-plan', windowId: 'five-hours', certainty: 'exact', points: full };
    expect(foreseen(700, [cut])).toBeUndefined();
    expect(foreseen(700, [cut, series])?.likelihood).toBeGreaterThan(0.4);
  });

  it('have a band around the time that is stated', () => {
    const always = weekOf(
      3,
      nowBusy(() => 30),
    );
    const one = foreseen(900, [always]);
    expect(one?.between?.fromMs).toBeLessThan(one?.runsOutAtMs ?? 0);
    expect(one?.between?.toMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(one?.runsOutAtMs ?? 0);
  });
});

describe('the offset of a clock', () => {
  it.each([
    ['UTC', 0],
    ['Asia/Shanghai', 8 * hourMs],
    ['Asia/Kolkata', 5.5 * hourMs],
    ['America/New_York', -4 * hourMs],
    ['nowhere', 0],
  ])('is that of %s', (zone, offsetMs) => {
    expect(utcOffsetMs(zone, Date.UTC(2026, 6, 1))).toBe(offsetMs);
  });

  it('follows summer time', () => {
    expect(utcOffsetMs('Europe/Berlin', Date.UTC(2026, 6, 1))).toBe(2 * hourMs);
    expect(utcOffsetMs('Europe/Berlin', Date.UTC(2026, 6, 1) + 180 * dayMs)).toBe(hourMs);
  });
});
