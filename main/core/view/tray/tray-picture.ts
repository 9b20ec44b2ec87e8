import type { PoolStatus, QuotaWindow, WindowId } from '../../quota/model.ts';
import { windowsInAll } from '../../quota/packs.ts';
import { readingOf, tightestOf, tightestWindow, usedPercent, usedShare } from '../../quota/share.ts';
import { inOrder, type Level, levelOf } from '../level.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { TrayBar, TrayPicture } from './panel-icon.ts';
import type { TrayInput } from './tray-view.ts';

/** What the icon speaks of: the window and the pool of the verdict, or else the tightest ones. */
export interface Spoken {
  readonly status: PoolStatus;
  readonly window: QuotaWindow;
  readonly level: Level;
}

/** The window that the icon shows; null: no window is known. */
export function spokenOf({ snapshot, nowMs }: TrayInput, verdict: Verdict | null): Spoken | null {
  const tightest = tightestWindow(snapshot, nowMs);
  if (verdict === null) return tightest === null ? null : { ...tightest, level: levelOf(tightest.window) };
  const { level, windowId } = verdict;
  const status = snapshot.pools.find(({ pool }) => pool === verdict.pool);
  const windows = status === undefined ? [] : windowsOf(status, nowMs);
  const window = windows.find(({ id }) => id === windowId) ?? tightestOf(windows);
  if (status === undefined || window === null) return tightest === null ? null : { ...tightest, level };
  return { status, window, level };
}

/** The windows of a pool, with the packs that follow them. */
function windowsOf(status: PoolStatus, nowMs: number): readonly QuotaWindow[] {
  const reading = readingOf(status);
  return reading === null ? [] : windowsInAll(reading, nowMs);
}

/** The picture in the mode that the user chose. Without a level every mode shows the letter. */
export function pictureOf(input: TrayInput, verdict: Verdict | null, spoken: Spoken | null): TrayPicture {
  const { session, preferences } = input;
  if (spoken === null) return { kind: 'letter', state: session.state === 'signed-out' ? 'signed-out' : 'unknown' };
  const isOld = spoken.status.state === 'stale' || verdict?.isOld === true;
  const state = isOld ? 'stale' : spoken.level;
  switch (preferences.trayMode) {
    case 'ring':
      return { kind: 'ring', state, share: shareShown(spoken.window, input) };
    case 'bars':
      return { kind: 'bars', state, bars: barsOf(input, spoken) };
    case 'percent':
      return { kind: 'percent', state, percent: percentShown(spoken.window, input) };
    case 'icon':
      return { kind: 'letter', state };
  }
}

/** The two tightest windows of the pool, in the usual order; the one that is spoken of is among them. */
function barsOf(input: TrayInput, { status, window, level }: Spoken): readonly TrayBar[] {
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
function shareShown(window: QuotaWindow, { preferences }: TrayInput): number {
  const used = Math.round(usedShare(window) * 200) / 200;
  return preferences.trayShows === 'used' ? used : 1 - used;
}

/** The whole percent that is used, or left. */
export function percentShown(window: QuotaWindow, { preferences }: Pick<TrayInput, 'preferences'>): number {
  const used = usedPercent(window);
  return preferences.trayShows === 'used' ? used : 100 - used;
}
