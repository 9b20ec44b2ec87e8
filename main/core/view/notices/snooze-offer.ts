import type { Snoozes, WindowSnooze } from '../../notices/snooze.ts';
import { knownWindow } from '../../notices/subjects.ts';
import type { Preferences } from '../../preferences.ts';
import type { Snapshot } from '../../quota/model.ts';
import { wholeAtMs } from '../../quota/window-span.ts';
import { formatClock, type Locale } from '../format.ts';
import type { Verdict } from '../verdict/verdict-model.ts';
import { isOfWindow, type PendingNotice } from './said-by-verdict.ts';

/** What can be done about the notices of the window that the verdict speaks of. */
export interface SnoozeOffer {
  /** What the action asks for. */
  readonly wanted: WindowSnooze;
  readonly actionText: string;
  /** How it stands; null: notices come. */
  readonly stateText: string | null;
}

interface Input {
  readonly snapshot: Pick<Snapshot, 'pools'>;
  readonly preferences: Pick<Preferences, 'notices'>;
  readonly snoozes?: Snoozes;
  readonly pendingNotices?: readonly PendingNotice[];
  readonly nowMs: number;
  readonly locale: Locale;
}

/** Offers to snooze a window that is amber or red or has a notice, and to take that back; null: no notice of it is to be expected. */
export function snoozeOffer(
  verdict: Verdict | null,
  { snapshot, preferences, snoozes = [], pendingNotices = [], nowMs, locale }: Input,
): SnoozeOffer | null {
  if (verdict === null || verdict.windowId === null || !preferences.notices) return null;
  const { notice } = locale.words;
  const window = { pool: verdict.pool, windowId: verdict.windowId };
  const snooze = snoozes.find(
    ({ pool, windowId, untilMs }) => pool === window.pool && windowId === window.windowId && untilMs > nowMs,
  );
  if (snooze === undefined) {
    if (verdict.level === 'calm' && !pendingNotices.some((notice) => isOfWindow(notice, verdict))) return null;
    return { wanted: { ...window, isSnoozed: true }, actionText: notice.snooze, stateText: null };
  }
  const known = knownWindow(snapshot, window, nowMs);
  // Enough may be back before, where no reset brings back all of it.
  const isSooner = snooze.hadHalf !== true && known !== undefined && wholeAtMs(known, nowMs) === null;
  const untilText = isSooner ? null : formatClock(snooze.untilMs, nowMs, locale);
  return {
    wanted: { ...window, isSnoozed: false },
    actionText: notice.undoSnooze,
    stateText: notice.snoozed(untilText),
  };
}
