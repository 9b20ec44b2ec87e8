import { fiveHoursMs, minuteMs } from '../../core/quota/calendar.ts';
import type { OlderHistory } from '../../services/history/older-history.ts';
import { storyAt } from './story.ts';

const everyMs = 5 * minuteMs;

/**
 * The file of past usage that an app would have after five hours that led to the story's start. Without it the chart of
 * five real hours would have nothing but the two minutes of the demo.
 */
export function hoursBefore(nowMs: number): OlderHistory {
  const points = Array.from({ length: fiveHoursMs / everyMs }, (_, index) => {
    const agoMs = fiveHoursMs - index * everyMs;
    const { used, limit } = storyAt(-agoMs).fiveHours;
    return { atMs: nowMs - agoMs, used, limit };
  });
  return { version: 1, series: [{ pool: 'coding-plan', windowId: 'five-hours', certainty: 'exact', points }] };
}
