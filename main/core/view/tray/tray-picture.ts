import { hasReset } from '../../quota/calendar.ts';
import type { PoolStatus, QuotaWindow, Reading, WindowId } from '../../quota/model.ts';
import { windowsInAll } from '../../quota/packs.ts';
import { poolInUse, pressingPool } from '../../quota/pool-in-use.ts';
import { readingOf, shownLeftPercent, shownPercent, tightestOf, tightestWindow, usedShare } from '../../quota/share.ts';
import { inOrder, type Level, levelOf } from '../level.ts';
import { amountInUse } from '../verdict/model-verdict.ts';
import type { Verdict } from '../verdict/verdict-model.ts';
import type { TrayBar, TrayPicture } from './panel-icon.ts';
import type { TrayInput } from './tray-view.ts';

type Amount = Pick<QuotaWindow, 'used' | 'limit'>;

/** What the icon speaks of: the pool of the verdict, or without one the tightest window of all. */
export interface Spoken {
  readonly status: PoolStatus;
  /** That of a window, or the free amount of the model in use; null: the pool has no limit. */
  readonly amount: Amount | null;
  /** The window of that amount; null: it is none of a window. */
  readonly windowId: WindowId | null;
  readonly level: Level;
}

/** What the icon shows; null: nothing is known. */
export function spokenOf({ snapshot, settings, nowMs }: TrayInput, verdict: Verdict | null): Spoken | null {
  if (verdict === null) {
    const tightest = tightestWindow(snapshot, nowMs);
    if (tightest === null) return null;
    const { status, window } = tightest;
    const mayPress = status.pool === pressingPool(poolInUse(settings, snapshot, nowMs), snapshot, nowMs);
    return { status, amount: window, windowId: window.id, level: mayPress ? levelOf(window) : 'calm' };
  }
  const status = snapshot.pools.find(({ pool }) => pool === verdict.pool);
  const reading = status === undefined ? null : readingOf(status);
  if (status === undefined || reading === null) return null;
  const windows = windowsOf(status, nowMs);
  const window = windows.find(({ id }) => id === verdict.windowId) ?? tightestOf(windows);
  const amount = window ?? amountInUse(reading, settings);
  return { status, amount, windowId: window?.id ?? null, level: verdict.level };
}

/** The windows of a pool that still count, with the packs that follow them. */
function windowsOf(status: PoolStatus, nowMs: number): readonly QuotaWindow[] {
  const reading = readingOf(status);
  return reading === null ? [] : stillCounting(windowsInAll(reading, nowMs), reading, nowMs);
}

/** The windows that have not reset since they were read; all of them if each has, and the reading is old. */
export function stillCounting(
  windows: readonly QuotaWindow[],
  { takenAtMs }: Pick<Reading, 'takenAtMs'>,
  nowMs: number,
): readonly QuotaWindow[] {
  const counting = windows.filter((window) => !hasReset(window, takenAtMs, nowMs));
  return counting.length === 0 ? windows : counting;
}

/** The picture in the mode that the user chose. Without an amount every mode shows the letter. */
export function pictureOf(input: TrayInput, verdict: Verdict | null, spoken: Spoken | null): TrayPicture {
  const { session, preferences } = input;
  if (spoken === null) return { kind: 'letter', state: session.state === 'signed-out' ? 'signed-out' : 'unknown' };
  const isOld = spoken.status.state === 'stale' || verdict?.isOld === true;
  const state = isOld ? 'stale' : spoken.level;
  const { amount } = spoken;
  if (amount === null) return { kind: 'letter', state };
  switch (preferences.trayMode) {
    case 'ring':
      return { kind: 'ring', state, share: shareShown(amount, input) };
    case 'bars':
      return { kind: 'bars', state, bars: barsOf(input, spoken, amount) };
    case 'percent':
      return { kind: 'percent', state, percent: percentShown(amount, input) };
    case 'icon':
      return { kind: 'letter', state };
  }
}

/** The two tightest windows of the pool, in the usual order; the one that is spoken of is among them. */
function barsOf(input: TrayInput, { status, windowId, level }: Spoken, amount: Amount): readonly TrayBar[] {
  const window = windowsOf(status, input.nowMs).find(({ id }) => id === windowId);
  if (window === undefined) return [{ share: shareShown(amount, input), level }];
  const others = windowsOf(status, input.nowMs).filter(({ id }) => id !== window.id);
  const second = tightestOf(others);
  const shown = inOrder(second === null ? [window] : [window, second]);
  const levelShown = (id: WindowId, own: Level): Level => (id === window.id ? level : lower(own, level));
  return shown.map((one) => ({ share: shareShown(one, input), level: levelShown(one.id, levelOf(one)) }));
}

const ranks: Readonly<Record<Level, number>> = { calm: 0, amber: 1, red: 2 };
/** No bar is louder than the verdict: of a pool that is not in use it is calm. */
const lower = (one: Level, other: Level): Level => (ranks[one] < ranks[other] ? one : other);

/** Half a percent is less than one pixel of any icon, and equal pictures are not drawn again. */
function shareShown(amount: Amount, { preferences }: TrayInput): number {
  const used = Math.round(usedShare(amount) * 200) / 200;
  return preferences.trayShows === 'used' ? used : 1 - used;
}

/** The whole percent that is used, or left. */
export function percentShown(amount: Amount, { preferences }: Pick<TrayInput, 'preferences'>): number {
  return preferences.trayShows === 'used' ? shownPercent(amount.used, amount.limit) : shownLeftPercent(amount);
}
