import type { AddOns, QuotaWindow } from '../core/quota/model.ts';
import { givesNothing } from '../core/quota/plan-status.ts';
import { type Origin, type Parsed, unknownShape } from './parsed.ts';
import { type CreditLimits, shareKeys, shareWindows } from './quota-windows.ts';
import { isObject, type JsonObject, readAmount, readFlag, readText, readTimeMs } from './values.ts';

/** The content of one answer about a personal Token Plan; `none`: a success without content; null: unreadable. */
export type Payload = JsonObject | 'none' | null;

/** Whether this is a business envelope of the service, `{code, success, data?}`. */
export const isBusinessEnvelope = (value: unknown): value is JsonObject =>
  isObject(value) && Object.hasOwn(value, 'success') && Object.hasOwn(value, 'code');

/** Whether a business envelope is the official form of "none": a success without data. */
export const isEmptySuccess = (value: unknown): boolean =>
  isBusinessEnvelope(value) &&
  value['code'] === 'SUCCESS' &&
  value['success'] === true &&
  (value['data'] ?? null) === null;

/** What the service says of a personal Token Plan itself, without its use. */
export type PersonalSubscription =
  | { readonly outcome: 'none' }
  /** An answer that confirms neither a plan nor that there is none. */
  | { readonly outcome: 'unknown' }
  | {
      readonly outcome: 'plan';
      readonly instanceCode: string | null;
      readonly tier: string | null;
      readonly status: string;
      readonly endsAtMs: number | null;
      readonly autoRenews: boolean | null;
    };

/** The tiers that the official client knows; of another tier nothing is confirmed. */
const tiers = ['lite', 'essential', 'standard', 'pro'];

const unknown: PersonalSubscription = { outcome: 'unknown' };

/**
 * Reads `subscription` as strictly as the official client (docs/facts/qwencloud-protocol.md §4.5): "none" is a success
 * without data; a plan runs if it is VALID, whole and within its term. A plan that the service calls ended is reported
 * with that status; anything else is unknown.
 */
export function parsePersonalSubscription(plan: Payload, nowMs: number): PersonalSubscription {
  if (plan === 'none') return { outcome: 'none' };
  const status = plan?.['status'];
  if (plan === null || typeof status !== 'string') return unknown;
  const isConfirmed = status === 'VALID' ? isWhole(plan, nowMs) : givesNothing(status);
  if (!isConfirmed) return unknown;
  return {
    outcome: 'plan',
    instanceCode: readText(plan['instanceCode']),
    tier: readText(plan['specCode']),
    status,
    endsAtMs: readTimeMs(plan['endTime']),
    autoRenews: readFlag(plan['autoRenewFlag']),
  };
}

function isWhole(plan: JsonObject, nowMs: number): boolean {
  const { instanceCode, specCode, remainingDays, startTime, endTime, autoRenewFlag, commodityCode } = plan;
  return (
    readText(instanceCode) !== null &&
    typeof specCode === 'string' &&
    tiers.includes(specCode) &&
    typeof remainingDays === 'number' &&
    Number.isFinite(remainingDays) &&
    remainingDays >= 0 &&
    isMoment(startTime) &&
    isMoment(endTime) &&
    startTime <= nowMs &&
    nowMs < endTime &&
    typeof autoRenewFlag === 'boolean' &&
    (commodityCode === undefined || /^sfm_tokenplansolo_public_/.test(String(commodityCode)))
  );
}

const isMoment = (value: unknown): value is number => Number.isSafeInteger(value) && readTimeMs(value) === value;

/**
 * Reads `quota-config`: the Credits of each tier in each window. Entries of other names, such as `addon_quota`, are
 * ignored. A tier without any readable amount makes the whole answer unreadable: null.
 */
export function parseQuotaConfig(config: Payload): ReadonlyMap<string, CreditLimits> | null {
  if (config === null || config === 'none') return null;
  const limits = new Map<string, CreditLimits>();
  for (const tier of tiers) {
    const entry = config[tier];
    if (entry === undefined) continue;
    const [fiveHours, week, month] = ['five_hour', 'weekly', 'monthly'].map((key) => amountIn(entry, key));
    if (!week && !month) return null;
    limits.set(tier, {
      ...(fiveHours && { 'five-hours': fiveHours }),
      ...(week && { week }),
      ...(month && { month }),
    });
  }
  return limits.size === 0 ? null : limits;
}

function amountIn(entry: unknown, key: string): number | null {
  const amount = isObject(entry) ? entry[key] : null;
  return typeof amount === 'number' ? readAmount(amount) : null;
}

/**
 * Reads `addon/summary`: the sum of all packs, with the end of the one that ends first. null: unreadable. An account
 * without packs gives an empty list.
 */
export function parseAddOnSummary(summary: Payload): AddOns | null {
  if (summary === 'none') return [];
  const remainingCredits = readAmount(summary?.['remainingCredits']);
  if (remainingCredits === null) return null;
  const totalCredits = readAmount(summary?.['totalCredits']) || null;
  if (remainingCredits === 0 && totalCredits === null) return [];
  return [{ totalCredits, remainingCredits, endsAtMs: readTimeMs(summary?.['nearestExpireTime']) }];
}

/** The windows of `usage`; empty: it names none; null: unreadable. */
export function usageWindows(usage: Payload, limits: CreditLimits = {}): readonly QuotaWindow[] | null {
  if (usage === 'none') return [];
  return usage === null || isOfOtherNames(usage) ? null : shareWindows(usage, limits);
}

/** Whether it holds values, but none of the names that are known: a window of a new kind, perhaps. */
const isOfOtherNames = (usage: JsonObject): boolean =>
  !shareKeys.some((key) => Object.hasOwn(usage, key)) &&
  Object.values(usage).some((value) => value !== null && value !== undefined);

interface PersonalParts {
  readonly usage: Payload;
  readonly subscription: PersonalSubscription;
  /** The Credits of the plan's tier; left out: unknown, and the windows are then fractions. */
  readonly limits?: CreditLimits;
  readonly addOns: AddOns;
}

/**
 * Reads a personal Token Plan from its parts (docs/facts/qwencloud-protocol.md §4.5). Any window may be absent. A plan
 * that runs but comes without a window is a reading without windows; the store then keeps the earlier ones. What the
 * subscription leaves unknown is null, and without a window either the answer is an unknown shape.
 */
export function parsePersonalPlan(
  { usage, subscription, limits, addOns }: PersonalParts,
  origin: Origin,
): Parsed<'token-plan-personal'> {
  if (subscription.outcome === 'none') return { outcome: 'not-subscribed' };
  const windows = usageWindows(usage, limits);
  if (windows === null) return unknownShape('personal/usage', usage);
  const plan = subscription.outcome === 'plan' ? subscription : null;
  if (plan === null && windows.length === 0) return unknownShape('personal/subscription', usage);
  const isOver = givesNothing(plan?.status ?? null);
  return {
    outcome: 'reading',
    reading: {
      pool: 'token-plan-personal',
      ...origin,
      windows: isOver ? [] : windows,
      endsAtMs: plan?.endsAtMs ?? null,
      autoRenews: plan?.autoRenews ?? null,
      tier: plan?.tier ?? null,
      status: plan?.status ?? null,
      addOns,
    },
  };
}
