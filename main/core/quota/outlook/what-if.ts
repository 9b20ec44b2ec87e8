import * as z from 'zod';
import { dayMs, dayOfMonthAt, fiveHoursMs, minuteMs, monthStartMs, weekStartMs } from '../calendar.ts';
import { counterOf, increases } from '../forecast/consumption.ts';
import { type HistorySeries, historyMs, pointsOf } from '../forecast/samples.ts';
import { windowIds } from '../ids.ts';
import {
  PoolIdSchema,
  type QuotaWindow,
  type Reading,
  type Snapshot,
  type WindowId,
  WindowIdSchema,
} from '../model.ts';
import { codingPlanSizes, tokenPlanSizes } from '../plan-sizes.ts';
import { isNearlyFull, readingOf } from '../share.ts';

/** How often each window would have been full in the last days, had the user had another plan of the same unit. */
export const WhatIfSchema = z.strictObject({
  pool: PoolIdSchema,
  days: z.number().int(),
  plans: z
    .array(
      z.strictObject({
        plan: z.string(),
        /** In the order of their length. */
        full: z.array(z.strictObject({ windowId: WindowIdSchema, times: z.number().int() })).readonly(),
      }),
    )
    .readonly(),
});
export type WhatIf = Readonly<z.infer<typeof WhatIfSchema>>;

/** Less of a past says nothing of a plan. */
const leastDays = 7;
const stepMs = 15 * minuteMs;

/**
 * Replays what was used in the last 35 days against the sizes of the same plan: Credits cannot be told from requests, nor
 * the other way round. What was refused is not known, so that a larger plan may have been full more often.
 */
export const whatIfsOf = (snapshot: Snapshot, history: readonly HistorySeries[], nowMs: number): readonly WhatIf[] =>
  snapshot.pools.flatMap((status) => whatIfOf(readingOf(status), history, nowMs) ?? []);

function whatIfOf(reading: Reading | null, history: readonly HistorySeries[], nowMs: number): WhatIf | null {
  const sizes = sizesOf(reading);
  if (reading === null || sizes === null) return null;
  const window = reading.windows.find(({ unit }) => unit === sizes.unit);
  if (window === undefined) return null;
  const counter = counterOf(reading, window);
  const grows = reading.windows.some(({ id, renewal }) => id === counter && renewal !== 'rolling');
  const sinceMs = nowMs - historyMs;
  const points = pointsOf(history, reading.pool, counter).filter(({ atMs }) => atMs >= sinceMs && atMs <= nowMs);
  const firstMs = points[0]?.atMs ?? nowMs;
  const days = Math.floor((nowMs - firstMs) / dayMs);
  if (days < leastDays) return null;
  const amounts = new Float64Array(Math.ceil((nowMs - firstMs) / stepMs));
  for (const { fromMs, toMs, amount } of increases(points, grows)) {
    for (let atMs = fromMs; atMs < toMs; atMs += stepMs) {
      const step = Math.floor((atMs - firstMs) / stepMs);
      amounts[step] = (amounts[step] ?? 0) + (amount * Math.min(stepMs, toMs - atMs)) / (toMs - fromMs);
    }
  }
  const resetsAtMs = reading.windows.find(({ id }) => id === 'month' || id === 'credits')?.resetsAtMs ?? null;
  const plans = Object.entries(sizes.of).map(([plan, limits]) => ({
    plan,
    full: replay(amounts, firstMs, limits, resetsAtMs === null ? 1 : dayOfMonthAt(resetsAtMs)),
  }));
  return { pool: reading.pool, days, plans };
}

type Limits = Readonly<Partial<Record<WindowId, number>>>;

interface Sizes {
  readonly unit: QuotaWindow['unit'];
  readonly of: Readonly<Record<string, Limits>>;
}

function sizesOf(reading: Reading | null): Sizes | null {
  if (reading?.pool === 'coding-plan') return { unit: 'requests', of: codingPlanSizes };
  return reading?.pool === 'token-plan-personal' ? { unit: 'credits', of: tokenPlanSizes } : null;
}

/** How often each window of these sizes would have been full; what it refuses is lost. */
function replay(
  amounts: Float64Array,
  firstMs: number,
  limits: Limits,
  monthDay: number,
): WhatIf['plans'][number]['full'] {
  const rollingSteps = fiveHoursMs / stepMs;
  const taken = new Float64Array(amounts.length);
  const cycleOf: Partial<Record<WindowId, (atMs: number) => number>> = {
    week: weekStartMs,
    month: (atMs) => monthStartMs(atMs, monthDay),
  };
  const windows = windowIds.flatMap((windowId) => {
    const limit = limits[windowId];
    const state = { used: 0, times: 0, cycle: Number.NaN, lastFull: Number.NEGATIVE_INFINITY };
    return limit === undefined ? [] : [{ windowId, limit, ...state }];
  });
  for (const [step, wanted] of amounts.entries()) {
    const atMs = firstMs + step * stepMs;
    for (const window of windows) {
      const cycle = cycleOf[window.windowId]?.(atMs);
      if (cycle === undefined) window.used -= taken[step - rollingSteps] ?? 0;
      else if (cycle !== window.cycle) [window.used, window.cycle] = [0, cycle];
    }
    const free = Math.max(0, Math.min(...windows.map(({ limit, used }) => limit - used)));
    taken[step] = Math.min(wanted, free);
    for (const window of windows) {
      window.used += taken[step] ?? 0;
      // What the user's own plan refused was never recorded, so that a full window is not always asked for more.
      if (!isNearlyFull(window)) continue;
      // A window that stays full, or that gives back a little at a time, was full once.
      const before = Number.isNaN(window.cycle) ? step - rollingSteps : (window.cycle - firstMs) / stepMs;
      if (window.lastFull < before) window.times += 1;
      window.lastFull = step;
    }
  }
  return windows.map(({ windowId, times }) => ({ windowId, times }));
}
