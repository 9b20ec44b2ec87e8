import type { AddOns, QuotaWindow } from '../../../core/quota/model.ts';
import { givesNothing } from '../../../core/quota/plan-status.ts';
import { type Origin, type Parsed, unknownShape } from '../../parsed.ts';
import { type CreditLimits, shareKeys, shareWindows } from '../../quota-windows.ts';
import type { JsonObject } from '../../values.ts';
import { payloadOf, type WideAnswer } from '../envelope.ts';
import type { PersonalSubscription } from './personal-subscription.ts';

export interface PersonalParts {
  readonly usage: WideAnswer;
  readonly subscription: PersonalSubscription;
  /** The Credits of the plan's tier; empty: unknown, and the windows are then fractions. */
  readonly limits: CreditLimits;
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
  if (windows === null) return unknownShape('personal/usage');
  const plan = subscription.outcome === 'plan' ? subscription : null;
  if (plan === null && windows.length === 0) return unknownShape('personal/subscription');
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

/** The windows of `usage`; empty: it names none; null: unreadable. */
export function usageWindows(usage: WideAnswer, limits: CreditLimits): readonly QuotaWindow[] | null {
  if (usage.isNone) return [];
  const payload = payloadOf(usage);
  return payload === null || isOfOtherNames(payload) ? null : shareWindows(payload, limits);
}

/** Whether it holds values, but none of the names that are known: a window of a new kind, perhaps. */
const isOfOtherNames = (payload: JsonObject): boolean =>
  !shareKeys.some((key) => Object.hasOwn(payload, key)) &&
  Object.values(payload).some((value) => value !== null && value !== undefined);
