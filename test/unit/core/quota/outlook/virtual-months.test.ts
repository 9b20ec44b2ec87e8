import { describe, expect, it } from 'vitest';
import {
  dayMs,
  hourMs,
  minuteMs,
  monthEndMs,
  weekEndMs,
  weekStartMs,
} from '../../../../../main/core/quota/calendar.ts';
import { runningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
import { addSnapshot, type HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import type { QuotaWindow, Snapshot } from '../../../../../main/core/quota/model.ts';
import { utcOffsetsOf } from '../../../../../main/core/quota/outlook/local-time.ts';
import { outlooksOf } from '../../../../../main/core/quota/outlook/outlook.ts';
import { codingPlan, fresh, snapshotOf, window } from '../../../../support/readings.ts';

interface Month {
  readonly zone: string;
  readonly fromMs: number;
  /** Whether the computer sleeps at a moment, so that nothing is read. */
  readonly sleeps?: (atMs: number) => boolean;
  /** How far the computer's clock is wrong. */
  readonly wrongByMs?: (atMs: number) => number;
  /** How many times as much the plan allows. */
  readonly factor?: (atMs: number) => number;
}

const days = 35;
const perHour = 120;
const lookEveryMs = 3 * hourMs;

/** The plan of somebody who works from nine to six on working days by the own clock, read each half hour and forecast each three hours. */
function* liveThrough({ zone, fromMs, sleeps, wrongByMs, factor }: Month) {
  const utcOffsetAt = utcOffsetsOf(zone);
  let history: readonly HistorySeries[] = [];
  let [week, month, weekEndsAtMs, monthEndsAtMs] = [0, 0, weekEndMs(fromMs), monthEndMs(fromMs, 20)];
  for (let atMs = fromMs; atMs < fromMs + days * dayMs; atMs += 30 * minuteMs) {
    const local = new Date(atMs + utcOffsetAt(atMs));
    const isWork = local.getUTCHours() >= 9 && local.getUTCHours() < 18 && local.getUTCDay() % 6 !== 0;
    if (atMs >= weekEndsAtMs) [week, weekEndsAtMs] = [0, weekEndMs(atMs)];
    if (atMs >= monthEndsAtMs) [month, monthEndsAtMs] = [0, monthEndMs(atMs, 20)];
    const times = factor?.(atMs) ?? 1;
    const added = Math.min(isWork ? perHour / 2 : 0, 5_000 * times - week, 30_000 * times - month);
    [week, month] = [week + added, month + added];
    if (sleeps?.(atMs) === true) continue;
    const nowMs = atMs + (wrongByMs?.(atMs) ?? 0);
    const windows: readonly QuotaWindow[] = [
      window({ id: 'week', used: week, limit: 5_000 * times, resetsAtMs: weekEndsAtMs }),
      window({ id: 'month', used: month, limit: 30_000 * times, resetsAtMs: monthEndsAtMs }),
    ];
    const snapshot: Snapshot = snapshotOf(fresh({ ...codingPlan({ takenAtMs: nowMs }), windows }));
    history = addSnapshot(history, snapshot, nowMs);
    if ((atMs - fromMs) % lookEveryMs > 0) continue;
    const runOuts = runningOut(snapshot, history, nowMs, utcOffsetAt);
    const outlooks = outlooksOf(snapshot, { history, runOuts, nowMs, utcOffsetAt });
    yield { atMs, nowMs, history, runOuts, outlooks, resets: { week: weekEndsAtMs, month: monthEndsAtMs } };
  }
}

/** Nothing is foreseen in the past or after the reset, and whatever lasts is not foreseen to end. */
function expectSense(month: Month): number {
  let looks = 0;
  for (const { nowMs, runOuts, outlooks, resets } of liveThrough(month)) {
    for (const { windowId, runsOutAtMs } of runOuts) {
      expect(runsOutAtMs).toBeGreaterThanOrEqual(nowMs);
      expect(runsOutAtMs).toBeLessThan(windowId === 'week' ? resets.week : resets.month);
    }
    for (const { windowId, leftAtReset, perHour: pace } of outlooks) {
      expect(leftAtReset === null || leftAtReset > 0).toBe(true);
      expect(pace === null || (Number.isFinite(pace) && pace >= 0)).toBe(true);
      expect(leftAtReset !== null && runOuts.some((one) => one.windowId === windowId)).toBe(false);
    }
    looks += 1;
  }
  return looks;
}

const february = Date.UTC(2026, 1, 22, 16);

describe('simulated months', () => {
  it.each([
    ['Europe/Berlin', Date.UTC(2026, 2, 1, 16)],
    ['America/New_York', Date.UTC(2026, 9, 4, 16)],
    ['Australia/Lord_Howe', Date.UTC(2026, 2, 8, 16)],
  ])('go through the change of the clocks: %s', (zone, fromMs) => {
    expect(expectSense({ zone, fromMs })).toBe(days * 8);
    // In the fifth week, after the change, Friday’s end of the week is foreseen on Wednesday as closely as it is looked at.
    const looks = [...liveThrough({ zone, fromMs })];
    const mondayMs = weekStartMs(fromMs + (days - 1) * dayMs);
    const wednesday = looks.find(({ atMs }) => atMs >= mondayMs + 2.2 * dayMs);
    const end = looks.find(({ atMs, outlooks }) => atMs > mondayMs && !outlooks.some((one) => one.windowId === 'week'));
    const foreseenMs = wednesday?.runOuts.find(({ windowId }) => windowId === 'week')?.runsOutAtMs ?? 0;
    expect(Math.abs(foreseenMs - (end?.atMs ?? 0))).toBeLessThanOrEqual(lookEveryMs);
  });

  it('go through a sleep over the reset of a week', () => {
    const wakesMs = february + 15 * dayMs;
    const sleeps = (atMs: number): boolean => atMs > february + 11 * dayMs && atMs < wakesMs;
    expectSense({ zone: 'Asia/Shanghai', fromMs: february, sleeps });
  });

  it('go through a clock that is days ahead, and is then set back', () => {
    const wrongByMs = (atMs: number): number =>
      atMs > february + 8 * dayMs && atMs < february + 8.5 * dayMs ? 3 * dayMs : 0;
    const looks = [...liveThrough({ zone: 'Asia/Shanghai', fromMs: february, wrongByMs })];
    expect(looks.some(({ atMs, outlooks }) => atMs > february + 9 * dayMs && outlooks.length === 2)).toBe(true);
    for (const { nowMs, runOuts } of looks) expect(runOuts.every(({ runsOutAtMs }) => runsOutAtMs >= nowMs)).toBe(true);
  });

  it('go through an upgrade in mid-month, after which the habit is the same and the plan lasts', () => {
    const upgradedMs = february + 22 * dayMs;
    const month: Month = {
      ...{ zone: 'Asia/Shanghai', fromMs: february },
      factor: (atMs) => (atMs >= upgradedMs ? 5 : 1),
    };
    expectSense(month);
    const looks = [...liveThrough(month)];
    const before = looks.filter(({ atMs }) => atMs < upgradedMs).at(-1);
    const after = looks.find(({ atMs }) => atMs >= upgradedMs);
    expect(before?.runOuts.map(({ windowId }) => windowId)).toContain('week');
    expect(after?.runOuts.map(({ windowId }) => windowId)).not.toContain('week');
  });

  it('begin anew with another account, whose habits nobody knows', () => {
    const looks = [...liveThrough({ zone: 'Asia/Shanghai', fromMs: february })];
    const last = looks.at(-20);
    if (last === undefined) throw new Error('nothing was lived through');
    const windows = [window({ id: 'week', used: 900, limit: 5_000, resetsAtMs: last.resets.week })];
    const snapshot = snapshotOf(fresh({ ...codingPlan({ takenAtMs: last.nowMs }), windows }));
    const forgotten = runningOut(snapshot, [], last.nowMs, () => 0);
    const passedMs = last.nowMs - weekStartMs(last.nowMs);
    const averageMs = last.nowMs + (4_100 * passedMs) / 900;
    expect(forgotten.map(({ runsOutAtMs }) => runsOutAtMs)).toEqual(averageMs < last.resets.week ? [averageMs] : []);
  });
});
