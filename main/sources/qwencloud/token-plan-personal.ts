import type { Result } from '../../core/failure.ts';
import type { AddOns } from '../../core/quota/model.ts';
import { givesNothing } from '../../core/quota/plan-status.ts';
import type { Clock } from '../../ports/system.ts';
import type { Origin, Parsed } from '../parsed.ts';
import {
  type PersonalSubscription,
  parseAddOnSummary,
  parsePersonalPlan,
  parsePersonalSubscription,
  parseQuotaConfig,
  usageWindows,
} from '../personal-plan.ts';
import type { CreditLimits } from '../quota-windows.ts';
import type { Console } from './console.ts';
import { payloadOf, type WideAnswer } from './envelope.ts';
import type { Gateway } from './gateway.ts';
import { billedRenewal, type RunningPlan } from './parse/parse-renewal.ts';
import type { Site } from './sites.ts';

const api = (name: string): string => `zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/${name}`;

/** The Credits of the tiers change with the price list, so once a day is enough. */
const limitsLastMs = 24 * 60 * 60 * 1000;

type Endpoint = Pick<Console, 'callWide'>;
type PlanAnswer = Parsed<'token-plan-personal'>;

interface PersonalPlan {
  ask(origin: Origin, signal: AbortSignal): Promise<PlanAnswer>;
}

/**
 * Reads a personal Token Plan (docs/facts/qwencloud-protocol.md §4.5). The Chinese plan is read from the console. For
 * the international one it is unconfirmed which endpoint accepts the access token: the gateway is tried first, because
 * it needs no further token, then the console; the endpoint that worked is tried first the next time.
 * `session-expired` is reported only if the gateway also refuses a call that is known to work.
 */
export function createPersonalPlan(site: Site, gateway: Gateway, console: Console, clock: Clock): PersonalPlan {
  const endpoints: readonly Endpoint[] = site.region === 'china' ? [console] : [gateway, console];
  const { personalPlan, personalAddOn } = site.commodity;
  let known: Endpoint | null = null;
  let limits: { readonly ofTier: ReadonlyMap<string, CreditLimits>; readonly untilMs: number } | null = null;
  let packs: { readonly of: string | null; readonly addOns: AddOns } | null = null;

  /**
   * The Credits of a tier, at worst those of an earlier answer; empty: never known. The console gives them without any
   * credential; only where it does not, the gateway is asked, which answers nothing without one.
   */
  async function limitsOf(tier: string | null, endpoint: Endpoint, signal: AbortSignal): Promise<CreditLimits> {
    if (limits === null || clock.now() >= limits.untilMs) {
      const open = await limitsIn(console.callOpen(api('quota-config'), signal));
      const isAtGateway = open === null && endpoint === gateway;
      const ofTier = isAtGateway ? await limitsIn(gateway.callWide(api('quota-config'), {}, signal)) : open;
      if (ofTier !== null) limits = { ofTier, untilMs: clock.now() + limitsLastMs };
    }
    return limits?.ofTier.get(tier ?? '') ?? {};
  }

  /** The packs of a plan, at worst those of an earlier answer about the same plan. */
  async function packsOf(plan: string | null, endpoint: Endpoint, signal: AbortSignal): Promise<AddOns> {
    const answer = await endpoint.callWide(api('addon/summary'), { commodityCode: personalAddOn }, signal);
    const addOns = answer.ok ? parseAddOnSummary(payloadOf(answer.value)) : null;
    if (addOns !== null) packs = { of: plan, addOns };
    return packs?.of === plan ? packs.addOns : [];
  }

  /** Whether the plan renews itself, by the bill as the service's own page shows it; null: the bill does not say. */
  async function renewalOf(plan: RunningPlan, nowMs: number, signal: AbortSignal): Promise<boolean | null> {
    const call = { product: 'BssOpenApi', action: 'QueryAvailableInstances', params: {} };
    const answer = await gateway.call(call, signal);
    return answer.ok ? billedRenewal(answer.value, plan, personalPlan, nowMs) : null;
  }

  async function subscriptionAt(endpoint: Endpoint, nowMs: number, signal: AbortSignal): Promise<PersonalSubscription> {
    const answer = await endpoint.callWide(api('subscription'), { commodityCode: personalPlan }, signal);
    return answer.ok ? parsePersonalSubscription(payloadOf(answer.value), nowMs) : { outcome: 'unknown' };
  }

  async function askAt(endpoint: Endpoint, origin: Origin, signal: AbortSignal): Promise<PlanAnswer> {
    const usage = await endpoint.callWide(api('usage'), {}, signal);
    if (!usage.ok) return { outcome: 'failed', failure: usage.failure };
    const subscription = await subscriptionAt(endpoint, origin.takenAtMs, signal);
    const parts = { usage: payloadOf(usage.value), subscription, addOns: [] };
    if (subscription.outcome !== 'plan' || givesNothing(subscription.status)) return parsePersonalPlan(parts, origin);
    const limits = await limitsOf(subscription.tier, endpoint, signal);
    const addOns = await packsOf(subscription.instanceCode, endpoint, signal);
    const autoRenews = (await renewalOf(subscription, origin.takenAtMs, signal)) ?? subscription.autoRenews;
    const plan = { ...parts, subscription: { ...subscription, autoRenews }, limits, addOns };
    if (usageWindows(parts.usage)?.length !== 0) return parsePersonalPlan(plan, origin);
    // A running plan now and then comes without its use for a moment.
    const again = await endpoint.callWide(api('usage'), {}, signal);
    return parsePersonalPlan(again.ok ? { ...plan, usage: payloadOf(again.value) } : plan, origin);
  }

  async function ask(origin: Origin, signal: AbortSignal): Promise<PlanAnswer> {
    let last: PlanAnswer = { outcome: 'failed', failure: { kind: 'offline' } };
    for (const endpoint of known === null ? endpoints : [known]) {
      last = await askAt(endpoint, origin, signal);
      if (last.outcome !== 'failed') {
        known = endpoint;
        return last;
      }
      if (!isRefusal(last.failure.kind)) return last;
    }
    known = null;
    const ended = last.outcome === 'failed' && last.failure.kind === 'session-expired';
    return ended && (await isStillKnown(signal)) ? refused : last;
  }

  async function isStillKnown(signal: AbortSignal): Promise<boolean> {
    const call = { product: 'BssOpenAPI-V3', action: 'QuerySubscriptionGray', params: {} };
    return (await gateway.call(call, signal)).ok;
  }

  return { ask };
}

async function limitsIn(call: Promise<Result<WideAnswer>>): Promise<ReadonlyMap<string, CreditLimits> | null> {
  const answer = await call;
  return answer.ok ? parseQuotaConfig(payloadOf(answer.value)) : null;
}

const refused: PlanAnswer = {
  outcome: 'failed',
  failure: { kind: 'no-right', code: 'login-required' },
};

/** This endpoint does not know the call or does not accept the token, so another endpoint may work. */
const isRefusal = (kind: string): boolean =>
  ['business-error', 'no-right', 'session-expired', 'unknown-shape', 'login-page', 'server-error'].includes(kind);
