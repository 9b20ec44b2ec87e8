import * as z from 'zod';
import { type LevelsAhead, LevelsAheadSchema } from '../quota/forecast/levels-ahead.ts';
import { type HistorySeries, pointsOf } from '../quota/forecast/samples.ts';
import { WindowCurveSchema, windowCurves } from '../quota/forecast/window-curve.ts';
import type { Snapshot } from '../quota/model.ts';
import type { UtcOffsetAt } from '../quota/outlook/local-time.ts';
import { readingOf } from '../quota/share.ts';
import { spanOf } from '../quota/window-span.ts';
import { DayOfHoursSchema, weekOfHours } from './week-hours.ts';

/** What the charts of one window show. */
export const WindowPictureSchema = WindowCurveSchema.extend({
  /** Where the window began and will end as a whole; null: it rolls, or this is not known. */
  cycle: z.strictObject({ fromMs: z.number().int(), toMs: z.number().int() }).nullable(),
  /** The next hours; empty if nothing is known of them. */
  ahead: LevelsAheadSchema.shape.levels,
  week: z.array(DayOfHoursSchema).readonly(),
});
export type WindowPicture = Readonly<z.infer<typeof WindowPictureSchema>>;

export interface PictureFacts {
  readonly snapshot: Snapshot;
  readonly history: readonly HistorySeries[];
  readonly levels: readonly LevelsAhead[];
  readonly nowMs: number;
  readonly utcOffsetAt: UtcOffsetAt;
}

/** One picture for each window in the history. */
export const windowPictures = ({
  snapshot,
  history,
  levels,
  nowMs,
  utcOffsetAt,
}: PictureFacts): readonly WindowPicture[] =>
  windowCurves(history, nowMs).map((curve) => {
    const { pool, windowId } = curve;
    const reading = snapshot.pools.map(readingOf).find((one) => one?.pool === pool);
    const window = reading?.windows.find(({ id }) => id === windowId);
    const span = reading && window ? spanOf(reading, window) : null;
    const rolls = window === undefined ? windowId === 'five-hours' : window.renewal === 'rolling';
    return {
      ...curve,
      cycle: span === null || span.toMs <= nowMs ? null : { fromMs: span.fromMs, toMs: span.toMs },
      ahead: levels.find((one) => one.pool === pool && one.windowId === windowId)?.levels ?? [],
      week: weekOfHours(pointsOf(history, pool, windowId), !rolls, nowMs, utcOffsetAt),
    };
  });
