import type { QuotaWindow } from '../core/quota/model.ts';
import { type JsonObject, readAmount, readTimeMs } from './values.ts';

interface RawWindow {
  readonly used: unknown;
  readonly limit: unknown;
  readonly resetsAt: unknown;
}

/** A window of the server's own numbers; null where the limit or the use is missing, unreadable, or the limit is 0. */
export function exactWindow(id: QuotaWindow['id'], unit: QuotaWindow['unit'], raw: RawWindow): QuotaWindow | null {
  const used = readAmount(raw.used);
  const limit = readAmount(raw.limit);
  if (used === null || limit === null || limit === 0) return null;
  return { id, unit, used, limit, resetsAtMs: readTimeMs(raw.resetsAt), certainty: 'exact' };
}

/** The windows of requests that can be read; `fields` are their names in the answer. */
export const requestWindows = <Field>(
  fields: readonly { readonly id: QuotaWindow['id']; readonly field: Field }[],
  rawOf: (field: Field) => RawWindow,
): readonly QuotaWindow[] => fields.flatMap(({ id, field }) => exactWindow(id, 'requests', rawOf(field)) ?? []);

/** What is used of an amount of Credits, without the noise of binary fractions: the service counts in 1e-8. */
export const creditsUsed = (total: number, left: number): number => Math.max(0, roundedAmount(total - left));

/** Amounts and costs are counted in 1e-8 at most. */
export const roundedAmount = (value: number): number => Math.round(value * 1e8) / 1e8;

/** When the first of a team's tiers gets its Credits back; null: no tier says when. */
export function firstRefreshMs(tiers: readonly { readonly refreshesAtMs: number | null }[]): number | null {
  const refreshes = tiers.flatMap(({ refreshesAtMs }) => refreshesAtMs ?? []);
  return refreshes.length === 0 ? null : Math.min(...refreshes);
}

const shareFields = [
  { id: 'five-hours', prefix: 'per5Hour' },
  { id: 'week', prefix: 'per1Week' },
  { id: 'month', prefix: 'per1Month' },
] as const;

/** Every name a window of a personal Token Plan may be told by. */
export const shareKeys: readonly string[] = shareFields.flatMap(({ prefix }) => [
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
  for (const { id, prefix } of shareFields) {
    const raw = usage[`${prefix}Percentage`];
    if (raw === undefined || raw === null) continue;
    const used = readAmount(raw);
    if (used === null || used > highestShare) return null;
    const resetsAtMs = readTimeMs(usage[`${prefix}ResetTime`]);
    windows.push({ id, unit: 'share', used, limit: 1, resetsAtMs, certainty: 'exact' });
  }
  return windows;
}
