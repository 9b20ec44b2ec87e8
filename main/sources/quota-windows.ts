import type { QuotaWindow } from '../core/quota/model.ts';
import { type JsonObject, readAmount, readTimeMs } from './values.ts';

const fields = [
  { id: 'five-hours', prefix: 'per5Hour' },
  { id: 'week', prefix: 'per1Week' },
  { id: 'month', prefix: 'per1Month' },
] as const;

/** Every name a window of a personal Token Plan may be told by. */
export const shareKeys: readonly string[] = fields.flatMap(({ prefix }) => [
  `${prefix}Percentage`,
  `${prefix}ResetTime`,
]);

/** A little over 1 is a plan a running request has overdrawn; far over it can only be percent, in a unit we guess at. */
const highestShare = 1.5;

/**
 * The windows of a personal Token Plan (docs/facts/qwencloud-protocol.md §4.5), told as fractions 0..1; any may be
 * absent. null: one that is there is no such fraction, so that none can be believed.
 */
export function shareWindows(usage: JsonObject): readonly QuotaWindow[] | null {
  const windows: QuotaWindow[] = [];
  for (const { id, prefix } of fields) {
    const raw = usage[`${prefix}Percentage`];
    if (raw === undefined || raw === null) continue;
    const used = readAmount(raw);
    if (used === null || used > highestShare) return null;
    const resetsAtMs = readTimeMs(usage[`${prefix}ResetTime`]);
    windows.push({ id, unit: 'share', used, limit: 1, resetsAtMs, certainty: 'exact' });
  }
  return windows;
}
