import * as z from 'zod';
import type { Preferences } from '../preferences.ts';
import { hourMs } from './calendar.ts';
import {
  PoolIdSchema,
  type PoolStatus,
  type QuotaWindow,
  type Reading,
  type Snapshot,
  WindowIdSchema,
} from './model.ts';
import { windowsInAll } from './packs.ts';
import { isFull, tightestOf, usedPercent, usedShare } from './share.ts';

/** A window has reached the threshold of the preferences. */
export interface Alert {
  /** One per pool and window: a newer notice of the same window replaces the older one. */
  readonly tag: string;
  readonly pool: Reading['pool'];
  readonly window: QuotaWindow;
  readonly thresholdPercent: number;
}

/**
 * What is remembered about a window between readings and between runs. `armed`: the next crossing will be announced.
 * `announced`: the user was notified, or the very first reading was above the threshold, which is not announced.
 */
const RememberedWindowSchema = z.discriminatedUnion('state', [
  z.strictObject({ pool: PoolIdSchema, windowId: WindowIdSchema, state: z.literal('armed') }),
  z.strictObject({
    pool: PoolIdSchema,
    windowId: WindowIdSchema,
    state: z.literal('announced'),
    thresholdPercent: z.number(),
    /** After this reset the next crossing is announced again; null: only a fall of the use re-arms. */
    resetsAtMs: z.number().int().nullable(),
  }),
]);
type RememberedWindow = Readonly<z.infer<typeof RememberedWindowSchema>>;

export const RememberedAlertsSchema = z.array(RememberedWindowSchema).readonly();
export type RememberedAlerts = z.infer<typeof RememberedAlertsSchema>;

/** How many percentage points the use must fall below the threshold before the next crossing is announced again. */
const clearFallPercent = 10;
/** Reset times closer than this are the same reset, reported by another source or rounded differently. */
const sameResetMs = hourMs;
/** Older readings are ignored. */
const tooOldMs = hourMs;

/**
 * The alerts that are due, and the memory to keep in any case. An alert stays due until {@link rememberAnnounced} records
 * that it was shown. There is one alert per crossing of a window, with the packs that follow it. Of several windows of a
 * pool that are used up, only the one that ends last raises an alert, because the others' resets help nobody. The very
 * first reading of a window raises none; stale or old readings neither raise nor re-arm any.
 */
export function decideAlerts(
  snapshot: Snapshot,
  preferences: Pick<Preferences, 'notices' | 'warnAtUsedPercent'>,
  remembered: RememberedAlerts,
  nowMs: number,
): { readonly due: readonly Alert[]; readonly remembered: RememberedAlerts } {
  const thresholdPercent = preferences.warnAtUsedPercent;
  const due: Alert[] = [];
  let after = remembered;
  for (const reading of snapshot.pools.flatMap((status) => currentReading(status, nowMs))) {
    const windows = windowsInAll(reading, nowMs);
    const tightest = tightestOf(windows);
    for (const window of windows) {
      const before = remembered.find((entry) => entry.pool === reading.pool && entry.windowId === window.id);
      const above = isAbove(window, thresholdPercent);
      const known = before === undefined ? null : rearm(before, window, reading.takenAtMs, thresholdPercent);
      const alert = alertOf(reading, window, thresholdPercent);
      if (!above) after = withEntry(after, known ?? armed(alert));
      else if (known === null || !preferences.notices || (isFull(window) && window !== tightest))
        after = rememberAnnounced(after, alert);
      else {
        after = withEntry(after, known);
        if (known.state === 'armed') due.push(alert);
      }
    }
  }
  return { due, remembered: after };
}

/** Records that an alert was shown. Not to be called before. */
export const rememberAnnounced = (remembered: RememberedAlerts, alert: Alert): RememberedAlerts =>
  withEntry(remembered, {
    pool: alert.pool,
    windowId: alert.window.id,
    state: 'announced',
    thresholdPercent: alert.thresholdPercent,
    resetsAtMs: fixedReset(alert.window),
  });

const currentReading = (status: PoolStatus, nowMs: number): readonly Reading[] =>
  status.state === 'fresh' && nowMs - status.reading.takenAtMs <= tooOldMs ? [status.reading] : [];

/** Compares whole percents rounded down: 89.99 % is below 90 %. */
const isAbove = (window: QuotaWindow, thresholdPercent: number): boolean => usedPercent(window) >= thresholdPercent;

/** The reset that ends a window as a whole; null for a rolling window, of which something comes back all the time. */
const fixedReset = (window: QuotaWindow): number | null => (window.renewal === 'rolling' ? null : window.resetsAtMs);

function rearm(
  before: RememberedWindow,
  window: QuotaWindow,
  takenAtMs: number,
  thresholdPercent: number,
): RememberedWindow {
  if (before.state === 'armed') return before;
  const { pool, windowId } = before;
  const share = usedShare(window) * 100;
  const lower = Math.min(before.thresholdPercent, thresholdPercent);
  const fell = share < Math.max(lower - clearFallPercent, lower / 2);
  const raised = thresholdPercent > before.thresholdPercent && !isAbove(window, thresholdPercent);
  if (fell || raised || hasResetSince(before.resetsAtMs, window, takenAtMs)) return { pool, windowId, state: 'armed' };
  return { ...before, resetsAtMs: laterOf(before.resetsAtMs, fixedReset(window)) };
}

/**
 * True if the remembered reset has passed and the server names a later one. Either alone may only mean that two sources
 * disagree.
 */
function hasResetSince(rememberedResetMs: number | null, window: QuotaWindow, takenAtMs: number): boolean {
  const resetsAtMs = fixedReset(window);
  if (rememberedResetMs === null || resetsAtMs === null) return false;
  return takenAtMs >= rememberedResetMs && resetsAtMs > rememberedResetMs + sameResetMs;
}

const laterOf = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

const armed = ({ pool, window }: Alert): RememberedWindow => ({ pool, windowId: window.id, state: 'armed' });

/** See {@link Alert.tag}. */
export const alertTag = (pool: Reading['pool'], windowId: QuotaWindow['id']): string => `${pool}/${windowId}`;

const alertOf = (reading: Reading, window: QuotaWindow, thresholdPercent: number): Alert => ({
  tag: alertTag(reading.pool, window.id),
  pool: reading.pool,
  window,
  thresholdPercent,
});

/** Returns the same array if nothing changes, so that the caller knows whether to save. */
function withEntry(remembered: RememberedAlerts, entry: RememberedWindow): RememberedAlerts {
  const index = remembered.findIndex((other) => other.pool === entry.pool && other.windowId === entry.windowId);
  const known = remembered[index];
  if (known === undefined) return [...remembered, entry];
  return isSame(known, entry) ? remembered : remembered.with(index, entry);
}

function isSame(one: RememberedWindow, other: RememberedWindow): boolean {
  if (one.state === 'armed' || other.state === 'armed') return one.state === other.state;
  return one.thresholdPercent === other.thresholdPercent && one.resetsAtMs === other.resetsAtMs;
}
