import { hasCome } from '../../quota/calendar.ts';
import type { Reading } from '../../quota/model.ts';
import { givesNothing, isActive } from '../../quota/plan-status.ts';
import { formatDate, type Locale } from '../format.ts';
import type { Explanation } from '../words/explanation.ts';
import type { Words } from '../words/index.ts';
import { statusName } from './plan-name.ts';

const dayMs = 86_400_000;

type Term = Pick<Extract<Reading, { endsAtMs: unknown }>, 'status' | 'endsAtMs' | 'autoRenews'>;

const termIn = (reading: Reading): Term | null => ('endsAtMs' in reading ? reading : null);

/**
 * Explains that a plan gives nothing any more; null while it runs. A plan that renews by itself is not over because its
 * end has passed: an old reading names the end of the period before.
 */
export function planOver(reading: Reading, nowMs: number, locale: Locale): Explanation | null {
  const term = termIn(reading);
  if (term === null) return null;
  const { status, endsAtMs, autoRenews } = term;
  const { words } = locale;
  const inactive = givesNothing(status) ? status : null;
  const hasEnded = endsAtMs !== null && endsAtMs <= nowMs && (autoRenews !== true || inactive !== null);
  const what = (text: string): Explanation => ({ what: text, wayOut: words.quota.planOverWay });
  if (hasEnded) return what(words.quota.planEnded(formatDate(endsAtMs, nowMs, locale)));
  if (inactive === null) return null;
  const { statusNames, planInactive } = words.quota;
  const known = Object.entries(statusNames).find(([name]) => name === inactive.trim().toLowerCase())?.[1];
  return what(planInactive(known ?? statusNames.invalid));
}

/** Describes status, end, days left and renewal of a plan; null if none of them is known. */
export function termOf(reading: Reading, nowMs: number, locale: Locale): string | null {
  const term = termIn(reading);
  if (term === null) return null;
  const { status, endsAtMs, autoRenews } = term;
  const { words } = locale;
  const parts: string[] = [];
  const statusText = status === null ? null : statusTextOf(status, !hasCome(endsAtMs, nowMs), words);
  if (statusText !== null) parts.push(statusText);
  if (endsAtMs !== null) {
    const dateText = formatDate(endsAtMs, nowMs, locale);
    const daysLeft = Math.floor((endsAtMs - nowMs) / dayMs);
    if (daysLeft < 0) parts.push(words.quota.ended(dateText));
    else {
      const next = autoRenews === true ? words.quota.renews(dateText) : words.quota.ends(dateText);
      parts.push(next, words.quota.daysLeft(daysLeft));
    }
  }
  if (autoRenews === false) parts.push(words.quota.autoRenewOff);
  return parts.length === 0 ? null : parts.join(' · ');
}

/** Names the status. "Active" is left out after the plan's end: it was read before. */
function statusTextOf(status: string, isRunning: boolean, words: Words): string | null {
  const unusual = statusName(status, words);
  if (unusual !== null) return words.quota.status(unusual);
  return isRunning && isActive(status) ? words.quota.planActive : null;
}
