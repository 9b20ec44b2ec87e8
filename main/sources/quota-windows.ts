import type { QuotaWindow, Reading, WindowId } from '../core/quota/model.ts';
import { type JsonObject, readAmount, readNumber, readText, readTimeMs } from './values.ts';

type WindowKind = Pick<QuotaWindow, 'id' | 'unit' | 'renewal'>;

interface RawWindow {
  readonly used: unknown;
  readonly limit: unknown;
  readonly resetsAt: unknown;
}

/** Builds a window from the server's numbers; null: the limit or the usage is missing or unreadable, or the limit is 0. */
export function exactWindow(kind: WindowKind, raw: RawWindow): QuotaWindow | null {
  const used = readAmount(raw.used);
  const limit = readAmount(raw.limit);
  if (used === null || limit === null || limit === 0) return null;
  return { ...kind, used, limit, resetsAtMs: readTimeMs(raw.resetsAt), certainty: 'exact' };
}

/** The windows of a Coding Plan under the service's own names. */
export const codingPlanFields = [
  { id: 'five-hours', renewal: 'rolling', field: 'per5Hour' },
  { id: 'week', renewal: 'calendar', field: 'perWeek' },
  { id: 'month', renewal: 'calendar', field: 'perBillMonth' },
] as const;

type ReadWindows = Pick<Reading, 'windows' | 'unreadableWindows'>;

/**
 * Builds the request windows; `fields` are their names in the answer. A window without total and usage, or with a total
 * of 0, is absent; any other without both numbers is unreadable.
 */
export function requestWindows<Field>(
  fields: readonly (Omit<WindowKind, 'unit'> & { readonly field: Field })[],
  rawOf: (field: Field) => RawWindow,
): ReadWindows {
  const windows: QuotaWindow[] = [];
  const unreadableWindows: WindowId[] = [];
  for (const { id, renewal, field } of fields) {
    const raw = rawOf(field);
    const window = exactWindow({ id, unit: 'requests', renewal }, raw);
    if (window !== null) windows.push(window);
    else if ((raw.used ?? raw.limit ?? null) !== null && readAmount(raw.limit) !== 0) unreadableWindows.push(id);
  }
  return withUnreadable(windows, unreadableWindows);
}

/** The windows of a reading beside those that could not be read, if there are any. */
export const withUnreadable = (windows: readonly QuotaWindow[], unreadableWindows: readonly WindowId[]): ReadWindows =>
  unreadableWindows.length === 0 ? { windows } : { windows, unreadableWindows };

/** The name of a Coding Plan under any of the names that services give it. */
export const planNameIn = (plan: JsonObject): string | null =>
  ['instanceType', 'instanceName', 'planName', 'packageName']
    .map((name) => readText(plan[name]))
    .find((name) => name !== null) ?? null;

export interface Credits {
  readonly used: number;
  readonly limit: number;
}

/**
 * Credits from a total and what is left of it; null: unreadable. More may be left than the total, because Credits are
 * carried over into the next cycle: the limit is then what is left. A negative rest is an overdrawn plan.
 */
export function readCredits(total: unknown, left: unknown): Credits | null {
  const [limit, rest] = [readAmount(total), readNumber(left)];
  if (limit === null || rest === null) return null;
  return { used: creditsUsed(limit, rest), limit: Math.max(limit, rest) };
}

/** The used part of an amount of Credits, rounded to the service's unit of 1e-8 to remove floating-point noise. */
export const creditsUsed = (total: number, left: number): number => Math.max(0, roundedAmount(total - left));

/** Rounds an amount or a cost to 1e-8, the service's finest unit. */
export const roundedAmount = (value: number): number => Math.round(value * 1e8) / 1e8;

/** What the tiers of a team hold together. */
export const sumOfTiers = (
  tiers: readonly { readonly usedCredits: number; readonly totalCredits: number }[],
): Credits => ({
  used: tiers.reduce((sum, { usedCredits }) => sum + usedCredits, 0),
  limit: tiers.reduce((sum, { totalCredits }) => sum + totalCredits, 0),
});

/** When the first of a team's tiers has its Credits refreshed; null: unknown for every tier. */
export function firstRefreshMs(tiers: readonly { readonly refreshesAtMs: number | null }[]): number | null {
  const refreshes = tiers.flatMap(({ refreshesAtMs }) => refreshesAtMs ?? []);
  return refreshes.length === 0 ? null : Math.min(...refreshes);
}

const shareFields = [
  { id: 'five-hours', renewal: 'fixed', prefix: 'per5Hour' },
  { id: 'week', renewal: 'fixed', prefix: 'per1Week' },
  { id: 'month', renewal: 'calendar', prefix: 'per1Month' },
] as const;

/** The Credits of a plan in each of its windows, as far as they are known. */
export type CreditLimits = Readonly<Partial<Record<(typeof shareFields)[number]['id'], number>>>;

/** Every field name that a window of a personal Token Plan may have. */
export const shareKeys: readonly string[] = shareFields.flatMap(({ prefix }) => [
  `${prefix}Percentage`,
  `${prefix}ResetTime`,
]);

/** A share slightly over 1 is a plan overdrawn by a running request; a higher number must be in another unit, such as percent. */
const highestShare = 1.5;

/**
 * Reads the windows of a personal Token Plan (docs/facts/qwencloud-protocol.md §4.5) from fractions 0..1; any may be
 * absent. A window whose `limits` are known is in Credits, another a share. null: at least one value is not such a
 * fraction, or not such a time, so none of them is trusted.
 */
export function shareWindows(usage: JsonObject, limits: CreditLimits = {}): readonly QuotaWindow[] | null {
  const windows: QuotaWindow[] = [];
  for (const { id, renewal, prefix } of shareFields) {
    const share = usage[`${prefix}Percentage`] ?? null;
    const reset = usage[`${prefix}ResetTime`] ?? null;
    if (share === null) continue;
    if (reset !== null && !Number.isSafeInteger(reset)) return null;
    const window = shareWindow({ id, renewal, resetsAtMs: readTimeMs(reset) }, share, limits[id]);
    if (window === null) return null;
    windows.push(window);
  }
  return windows;
}

/** A window of which the service states a fraction, in Credits if their limit is known; null: it is no fraction. */
export function shareWindow(
  kind: Pick<QuotaWindow, 'id' | 'renewal' | 'resetsAtMs'>,
  share: unknown,
  limit: number | undefined,
): QuotaWindow | null {
  if (typeof share !== 'number' || !(share >= 0 && share <= highestShare)) return null;
  const amount =
    limit === undefined
      ? ({ unit: 'share', used: share, limit: 1 } as const)
      : ({ unit: 'credits', used: roundedAmount(share * limit), limit } as const);
  return { ...kind, ...amount, certainty: 'exact' };
}
