import type { Preferences } from '../preferences.ts';
import { hourMs } from '../quota/calendar.ts';
import type { PoolStatus, QuotaWindow, Reading, Snapshot } from '../quota/model.ts';
import { windowsInAll } from '../quota/packs.ts';
import { isFull, reachedPercent, readingOf, tightestOf } from '../quota/share.ts';
import type { Decision } from './decision.ts';
import {
  armed,
  cameBack,
  fixedReset,
  levelOf,
  type RememberedAlerts,
  type RememberedWindow,
  rearm,
  withEntry,
  withFall,
} from './remembered.ts';
import { isSnoozed, type Snoozes } from './snooze.ts';
import { windowTag } from './subjects.ts';

/** A window has reached a threshold of the preferences. */
export interface Alert {
  /** One per pool and window: a newer notice of the same window replaces the older one. */
  readonly tag: string;
  readonly pool: Reading['pool'];
  readonly window: QuotaWindow;
  /** The highest threshold that the window has reached. */
  readonly thresholdPercent: number;
  /** The lower thresholds that it reached at once, of which nothing is said. */
  readonly passedOver: readonly number[];
}

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
  snapshot: Pick<Snapshot, 'pools'>,
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
  const passedOver = thresholds.filter((percent) => percent > level && percent < reached);
  const alert: Alert = { ...alertOf(reading, window, reached), passedOver };
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

/** Records that an alert was shown. Not to be called before. */
export const rememberAnnounced = (remembered: RememberedAlerts, alert: Alert): RememberedAlerts =>
  withEntry(remembered, announced(alert));

const announced = ({ pool, window, thresholdPercent }: Omit<Alert, 'passedOver'>): RememberedWindow => ({
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
    (highest, percent) => (reachedPercent(window) >= percent && percent > (highest ?? 0) ? percent : highest),
    null,
  );

/** A window with what is used for sure: of an estimate without a definite number, the lower bound. */
const sureOf = (window: QuotaWindow): QuotaWindow =>
  window.usedBetween === undefined ? window : { ...window, used: Math.min(window.used, window.usedBetween.from) };

const alertOf = (reading: Reading, window: QuotaWindow, thresholdPercent: number): Omit<Alert, 'passedOver'> => ({
  tag: windowTag(reading.pool, window.id),
  pool: reading.pool,
  window,
  thresholdPercent,
});
