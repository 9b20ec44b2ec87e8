import type { Reading } from '../quota/model.ts';
import { formatDate, type Place } from './format.ts';
import { statusName } from './plan-name.ts';

const dayMs = 86_400_000;

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
