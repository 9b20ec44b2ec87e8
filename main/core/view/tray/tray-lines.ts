import { hasReset } from '../../quota/calendar.ts';
import type { PoolStatus } from '../../quota/model.ts';
import { packsLeft } from '../../quota/packs.ts';
import { readingOf } from '../../quota/share.ts';
import { explainFailure } from '../explain.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { currencyOf, inOrder } from '../level.ts';
import { countedView } from '../quota/counted-view.ts';
import { windowView } from '../quota/window-view.ts';
import { percentShown, stillCounting } from './tray-picture.ts';
import type { TrayInput } from './tray-view.ts';

/** The requests counted on this computer, as long as the plan's own numbers are unknown. */
export function countedLines({ localCounts, snapshot, locale }: TrayInput): readonly string[] {
  const counted = countedView(localCounts, snapshot, locale);
  return counted === null ? [] : [`≈ ${counted.amountsText}`];
}

/** Why no window is shown. */
export function noWindowLine({ snapshot, session, locale: { words } }: TrayInput): string {
  if (session.state === 'waiting' || session.state === 'starting') return words.tray.waiting;
  const failed = snapshot.pools.find((status) => status.state === 'failed');
  if (failed?.state === 'failed') return explainFailure(failed.failure, words).what;
  if (session.state === 'signed-out') return words.tray.signedOut;
  const asking = snapshot.pools.length === 0 || snapshot.pools.some((status) => status.state === 'loading');
  return asking ? words.tray.loading : words.tray.nothing;
}

/** The windows of a pool, a line each, and what is left in its packs. The short lines leave out the resets. */
export function windowLines(input: TrayInput, status: PoolStatus, length: 'whole' | 'short'): readonly string[] {
  const { snapshot, locale, nowMs, preferences } = input;
  const { words } = locale;
  const currency = currencyOf(snapshot);
  const reading = readingOf(status);
  const left = packsLeft(reading, nowMs);
  const windows = reading === null ? [] : stillCounting(reading.windows, reading, nowMs);
  const isOld = status.state === 'stale' || windows.some((one) => hasReset(one, reading?.takenAtMs ?? nowMs, nowMs));
  const lines = inOrder(windows).map((window) => {
    const { name, isEstimate, reset } = windowView({ window, currency, locale, nowMs });
    const percent = formatPercent(percentShown(window, input), words);
    const amount = words.tray[preferences.trayShows](isEstimate ? `≈ ${percent}` : percent);
    const line = words.tray.window(name, amount, length === 'short' ? null : (reset?.atText ?? null));
    return isOld ? words.tray.windowStale(line) : line;
  });
  return left === 0 ? lines : [...lines, words.tray.packs(words.quota.amount.credits(left, formatNumber(left, words)))];
}
