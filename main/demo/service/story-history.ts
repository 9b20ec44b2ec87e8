import { dayMs, minuteMs } from '../../core/quota/calendar.ts';
import type { HistorySeries } from '../../core/quota/forecast/samples.ts';
import { type StoryMoment, storyAt } from './story.ts';

const everyMs = 5 * minuteMs;
const windows = [
  ['five-hours', 'fiveHours'],
  ['week', 'week'],
  ['month', 'month'],
] as const satisfies readonly (readonly [HistorySeries['windowId'], keyof StoryMoment])[];

/** What an app would have recorded on the day of the story before `simulatedMs`, as if that were at `atMs`. */
export function storyHistory(simulatedMs: number, atMs: number): readonly HistorySeries[] {
  const moments = Array.from({ length: dayMs / everyMs + 1 }, (_, index) => {
    const agoMs = dayMs - index * everyMs;
    return { atMs: atMs - agoMs, story: storyAt(simulatedMs - agoMs) };
  });
  return windows.map(([windowId, name]) => ({
    pool: 'coding-plan',
    windowId,
    certainty: 'exact',
    points: moments.map(
      ({
        atMs: pointAtMs,
        story: {
          [name]: { used, limit },
        },
      }) => ({ atMs: pointAtMs, used, limit }),
    ),
  }));
}
