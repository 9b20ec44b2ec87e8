import type { QuotaWindow } from '../../core/quota/model.ts';
import { type Origin, type Parsed, unknownShape } from '../parsed.ts';
import { type JsonObject, readAmount, readFlag, readText, readTimeMs } from '../values.ts';
import type { WideAnswer } from './envelope.ts';
import { hasEnded } from './parse-coding-plan.ts';

const windowFields = [
  { id: 'five-hours', prefix: 'per5Hour' },
  { id: 'week', prefix: 'per1Week' },
  { id: 'month', prefix: 'per1Month' },
] as const;

/** A little over 1 is a plan a running request has overdrawn; far over it can only be percent, in a unit we guess at. */
const highestShare = 1.5;

type Windows = { readonly ok: true; readonly windows: readonly QuotaWindow[] } | { readonly ok: false };

function windowsOf(usage: JsonObject): Windows {
  const windows: QuotaWindow[] = [];
  for (const { id, prefix } of windowFields) {
    const raw = usage[`${prefix}Percentage`];
    if (raw === undefined || raw === null) continue;
    const used = readAmount(raw);
    if (used === null || used > highestShare) return { ok: false };
    const resetsAtMs = readTimeMs(usage[`${prefix}ResetTime`]);
    windows.push({ id, unit: 'share', used, limit: 1, resetsAtMs, certainty: 'exact' });
  }
  return { ok: true, windows };
}

/** The first payload with any of `keys`; else the innermost empty one; else null. */
function pick(answer: WideAnswer, keys: readonly string[]): JsonObject | null {
  const known = answer.payloads.find((payload) => keys.some((key) => Object.hasOwn(payload, key)));
  return known ?? answer.payloads.find((payload) => Object.keys(payload).length === 0) ?? null;
}

const usageKeys = windowFields.flatMap(({ prefix }) => [`${prefix}Percentage`, `${prefix}ResetTime`]);
const subscriptionKeys = ['instanceCode', 'specCode', 'status', 'endTime'];

/**
 * Reads a personal Token Plan from its `usage` and `subscription` (§4.5). Windows are fractions 0..1 and any may be
 * absent. `subscription` null: it could not be had, and the windows stand alone. Both confirmed and empty → not
 * subscribed.
 */
export function parsePersonalPlan(
  usage: WideAnswer,
  subscription: WideAnswer | null,
  origin: Origin,
): Parsed<'token-plan-personal'> {
  const used = pick(usage, usageKeys);
  if (used === null) return unknownShape('personal/usage');
  const read = windowsOf(used);
  if (!read.ok) return unknownShape('personal/usage.Percentage');
  const term = subscription === null ? null : pick(subscription, subscriptionKeys);
  if (subscription !== null && term === null) return unknownShape('personal/subscription');
  const silent = read.windows.length === 0 && (term === null || Object.keys(term).length === 0);
  if (silent) {
    const confirmed = usage.confirmed && subscription?.confirmed === true;
    return confirmed ? { outcome: 'not-subscribed' } : unknownShape('personal/usage');
  }
  const status = readText(term?.['status']);
  return {
    outcome: 'reading',
    reading: {
      pool: 'token-plan-personal',
      ...origin,
      windows: hasEnded(status) ? [] : read.windows,
      endsAtMs: readTimeMs(term?.['endTime']),
      autoRenews: readFlag(term?.['autoRenewFlag']),
      tier: readText(term?.['specCode']),
      status,
    },
  };
}
