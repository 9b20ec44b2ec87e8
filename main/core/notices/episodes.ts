import * as z from 'zod';
import { hourMs, minuteMs } from '../quota/calendar.ts';
import type { RunningOut } from '../quota/forecast/forecast.ts';
import { PoolIdSchema, type PoolStatus, type QuotaWindow, type Reading, WindowIdSchema } from '../quota/model.ts';
import { windowsInAll } from '../quota/packs.ts';
import { isFull, isHalfLeft, leftOf } from '../quota/share.ts';
import type { Decision } from './decision.ts';
import { isSnoozed, type Snoozes } from './snooze.ts';
import { isWanted, type NoticeSwitches } from './wanted.ts';

/** `running-out`: the user was notified that the window will not last. `full`: it was used up, and has not come back. */
export const EpisodesSchema = z
  .array(z.strictObject({ pool: PoolIdSchema, windowId: WindowIdSchema, state: z.enum(['running-out', 'full']) }))
  .readonly();
export type Episodes = z.infer<typeof EpisodesSchema>;

/** A window will run out before it comes back, or enough of it has come back. */
export type EpisodeAlert = {
  readonly pool: Reading['pool'];
  readonly window: QuotaWindow;
} & ({ readonly kind: 'running-out'; readonly runsOutAtMs: number } | { readonly kind: 'returned' });

export interface EpisodeFacts {
  readonly pools: readonly PoolStatus[];
  readonly preferences: NoticeSwitches;
  readonly runOuts: readonly RunningOut[];
  /** When Qwen Code last made a request; null: that is not known here. */
  readonly lastRequestAtMs: number | null;
  readonly snoozes: Snoozes;
  readonly nowMs: number;
  /** What the user uses of a window in an hour of work; null: not known. */
  usualHour(reading: Reading, window: QuotaWindow): number | null;
}

export interface EpisodeDecision {
  readonly due: readonly EpisodeAlert[];
  readonly episodes: Episodes;
  /** The windows that are back: half of them is left, or enough after they were used up. */
  readonly back: readonly Pick<Episodes[number], 'pool' | 'windowId'>[];
  readonly decisions: readonly Decision[];
}

/** From this likelihood on a run-out is announced, and from this one down it is over. */
const announcedFrom = 0.8;
const overFrom = 0.4;
/** A later warning helps nobody. */
const leastLeadMs = 15 * minuteMs;
/** After so long without a request no session is taken to be at work. */
const aliveMs = 15 * minuteMs;
/** Of an unknown user this share of the limit is enough to go on, and never more than the other. */
const enoughShare = 0.1;
const mostShare = 0.5;
const tooOldMs = hourMs;

/**
 * Decides by fresh readings which windows will run out before they come back, once for each episode, and of which windows
 * that were used up enough is back for an hour of the user's usual work. What is due stays due until
 * {@link afterEpisodeAlert} records it.
 */
export function decideEpisodes(facts: EpisodeFacts, episodes: Episodes): EpisodeDecision {
  const { nowMs } = facts;
  const due: EpisodeAlert[] = [];
  const decisions: Decision[] = [];
  const back: { pool: Reading['pool']; windowId: QuotaWindow['id'] }[] = [];
  let after = episodes;
  for (const status of facts.pools) {
    if (status.state !== 'fresh' || nowMs - status.reading.takenAtMs > tooOldMs) continue;
    const windows = windowsInAll(status.reading, nowMs);
    for (const window of windows) {
      const { pool } = status;
      if (isFull(window) && window.id !== 'budget') after = withState(after, pool, window, 'full');
      if (isOver(facts, pool, window)) after = withoutState(after, pool, window.id, 'running-out');
      const wasFull = isIn(after, pool, window.id, 'full');
      if (isHalfLeft(window) || (wasFull && isBack(facts, status.reading, windows, window)))
        back.push({ pool, windowId: window.id });
      for (const alert of alertsOf(facts, status.reading, windows, window, after)) {
        const outcome = silenceOf(facts, alert);
        if (outcome === null) due.push(alert);
        else {
          after = afterEpisodeAlert(after, alert);
          const about = { kind: alert.kind, pool, windowId: window.id, thresholdPercent: null };
          decisions.push({ atMs: nowMs, ...about, outcome });
        }
      }
    }
  }
  return { due, episodes: after, back, decisions };
}

/** Records that an alert was shown. */
export const afterEpisodeAlert = (episodes: Episodes, { kind, pool, window }: EpisodeAlert): Episodes =>
  kind === 'returned' ? withoutState(episodes, pool, window.id, 'full') : withState(episodes, pool, window, kind);

/** Whether a window is in this state. */
export const isIn = (
  episodes: Episodes,
  pool: Reading['pool'],
  windowId: QuotaWindow['id'],
  state: Episodes[number]['state'],
): boolean => episodes.some((one) => one.pool === pool && one.windowId === windowId && one.state === state);

const runOutOf = ({ runOuts }: EpisodeFacts, pool: Reading['pool'], { id }: QuotaWindow): RunningOut | undefined =>
  runOuts.find((one) => one.pool === pool && one.windowId === id);

/** Nothing is foreseen during a break, but that ends no episode, so that it is not announced again after each. */
const isOver = (facts: EpisodeFacts, pool: Reading['pool'], window: QuotaWindow): boolean =>
  isFull(window) ||
  ((runOutOf(facts, pool, window)?.likelihood ?? 0) <= overFrom && (isAlive(facts) || isHalfLeft(window)));

const isAlive = ({ nowMs, lastRequestAtMs }: EpisodeFacts): boolean =>
  lastRequestAtMs === null || nowMs - lastRequestAtMs <= aliveMs;

function alertsOf(
  facts: EpisodeFacts,
  reading: Reading,
  windows: readonly QuotaWindow[],
  window: QuotaWindow,
  episodes: Episodes,
): readonly EpisodeAlert[] {
  const { nowMs } = facts;
  const { pool } = reading;
  const wasFull = isIn(episodes, pool, window.id, 'full');
  if (wasFull && isBack(facts, reading, windows, window)) return [{ kind: 'returned', pool, window }];
  const { runsOutAtMs = 0, likelihood = null } = runOutOf(facts, pool, window) ?? {};
  const isNew = !wasFull && !isFull(window) && !isIn(episodes, pool, window.id, 'running-out');
  const isDue = isNew && isAlive(facts) && (likelihood ?? 0) >= announcedFrom && runsOutAtMs - nowMs >= leastLeadMs;
  return isDue ? [{ kind: 'running-out', pool, window, runsOutAtMs }] : [];
}

/** Whether so much of a window is left that the user can go on: no window of the plan is full. */
function isBack(facts: EpisodeFacts, reading: Reading, windows: readonly QuotaWindow[], window: QuotaWindow): boolean {
  const usual = facts.usualHour(reading, window) ?? window.limit * enoughShare;
  return !windows.some(isFull) && leftOf(window) >= Math.min(usual, window.limit * mostShare);
}

function silenceOf({ preferences, snoozes, nowMs }: EpisodeFacts, { kind, pool, window }: EpisodeAlert) {
  if (!isWanted(kind, preferences)) return 'switched-off';
  // A window that is back is what the user waited for.
  return kind === 'running-out' && isSnoozed(snoozes, pool, window.id, nowMs) ? 'snoozed' : null;
}

function withState(
  episodes: Episodes,
  pool: Reading['pool'],
  { id }: QuotaWindow,
  state: Episodes[number]['state'],
): Episodes {
  return isIn(episodes, pool, id, state) ? episodes : [...episodes, { pool, windowId: id, state }];
}

/** Returns the same array if nothing changes. */
function withoutState(
  episodes: Episodes,
  pool: Reading['pool'],
  windowId: QuotaWindow['id'],
  state: Episodes[number]['state'],
): Episodes {
  if (!isIn(episodes, pool, windowId, state)) return episodes;
  return episodes.filter((one) => one.pool !== pool || one.windowId !== windowId || one.state !== state);
}
