import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WindowPicture } from '../../../../../main/core/history/window-picture.ts';
import { windowChart } from '../../../../../main/core/view/usage/window-chart.ts';
import { levelsAt, readableSpan, readingAt } from '../../../../../main/core/view/usage/window-reading.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const plot = { width: 340, height: 90, left: 4, right: 4, top: 6, bottom: 18 };

const picture: WindowPicture = {
  pool: 'coding-plan',
  windowId: 'five-hours',
  certainty: 'exact',
  fromMs: nowMs - 5 * hourMs,
  toMs: nowMs,
  runs: [
    [
      { atMs: nowMs - 4 * hourMs, usedPercent: 10 },
      { atMs: nowMs - 3 * hourMs, usedPercent: 50 },
    ],
    [
      { atMs: nowMs - hourMs, usedPercent: 60 },
      { atMs: nowMs, usedPercent: 80.9 },
    ],
  ],
  cycle: null,
  ahead: [0, 1].map((hours) => ({
    atMs: nowMs + hours * hourMs,
    ...{ ifStopped: 80 - 20 * hours, low: 80, likely: 80 + 10 * hours, high: 80 + 20 * hours },
  })),
  week: [],
};

const said = (atMs: number, one = picture, language: 'en' | 'zh-CN' = 'en') =>
  readingAt(levelsAt(one, windowChart(one, nowMs, plot), atMs), atMs, nowMs, {
    words: wordsFor(language),
    timeZone: 'UTC',
  }).spoken;

describe('what a chart says of a time', () => {
  it.each([
    ['between two readings', nowMs - 3.5 * hourMs, '08:30, Used 30%'],
    ['at a reading', nowMs - hourMs, '11:00, Used 60%'],
    ['now', nowMs, 'now 12:00, Used 81%'],
    ['where nobody looked', nowMs - 2 * hourMs, '10:00, No reading'],
    ['ahead', nowMs + hourMs / 2, '12:30, If you stop 70%, At this pace 85% (80% to 90%)'],
    ['beyond what is foreseen', nowMs + 3 * hourMs, '15:00, No reading'],
  ])('%s', (_, atMs, text) => {
    expect(said(atMs)).toBe(text);
  });

  it('in Chinese', () => {
    expect(said(nowMs + hourMs / 2, picture, 'zh-CN')).toBe('12:30、停止使用后 70%、按当前速度 85%（80% 至 90%）');
  });

  it('says one level where all are the same', () => {
    const quiet = { ...picture, ahead: picture.ahead.map((one) => ({ ...one, ifStopped: 80, likely: 80, high: 80 })) };
    expect(said(nowMs + hourMs / 2, quiet)).toBe('12:30, If you stop 80%, At this pace 80%');
  });

  it('compares with the even pace until the end of a week', () => {
    const cycle = { fromMs: nowMs - 84 * hourMs, toMs: nowMs + 84 * hourMs };
    const week: WindowPicture = { ...picture, windowId: 'week', cycle };
    expect(said(nowMs, week)).toBe('now 12:00, Used 81%, Even pace to the reset 50%');
    expect(readableSpan(week, windowChart(week, nowMs, plot), nowMs)).toMatchObject({
      from: cycle.fromMs,
      to: cycle.toMs,
      start: nowMs,
    });
  });
});

it('reads out from the first reading to the last foreseen level', () => {
  expect(readableSpan(picture, windowChart(picture, nowMs, plot), nowMs)).toEqual({
    from: nowMs - 4 * hourMs,
    to: nowMs + hourMs,
    start: nowMs,
    step: 15 * minuteMs,
  });
});

it('never reads a level that none of the points beside it has', () => {
  const levels = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(levels, fc.double({ min: 0, max: 1, noNaN: true }), (percents, share) => {
      const run = percents.map((usedPercent, index) => ({ atMs: nowMs - (20 - index) * 10 * minuteMs, usedPercent }));
      const one = { ...picture, runs: [run], ahead: [] };
      const atMs = nowMs - 200 * minuteMs + share * (percents.length - 1) * 10 * minuteMs;
      const { used } = levelsAt(one, windowChart(one, nowMs, plot), atMs);
      const before = run.findLast((point) => point.atMs <= atMs)?.usedPercent ?? Number.NaN;
      const after = run.find((point) => point.atMs >= atMs)?.usedPercent ?? Number.NaN;
      expect(used).toBeGreaterThanOrEqual(Math.min(before, after) - 1e-9);
      expect(used).toBeLessThanOrEqual(Math.max(before, after) + 1e-9);
    }),
  );
});

it('joins what is foreseen to the present also a while after it was foreseen', () => {
  const laterMs = nowMs + 10 * minuteMs;
  const { ifStopped, xOf } = windowChart(picture, laterMs, plot);
  expect(ifStopped).toMatch(new RegExp(`^M${Math.round(xOf(nowMs) * 100) / 100} `));
});
