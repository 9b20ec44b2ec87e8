import * as z from 'zod';
import type { Preferences } from '../preferences.ts';
import { hourMs } from '../quota/calendar.ts';
import {
  PoolIdSchema,
  type PoolStatus,
  type QuotaWindow,
  type Reading,
  type Snapshot,
  WindowIdSchema,
} from '../quota/model.ts';
import { windowsInAll } from '../quota/packs.ts';
import { isFull, readingOf, tightestOf, usedPercent, usedShare } from '../quota/share.ts';
import type { Decision } from './decision.ts';
import { isSnoozed, type Snoozes } from './snooze.ts';

/** A window has reached a threshold of the preferences. */
export interface Alert {
  /** One per pool and window: a newer notice of the same window replaces the older one. */
  readonly tag: string;
  readonly pool: Reading['pool'];
  readonly window: QuotaWindow;
  /** The highest threshold that the window has reached. */
  readonly thresholdPercent: number;
}

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
type RememberedWindow = Readonly<z.infer<typeof RememberedWindowSchema>>;

export const RememberedAlertsSchema = z.array(RememberedWindowSchema).readonly();
export type RememberedAlerts = z.infer<typeof RememberedAlertsSchema>;

/** How many percentage points the use must fall below a threshold before its next crossing is announced again. */
const clearFallPercent = 10;
/** Reset times closer than this are the same reset, reported by another source or rounded differently. */
const sameResetMs = hourMs;
/** Older readings are ignored. */
const tooOldMs = hourMs;

export interface AlertDecision {
  readonly due: readonly Alert[];
  readonly remembered: RememberedAlerts;
  /** Why something that was crossed is not announced. */
  readonly decisions: readonly Decision[];
}

/**
 * The alerts that are due, and the memory to keep in any case. An alert stays due until {@link rememberAnnounced} records
 * that it was shown. There is one alert per crossing of a window, with the packs that follow it, for the highest threshold
 * crossed. Of several windows of a pool that are used up, only the one that ends last raises an alert, because the others'
 * resets help nobody. The very first reading of a window raises none; stale or old readings neither raise nor re-arm any.
 */
export function decideAlerts(
  snapshot: Snapshot,
  preferences: Pick<Preferences, 'notices' | 'warnAtUsedPercents'>,
  remembered: RememberedAlerts,
  nowMs: number,
  snoozes: Snoozes = [],
): AlertDecision {
  const due: Alert[] = [];
  const decisions: Decision[] = [];
  let after = remembered;
  for (const { reading, isCurrent } of snapshot.pools.flatMap((status) => readingIn(status, nowMs))) {
    const windows = windowsInAll(reading, nowMs);
    const tightest = tightestOf(windows);
    for (const window of windows) {
      const before = remembered.find((entry) => entry.pool === reading.pool && entry.windowId === window.id) ?? null;
      const seen = lookAt({ reading, isCurrent, window, tightest, before, preferences, nowMs, snoozes });
      if (seen.alert !== null) due.push(seen.alert);
      if (seen.entry !== null) after = withEntry(after, seen.entry);
      const { pool } = reading;
      const about = { atMs: nowMs, kind: 'threshold', pool, windowId: window.id } as const;
      decisions.push(...seen.decisions.map((decision) => ({ ...about, ...decision })));
    }
  }
  return { due, remembered: after, decisions };
}

interface Look {
  readonly reading: Reading;
  readonly isCurrent: boolean;
  readonly window: QuotaWindow;
  readonly tightest: QuotaWindow | null;
  readonly before: RememberedWindow | null;
  readonly preferences: Pick<Preferences, 'notices' | 'warnAtUsedPercents'>;
  readonly nowMs: number;
  readonly snoozes: Snoozes;
}

interface Seen {
  readonly alert: Alert | null;
  /** null: what is remembered stays. */
  readonly entry: RememberedWindow | null;
  readonly decisions: readonly Pick<Decision, 'thresholdPercent' | 'outcome'>[];
}

/** Decides about one window. */
function lookAt(look: Look): Seen {
  const { reading, isCurrent, window, before } = look;
  const thresholds = look.preferences.warnAtUsedPercents;
  const known = before === null || !isCurrent ? before : rearm(before, window, reading.takenAtMs, thresholds);
  const level = known === null ? 0 : levelOf(known);
  const reached = reachedBy(sureOf(window), thresholds);
  if (reached === null || (known !== null && reached <= level)) {
    const next = known === null ? armed(reading.pool, window.id) : withFall(known, window);
    const unsure = isCurrent && known !== null ? reachedBy(window, thresholds) : null;
    const decisions: Seen['decisions'][number][] = [];
    if (unsure !== null && unsure > level) decisions.push({ thresholdPercent: unsure, outcome: 'uncertain' });
    if (cameBack(before, next)) decisions.push({ thresholdPercent: level, outcome: 'already-announced' });
    return { alert: null, entry: isCurrent ? next : null, decisions };
  }
  const alert = alertOf(reading, window, reached);
  const silence = silenceOf(look, known);
  if (silence === null) return { alert, entry: known, decisions: [] };
  const entry = isCurrent ? announced(alert) : null;
  return { alert: null, entry, decisions: [{ thresholdPercent: reached, outcome: silence }] };
}

/** Why a new crossing is not announced; null: it is. */
function silenceOf(look: Look, known: RememberedWindow | null): Decision['outcome'] | null {
  const { isCurrent, reading, window, tightest, preferences, nowMs, snoozes } = look;
  if (!isCurrent) return 'stale';
  if (known === null) return 'baseline';
  if (!preferences.notices) return 'switched-off';
  if (isSnoozed(snoozes, reading.pool, window.id, nowMs)) return 'snoozed';
  return isFull(window) && window !== tightest ? 'other-window-binds' : null;
}

/** Whether the use has risen again to the threshold that was announced. */
const cameBack = (before: RememberedWindow | null, next: RememberedWindow): boolean =>
  before?.state === 'announced' &&
  next.state === 'announced' &&
  before.thresholdPercent === next.thresholdPercent &&
  before.isBelow === true &&
  next.isBelow !== true;

/** Records that an alert was shown. Not to be called before. */
export const rememberAnnounced = (remembered: RememberedAlerts, alert: Alert): RememberedAlerts =>
  withEntry(remembered, announced(alert));

const announced = ({ pool, window, thresholdPercent }: Alert): RememberedWindow => ({
  pool,
  windowId: window.id,
  state: 'announced',
  thresholdPercent,
  resetsAtMs: fixedReset(window),
});

/** The reading of a status; `isCurrent`: fresh and not old. */
function readingIn(status: PoolStatus, nowMs: number): readonly { reading: Reading; isCurrent: boolean }[] {
  const reading = readingOf(status);
  if (reading === null) return [];
  return [{ reading, isCurrent: status.state === 'fresh' && nowMs - reading.takenAtMs <= tooOldMs }];
}

/** The highest threshold that a window has reached; null: none. Compares whole percents rounded down: 89.99 % is below 90 %. */
const reachedBy = (window: QuotaWindow, thresholds: readonly number[]): number | null =>
  thresholds.reduce<number | null>(
    (highest, percent) => (usedPercent(window) >= percent && percent > (highest ?? 0) ? percent : highest),
    null,
  );

/** A window with what is used for sure: of an estimate without a definite number, the lower bound. */
const sureOf = (window: QuotaWindow): QuotaWindow =>
  window.usedBetween === undefined ? window : { ...window, used: Math.min(window.used, window.usedBetween.from) };

const levelOf = (known: RememberedWindow): number => (known.state === 'announced' ? known.thresholdPercent : 0);

/** Notes whether the use is below the announced threshold. */
function withFall(known: RememberedWindow, window: QuotaWindow): RememberedWindow {
  if (known.state === 'armed') return known;
  const { isBelow, ...rest } = known;
  return usedPercent(window) < known.thresholdPercent ? { ...rest, isBelow: true } : rest;
}

/** The reset that ends a window as a whole; null for a rolling window, of which something comes back all the time. */
const fixedReset = (window: QuotaWindow): number | null => (window.renewal === 'rolling' ? null : window.resetsAtMs);

/** Lowers the announced threshold to the highest one that the use has not clearly left, and arms the window if there is none. */
function rearm(
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

const armed = (pool: Reading['pool'], windowId: QuotaWindow['id']): RememberedWindow => ({
  pool,
  windowId,
  state: 'armed',
});

/** Whether what was announced of a window still holds: it is neither armed again nor past its reset. */
export const isStillAnnounced = (entry: RememberedWindow, nowMs: number): boolean =>
  entry.state === 'announced' && (entry.resetsAtMs === null || entry.resetsAtMs > nowMs);

/** See {@link Alert.tag}. */
const alertTag = (pool: Reading['pool'], windowId: QuotaWindow['id']): string => `${pool}/${windowId}`;

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
  return (
    one.thresholdPercent === other.thresholdPercent &&
    one.resetsAtMs === other.resetsAtMs &&
    one.isBelow === other.isBelow
  );
}
