import type { Reading } from '../quota/model.ts';
import { formatDate, type Place } from './format.ts';
import { statusName } from './plan-name.ts';
import type { Explanation } from './words-problems.ts';

const dayMs = 86_400_000;

/** States in which a plan gives nothing; others are told as they came, and keep their numbers. */
const isInactive = (status: string): boolean =>
  /expire|release|invalid|close|cancel|refund|terminat|stop|frozen/i.test(status);

/**
 * A plan that gives nothing any more, and the way out; null while it runs. One that renews by itself is not over because
 * its end has passed: an old reading may tell of the end before.
 */
export function planOver(reading: Reading, nowMs: number, place: Place): Explanation | null {
  if (reading.pool === 'free-tier' || reading.pool === 'pay-as-you-go') return null;
  const { words } = place;
  const { endsAtMs, autoRenews } = reading;
  const inactive = reading.status !== null && isInactive(reading.status) ? reading.status : null;
  const hasEnded = endsAtMs !== null && endsAtMs <= nowMs && (autoRenews !== true || inactive !== null);
  const what = (text: string): Explanation => ({ what: text, wayOut: words.quota.planOverWay });
  if (hasEnded) return what(words.quota.planEnded(formatDate(endsAtMs, nowMs, place)));
  if (inactive === null) return null;
  const { statusNames, planInactive } = words.quota;
  const known = Object.entries(statusNames).find(([name]) => name === inactive.trim().toLowerCase())?.[1];
  return what(planInactive(known ?? statusNames.invalid));
}

/** End and renewal of a plan, its days left, an odd status; null where there is nothing to say. */
export function termOf(reading: Reading, nowMs: number, place: Place): string | null {
  if (reading.pool === 'free-tier' || reading.pool === 'pay-as-you-go') return null;
  const { words } = place;
  const parts: string[] = [];
  const status = reading.status === null ? null : statusName(reading.status, words);
  if (status !== null) parts.push(words.quota.status(status));
  if (reading.endsAtMs !== null) {
    const dateText = formatDate(reading.endsAtMs, nowMs, place);
    const daysLeft = Math.floor((reading.endsAtMs - nowMs) / dayMs);
    if (daysLeft < 0) parts.push(words.quota.ended(dateText));
    else {
      const next = reading.autoRenews === true ? words.quota.renews(dateText) : words.quota.ends(dateText);
      parts.push(next, words.quota.daysLeft(daysLeft));
    }
  }
  if (reading.autoRenews === false) parts.push(words.quota.autoRenewOff);
  return parts.length === 0 ? null : parts.join(' · ');
}
