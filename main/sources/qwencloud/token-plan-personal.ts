import type { Result } from '../../core/failure.ts';
import type { Origin, Parsed } from '../parsed.ts';
import type { Console } from './console.ts';
import type { WideAnswer } from './envelope.ts';
import type { Gateway } from './gateway.ts';
import { parsePersonalPlan } from './parse/parse-personal-plan.ts';
import type { Site } from './sites.ts';

const usageApi = 'zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/usage';
const subscriptionApi = 'zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/subscription';

type Door = Pick<Console, 'callWide'>;

interface PersonalPlan {
  ask(origin: Origin, signal: AbortSignal): Promise<Parsed<'token-plan-personal'>>;
}

/**
 * A personal Token Plan (docs/facts/qwencloud-protocol.md §4.5). China: the console's door. International: which door
 * takes a bearer is unconfirmed, so the gateway is asked first, since it needs no further token, and the console after
 * a refusal; the door that answered is kept for the next time. That these doors call the session ended is believed only
 * if the gateway says so too of a call that is known to work.
 */
export function createPersonalPlan(site: Site, gateway: Gateway, console: Console): PersonalPlan {
  const doors: readonly Door[] = site.region === 'china' ? [console] : [gateway, console];
  let known: Door | null = null;

  async function askAt(door: Door, origin: Origin, signal: AbortSignal): Promise<Parsed<'token-plan-personal'>> {
    const usage = await door.callWide(usageApi, {}, signal);
    if (!usage.ok) return { outcome: 'failed', failure: usage.failure };
    const data = { commodityCode: site.commodity.personalPlan };
    const subscription: Result<WideAnswer> = await door.callWide(subscriptionApi, data, signal);
    return parsePersonalPlan(usage.value, subscription.ok ? subscription.value : null, origin);
  }

  async function ask(origin: Origin, signal: AbortSignal): Promise<Parsed<'token-plan-personal'>> {
    let last: Parsed<'token-plan-personal'> = { outcome: 'failed', failure: { kind: 'offline' } };
    for (const door of known === null ? doors : [known]) {
      last = await askAt(door, origin, signal);
      if (last.outcome !== 'failed') {
        known = door;
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

/** This door does not know the call or does not take the bearer: another may. */
const isRefusal = (kind: string): boolean =>
  ['business-error', 'no-right', 'session-expired', 'unknown-shape', 'login-page', 'server-error'].includes(kind);
