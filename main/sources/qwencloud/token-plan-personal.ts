import type { Result } from '../../core/failure.ts';
import type { Origin, Parsed } from '../parsed.ts';
import type { Console } from './console.ts';
import type { WideAnswer } from './envelope.ts';
import type { Gateway } from './gateway.ts';
import { parsePersonalPlan } from './parse/parse-personal-plan.ts';
import type { Site } from './sites.ts';

const usageApi = 'zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/usage';
const subscriptionApi = 'zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/subscription';

type Endpoint = Pick<Console, 'callWide'>;

interface PersonalPlan {
  ask(origin: Origin, signal: AbortSignal): Promise<Parsed<'token-plan-personal'>>;
}

/**
 * Reads a personal Token Plan (docs/facts/qwencloud-protocol.md §4.5). The Chinese plan is read from the console. For
 * the international one it is unconfirmed which endpoint accepts the access token: the gateway is tried first, because
 * it needs no further token, then the console; the endpoint that worked is tried first the next time.
 * `session-expired` is reported only if the gateway also refuses a call that is known to work.
 */
export function createPersonalPlan(site: Site, gateway: Gateway, console: Console): PersonalPlan {
  const endpoints: readonly Endpoint[] = site.region === 'china' ? [console] : [gateway, console];
  let known: Endpoint | null = null;

  async function askAt(
    endpoint: Endpoint,
    origin: Origin,
    signal: AbortSignal,
  ): Promise<Parsed<'token-plan-personal'>> {
    const usage = await endpoint.callWide(usageApi, {}, signal);
    if (!usage.ok) return { outcome: 'failed', failure: usage.failure };
    const data = { commodityCode: site.commodity.personalPlan };
    const subscription: Result<WideAnswer> = await endpoint.callWide(subscriptionApi, data, signal);
    return parsePersonalPlan(usage.value, subscription.ok ? subscription.value : null, origin);
  }

  async function ask(origin: Origin, signal: AbortSignal): Promise<Parsed<'token-plan-personal'>> {
    let last: Parsed<'token-plan-personal'> = { outcome: 'failed', failure: { kind: 'offline' } };
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

const refused: Parsed<'token-plan-personal'> = {
  outcome: 'failed',
  failure: { kind: 'no-right', code: 'login-required' },
};

/** This endpoint does not know the call or does not accept the token, so another endpoint may work. */
const isRefusal = (kind: string): boolean =>
  ['business-error', 'no-right', 'session-expired', 'unknown-shape', 'login-page', 'server-error'].includes(kind);
