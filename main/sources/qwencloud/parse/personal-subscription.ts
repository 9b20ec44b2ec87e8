import type { AddOns } from '../../../core/quota/model.ts';
import { givesNothing } from '../../../core/quota/plan-status.ts';
import type { CreditLimits } from '../../quota-windows.ts';
import { isObject, type JsonObject, readAmount, readFlag, readText, readTimeMs } from '../../values.ts';
import { payloadOf, type WideAnswer } from '../envelope.ts';

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
export function parsePersonalSubscription(answer: WideAnswer, commodity: string, nowMs: number): PersonalSubscription {
  if (answer.isNone) return { outcome: 'none' };
  const plan = payloadOf(answer);
  const status = plan?.['status'];
  if (plan === null || typeof status !== 'string') return unknown;
  const isConfirmed = status === 'VALID' ? isWhole(plan, commodity, nowMs) : givesNothing(status);
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

function isWhole(plan: JsonObject, commodity: string, nowMs: number): boolean {
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
    (commodityCode === undefined || commodityCode === commodity)
  );
}

const isMoment = (value: unknown): value is number => Number.isSafeInteger(value) && readTimeMs(value) === value;

/**
 * Reads `quota-config`: the Credits of each tier in each window. Entries of other names, such as `addon_quota`, are
 * ignored. A tier without any readable amount makes the whole answer unreadable: null.
 */
export function parseQuotaConfig(answer: WideAnswer): ReadonlyMap<string, CreditLimits> | null {
  const config = payloadOf(answer);
  const limits = new Map<string, CreditLimits>();
  for (const tier of tiers) {
    const entry = config?.[tier];
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
export function parseAddOnSummary(answer: WideAnswer): AddOns | null {
  if (answer.isNone) return [];
  const summary = payloadOf(answer);
  const remainingCredits = readAmount(summary?.['remainingCredits']);
  if (remainingCredits === null) return null;
  const totalCredits = readAmount(summary?.['totalCredits']) || null;
  if (remainingCredits === 0 && totalCredits === null) return [];
  return [{ totalCredits, remainingCredits, endsAtMs: readTimeMs(summary?.['nearestExpireTime']) }];
}
