import * as z from 'zod';
import { hourMs } from '../quota/calendar.ts';
import { PoolIdSchema, type QuotaWindow, type Reading, WindowIdSchema } from '../quota/model.ts';
import { reachedPercent, usedShare } from '../quota/share.ts';

/**
 * What is remembered about a window between readings and between runs. `armed`: the next crossing will be announced.
 * `announced`: the user was notified of this threshold, or the very first reading was above it, which is not announced;
 * only a higher one is announced.
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
    /** The use has fallen below the threshold, but not far enough to arm it again; left out: it has not. */
    isBelow: z.literal(true).optional(),
  }),
]);
export type RememberedWindow = Readonly<z.infer<typeof RememberedWindowSchema>>;

export const RememberedAlertsSchema = z.array(RememberedWindowSchema).readonly();
export type RememberedAlerts = z.infer<typeof RememberedAlertsSchema>;

/** How many percentage points the use must fall below a threshold before its next crossing is announced again. */
const clearFallPercent = 10;
/** Reset times closer than this are the same reset, reported by another source or rounded differently. */
const sameResetMs = hourMs;
export const levelOf = (known: RememberedWindow): number => (known.state === 'announced' ? known.thresholdPercent : 0);

/** Whether the use has risen again to the threshold that was announced. */
export const cameBack = (before: RememberedWindow | null, next: RememberedWindow): boolean =>
  before?.state === 'announced' &&
  next.state === 'announced' &&
  before.thresholdPercent === next.thresholdPercent &&
  before.isBelow === true &&
  next.isBelow !== true;

/** Notes whether the use is below the announced threshold. */
export function withFall(known: RememberedWindow, window: QuotaWindow): RememberedWindow {
  if (known.state === 'armed') return known;
  const { isBelow, ...rest } = known;
  return reachedPercent(window) < known.thresholdPercent ? { ...rest, isBelow: true } : rest;
}

/** The reset that ends a window as a whole; null for a rolling window, of which something comes back all the time. */
export const fixedReset = (window: QuotaWindow): number | null =>
  window.renewal === 'rolling' ? null : window.resetsAtMs;

/** Lowers the announced threshold to the highest one that the use has not clearly left, and arms the window if there is none. */
export function rearm(
  before: RememberedWindow,
  window: QuotaWindow,
  takenAtMs: number,
  thresholds: readonly number[],
): RememberedWindow {
  if (before.state === 'armed') return before;
  const { pool, windowId } = before;
  const share = usedShare(window) * 100;
  const held = thresholds.filter(
    (percent) => percent <= before.thresholdPercent && share >= Math.max(percent - clearFallPercent, percent / 2),
  );
  if (held.length === 0 || hasResetSince(before.resetsAtMs, window, takenAtMs)) return armed(pool, windowId);
  const resetsAtMs = laterOf(before.resetsAtMs, fixedReset(window));
  return { ...before, thresholdPercent: Math.max(...held), resetsAtMs };
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

export const armed = (pool: Reading['pool'], windowId: QuotaWindow['id']): RememberedWindow => ({
  pool,
  windowId,
  state: 'armed',
});

/** Whether what was announced of a window still holds: it is neither armed again nor past its reset. */
export const isStillAnnounced = (entry: RememberedWindow, nowMs: number): boolean =>
  entry.state === 'announced' && (entry.resetsAtMs === null || entry.resetsAtMs > nowMs);

/** Returns the same array if nothing changes, so that the caller knows whether to save. */
export function withEntry(remembered: RememberedAlerts, entry: RememberedWindow): RememberedAlerts {
  const index = remembered.findIndex((other) => other.pool === entry.pool && other.windowId === entry.windowId);
  const known = remembered[index];
  if (known === undefined) return [...remembered, entry];
  return isSame(known, entry) ? remembered : remembered.with(index, entry);
}

function isSame(one: RememberedWindow, other: RememberedWindow): boolean {
  if (one.state === 'armed' || other.state === 'armed') return one.state === other.state;
  return (
    one.thresholdPercent === other.thresholdPercent &&
    one.resetsAtMs === other.resetsAtMs &&
    one.isBelow === other.isBelow
  );
}
