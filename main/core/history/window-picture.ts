import * as z from 'zod';
import { hasReset, lengthMs } from '../quota/calendar.ts';
import type { RunningOut } from '../quota/forecast/forecast.ts';
import { type LevelsAhead, LevelsAheadSchema } from '../quota/forecast/levels-ahead.ts';
import { type HistorySeries, pointsOf } from '../quota/forecast/samples.ts';
import { WindowCurveSchema, windowCurves } from '../quota/forecast/window-curve.ts';
import type { QuotaWindow, Reading, Snapshot } from '../quota/model.ts';
import type { UtcOffsetAt } from '../quota/outlook/local-time.ts';
import type { Outlook } from '../quota/outlook/outlook.ts';
import { packsLeft } from '../quota/packs.ts';
import { readingOf, usedShare } from '../quota/share.ts';
import { spanOf } from '../quota/window-span.ts';
import { DayOfHoursSchema, weekOfHours } from './week-hours.ts';

/** What the charts of one window show. */
export const WindowPictureSchema = WindowCurveSchema.extend({
  /** Where the window began and will end as a whole; null: it rolls, or this is not known. */
  cycle: z.strictObject({ fromMs: z.number().int(), toMs: z.number().int() }).nullable(),
  /**
   * The next hours of a rolling window, at least what comes back in them; of one that ends as a whole, now and where it is expected to be used up or at its
   * reset. Empty if nothing is known of them.
   */
  ahead: LevelsAheadSchema.shape.levels,
  week: z.array(DayOfHoursSchema).readonly(),
});
export type WindowPicture = Readonly<z.infer<typeof WindowPictureSchema>>;

export interface PictureFacts {
  readonly snapshot: Snapshot;
  readonly history: readonly HistorySeries[];
  readonly levels: readonly LevelsAhead[];
  readonly runOuts: readonly RunningOut[];
  readonly outlooks: readonly Outlook[];
  readonly nowMs: number;
  readonly utcOffsetAt: UtcOffsetAt;
}

/** One picture for each window in the history. */
export function windowPictures(facts: PictureFacts): readonly WindowPicture[] {
  const { snapshot, history, levels, nowMs, utcOffsetAt } = facts;
  return windowCurves(history, nowMs).map((curve) => {
    const { pool, windowId } = curve;
    const reading = snapshot.pools.map(readingOf).find((one) => one?.pool === pool);
    const window = reading?.windows.find(({ id }) => id === windowId);
    const span = reading && window ? spanOf(reading, window) : null;
    const aheadOf = (foreseen: WindowPicture['ahead']): WindowPicture['ahead'] => {
      if (!reading || !window) return foreseen;
      if (window.renewal !== 'rolling') return wayToEnd(reading, window, facts);
      return foreseen.length > 0 ? foreseen : wayBack(reading, window, nowMs);
    };
    const rolls = window === undefined ? windowId === 'five-hours' : window.renewal === 'rolling';
    return {
      ...curve,
      cycle: span === null || span.toMs <= nowMs ? null : { fromMs: span.fromMs, toMs: span.toMs },
      ahead: aheadOf(levels.find((one) => one.pool === pool && one.windowId === windowId)?.levels ?? []),
      week: weekOfHours(pointsOf(history, pool, windowId), !rolls, nowMs, utcOffsetAt),
    };
  });
}

/**
 * What comes back of a rolling window if nothing more is used, from one reading: evenly between the first return and the end
 * of its length, because it is not known when it was used. Nothing else is foreseen. Empty: nothing is used, or it is back.
 */
function wayBack({ takenAtMs }: Reading, window: QuotaWindow, nowMs: number): WindowPicture['ahead'] {
  const backAtMs = takenAtMs + lengthMs(window);
  const fromMs = Math.max(nowMs, window.resetsAtMs ?? nowMs);
  if (window.used === 0 || backAtMs <= fromMs || hasReset(window, takenAtMs, nowMs)) return [];
  const level = (atMs: number, percent: number) => ({
    ...{ atMs, ifStopped: percent, low: percent, likely: percent, high: percent },
  });
  const used = 100 * usedShare(window);
  return [level(nowMs, used), ...(fromMs > nowMs ? [level(fromMs, used)] : []), level(backAtMs, 0)];
}

/** From now to where a window that ends as a whole is expected to be used up, or to its reset; empty if neither is known. */
export function wayToEnd(
  reading: Reading,
  window: QuotaWindow,
  { runOuts, outlooks, nowMs }: Pick<PictureFacts, 'runOuts' | 'outlooks' | 'nowMs'>,
): WindowPicture['ahead'] {
  const isMeant = (one: { readonly pool: string; readonly windowId: string }): boolean =>
    one.pool === reading.pool && one.windowId === window.id;
  const endsAtMs = runOuts.find(isMeant)?.runsOutAtMs ?? null;
  const left = outlooks.find(isMeant)?.leftAtReset ?? null;
  const resetsAtMs = spanOf(reading, window)?.toMs ?? null;
  // An end that the packs put off is not that of the line, which shows the window alone.
  if (resetsAtMs === null || (endsAtMs === null && left === null) || packsLeft(reading, nowMs) > 0) return [];
  const ifStopped = 100 * usedShare(window);
  const level = (atMs: number, percent: number) => ({ atMs, ifStopped, low: percent, likely: percent, high: percent });
  const end = endsAtMs === null ? level(resetsAtMs, 100 * (1 - (left ?? 0) / window.limit)) : level(endsAtMs, 100);
  return end.atMs <= nowMs ? [] : [level(nowMs, ifStopped), end];
}
