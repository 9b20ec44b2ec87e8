import { givesNothing } from '../../../core/quota/plan-status.ts';
import { type Origin, type Parsed, unknownShape } from '../../parsed.ts';
import { readStatus } from '../../plan-status.ts';
import { shareKeys, shareWindows } from '../../quota-windows.ts';
import { type JsonObject, readFlag, readText, readTimeMs } from '../../values.ts';
import type { WideAnswer } from '../envelope.ts';

/** The first payload with any of `keys`, otherwise the first empty one, otherwise null. */
function pick(answer: WideAnswer, keys: readonly string[]): JsonObject | null {
  const known = answer.payloads.find((payload) => keys.some((key) => Object.hasOwn(payload, key)));
  return known ?? answer.payloads.find((payload) => Object.keys(payload).length === 0) ?? null;
}

const subscriptionKeys = ['instanceCode', 'specCode', 'status', 'endTime'];

/**
 * Reads a personal Token Plan from its `usage` and `subscription` (docs/facts/qwencloud-protocol.md §4.5). Windows are
 * fractions 0..1 and any may be absent. `subscription` null: it could not be read, and only the windows are reported.
 * Both confirmed and empty → not subscribed.
 */
export function parsePersonalPlan(
  usage: WideAnswer,
  subscription: WideAnswer | null,
  origin: Origin,
): Parsed<'token-plan-personal'> {
  const used = pick(usage, shareKeys);
  if (used === null) return unknownShape('personal/usage');
  const windows = shareWindows(used);
  if (windows === null) return unknownShape('personal/usage.Percentage');
  const term = subscription === null ? null : pick(subscription, subscriptionKeys);
  if (subscription !== null && term === null) return unknownShape('personal/subscription');
  const silent = windows.length === 0 && (term === null || Object.keys(term).length === 0);
  if (silent) {
    const confirmed = usage.confirmed && subscription?.confirmed === true;
    return confirmed ? { outcome: 'not-subscribed' } : unknownShape('personal/usage');
  }
  const status = readStatus(term?.['status']);
  return {
    outcome: 'reading',
    reading: {
      pool: 'token-plan-personal',
      ...origin,
      windows: givesNothing(status) ? [] : windows,
      endsAtMs: readTimeMs(term?.['endTime']),
      autoRenews: readFlag(term?.['autoRenewFlag']),
      tier: readText(term?.['specCode']),
      status,
      addOns: [],
    },
  };
}
