import { hourMs } from '../quota/calendar.ts';
import { counterOf, increases } from '../quota/forecast/consumption.ts';
import { type HistorySeries, pointsOf } from '../quota/forecast/samples.ts';
import type { QuotaWindow, Reading } from '../quota/model.ts';

/** What the user uses in an hour in which something is used at all: the median of the history; null: none is known. */
export function usualHour(reading: Reading, window: QuotaWindow, history: readonly HistorySeries[]): number | null {
  const counter = counterOf(reading, window);
  const points = pointsOf(history, reading.pool, counter);
  const byHour = new Map<number, number>();
  for (const { toMs, amount } of increases(points, counter !== window.id || window.renewal !== 'rolling')) {
    const hour = Math.floor(toMs / hourMs);
    byHour.set(hour, (byHour.get(hour) ?? 0) + amount);
  }
  const amounts = [...byHour.values()].toSorted((one, other) => one - other);
  return amounts[Math.floor(amounts.length / 2)] ?? null;
}
