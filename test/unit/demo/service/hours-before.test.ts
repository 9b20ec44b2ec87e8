import { expect, it } from 'vitest';
import { fiveHoursMs, minuteMs } from '../../../../main/core/quota/calendar.ts';
import { windowCurves } from '../../../../main/core/quota/forecast/window-curve.ts';
import { hoursBefore } from '../../../../main/demo/service/hours-before.ts';
import { storyAt } from '../../../../main/demo/service/story.ts';

it('gives the demo’s chart a line over the last five hours, which leads to the start of the story', () => {
  const nowMs = Date.UTC(2026, 10, 21, 12, 34);
  const [curve] = windowCurves(hoursBefore(nowMs).series, nowMs);
  expect(curve).toMatchObject({ windowId: 'five-hours', certainty: 'exact', fromMs: nowMs - fiveHoursMs });
  expect(curve?.runs).toHaveLength(1);
  const points = curve?.runs[0] ?? [];
  expect(points[0]).toEqual({ atMs: nowMs - fiveHoursMs, usedPercent: 0 });
  expect(points.at(-1)?.atMs).toBe(nowMs - 5 * minuteMs);
  const { used, limit } = storyAt(0).fiveHours;
  expect(points.at(-1)?.usedPercent).toBeCloseTo((100 * used) / limit, 0);
});
