import * as z from 'zod';
import { dayMs, hourMs, minuteMs } from '../quota/calendar.ts';
import { increases } from '../quota/forecast/consumption.ts';
import type { HistoryPoint } from '../quota/forecast/samples.ts';
import type { UtcOffsetAt } from '../quota/outlook/local-time.ts';

/**
 * One local day: what was used in each of its 24 hours, in percent of the window's limit. null: the hour has not
 * begun, nobody looked, or the clock was put forward over it. Where the clock was put back, two hours count as one.
 */
export const DayOfHoursSchema = z.strictObject({
  /** Midnight UTC of the date. */
  dateMs: z.number().int(),
  hours: z.array(z.number().nonnegative().nullable()).length(24).readonly(),
});
export type DayOfHours = Readonly<z.infer<typeof DayOfHoursSchema>>;

const days = 7;
/** No time zone has an hour that begins within a step. */
const stepMs = 15 * minuteMs;
/** Over a longer gap between readings nobody knows in which hour it was used. */
const longestMs = hourMs;

/** The last seven local days with today, oldest first. `grows`: the count falls only when the window begins anew. */
export function weekOfHours(
  all: readonly HistoryPoint[],
  grows: boolean,
  nowMs: number,
  utcOffsetAt: UtcOffsetAt,
): readonly DayOfHours[] {
  const localMs = (atMs: number): number => atMs + utcOffsetAt(atMs);
  const todayMs = Math.floor(localMs(nowMs) / dayMs) * dayMs;
  const firstMs = todayMs - (days - 1) * dayMs;
  // A day earlier than any time zone needs.
  const sinceMs = Math.floor((firstMs - dayMs) / stepMs) * stepMs;
  // With the one before, from which a level may have stayed.
  const points = all.slice(
    Math.max(
      0,
      all.findLastIndex(({ atMs }) => atMs < sinceMs),
    ),
  );
  const steps = Math.ceil((nowMs - sinceMs) / stepMs);
  const cellOf = Array.from({ length: steps }, (_, step) =>
    Math.floor((localMs(sinceMs + step * stepMs) - firstMs) / hourMs),
  );
  const cells: (number | null)[] = Array.from({ length: days * 24 }, () => null);
  for (const { fromMs, toMs } of watched(points, nowMs)) {
    const to = (toMs - sinceMs) / stepMs;
    for (let step = Math.max(0, Math.floor((fromMs - sinceMs) / stepMs)); step < to; step += 1) {
      const cell = cellOf[step] ?? -1;
      if (cell in cells) cells[cell] = 0;
    }
  }
  const limit = points.at(-1)?.limit ?? 1;
  for (const { fromMs, toMs, amount } of increases(points, grows)) {
    if (toMs - fromMs > longestMs || fromMs < sinceMs || toMs > nowMs) continue;
    const [from, to] = [(fromMs - sinceMs) / stepMs, (toMs - sinceMs) / stepMs];
    for (let step = Math.floor(from); step < to; step += 1) {
      const share = (Math.min(to, step + 1) - Math.max(from, step)) / (to - from);
      const cell = cellOf[step] ?? -1;
      if (cell in cells) cells[cell] = (cells[cell] ?? 0) + (100 * amount * share) / limit;
    }
  }
  return Array.from({ length: days }, (_, day) => ({
    dateMs: firstMs + day * dayMs,
    hours: cells.slice(24 * day, 24 * day + 24),
  }));
}

/** The times over which the use is known: it was looked at often, or stayed the same. */
function watched(
  points: readonly HistoryPoint[],
  nowMs: number,
): readonly { readonly fromMs: number; readonly toMs: number }[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    const toMs = Math.min(next?.atMs ?? nowMs, nowMs);
    const stayed = next !== undefined && next.used === point.used && next.limit === point.limit;
    return stayed || toMs - point.atMs <= longestMs ? [{ fromMs: point.atMs, toMs }] : [];
  });
}
