import { expect, it } from 'vitest';
import { fiveHoursMs, hourMs } from '../../../../main/core/quota/calendar.ts';
import { windowCurves } from '../../../../main/core/quota/forecast/window-curve.ts';
import { storyAt } from '../../../../main/demo/service/story.ts';
import { storyHistory } from '../../../../main/demo/service/story-history.ts';

it.each([0, 6, 9, 24])('gives the demo’s chart a line over the five hours of the story before hour %d', (hour) => {
  const nowMs = Date.UTC(2026, 10, 21, 12, 34);
  const [curve] = windowCurves(storyHistory(hour * hourMs, nowMs), nowMs);
  expect(curve).toMatchObject({ windowId: 'five-hours', certainty: 'exact', fromMs: nowMs - fiveHoursMs });
  expect(curve?.runs).toHaveLength(1);
  const points = curve?.runs[0] ?? [];
  const percentAt = (agoMs: number): number => {
    const { used, limit } = storyAt(hour * hourMs - agoMs).fiveHours;
    return Math.min(100, (100 * used) / limit);
  };
  expect(points[0]?.usedPercent).toBeCloseTo(percentAt(fiveHoursMs));
  expect(points.at(-1)?.atMs).toBe(nowMs);
  expect(points.at(-1)?.usedPercent).toBeCloseTo(percentAt(0));
  // No jump of the two minutes in which the day is played.
  const steps = points
    .slice(1)
    .map(({ usedPercent }, index) => Math.abs(usedPercent - (points[index]?.usedPercent ?? 0)));
  expect(Math.max(...steps)).toBeLessThan(10);
});
