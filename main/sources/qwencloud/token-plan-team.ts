import { type Result, succeed } from '../../core/failure.ts';
import type { Origin, Parsed } from '../parsed.ts';
import { at, type JsonObject, readFlag } from '../values.ts';
import type { Gateway } from './gateway.ts';
import { askAllPages } from './pages.ts';
import { parseAddOns, parseCreditInstances } from './parse/parse-credit-instances.ts';
import { parseSeatSummary } from './parse/parse-seat-summary.ts';
import type { Site } from './sites.ts';

const product = 'BssOpenAPI-V3';
const pageSize = 100;

/**
 * Asks for a team's Token Plan (docs/facts/qwencloud-protocol.md §4.4): first how the account is told, then its seats
 * or its bought instances, then, only for a subscriber, add-on packs and auto-renewal. Those last two are extras: their
 * failure leaves the reading standing with no packs and an unknown renewal.
 */
export async function askTeamPlan(
  gateway: Gateway,
  site: Site,
  origin: Origin,
  signal: AbortSignal,
): Promise<Parsed<'token-plan-team'>> {
  const gray = await gateway.call({ product, action: 'QuerySubscriptionGray', params: {} }, signal);
  if (!gray.ok && gray.failure.kind !== 'business-error') return { outcome: 'failed', failure: gray.failure };
  const bySeats = gray.ok ? readFlag(at(gray.value, 'IsGray') ?? at(gray.value, 'Data', 'IsGray')) : null;
  const told = bySeats === true ? null : await askInstances(gateway, site, origin, signal);
  // Where it is not said how the account is told, only both ways together can say "none".
  const asksSeats = told === null || (told.outcome === 'not-subscribed' && gray.ok && bySeats === null);
  const plan = asksSeats ? await askSeats(gateway, site, origin, signal) : told;
  // Without knowing how the account is told, "none of this kind" proves nothing.
  if (!gray.ok && plan.outcome === 'not-subscribed') return { outcome: 'failed', failure: gray.failure };
  if (plan.outcome !== 'reading') return plan;
  const addOns = await askFrInstances(gateway, site.commodity.teamAddOn, signal);
  const autoRenews = plan.reading.autoRenews ?? (await askRenewal(gateway, site, signal));
  return {
    outcome: 'reading',
    reading: { ...plan.reading, autoRenews, addOns: addOns.ok ? parseAddOns(addOns.value) : [] },
  };
}

async function askSeats(gateway: Gateway, site: Site, origin: Origin, signal: AbortSignal) {
  const params = { productCode: site.commodity.teamPlan };
  const answer = await gateway.call({ product, action: 'GetSeatSubscriptionSummary', params }, signal);
  return answer.ok ? parseSeatSummary(answer.value, origin) : ({ outcome: 'failed', failure: answer.failure } as const);
}

async function askInstances(gateway: Gateway, site: Site, origin: Origin, signal: AbortSignal) {
  const rows = await askFrInstances(gateway, site.commodity.teamPlan, signal);
  return rows.ok ? parseCreditInstances(rows.value, origin) : ({ outcome: 'failed', failure: rows.failure } as const);
}

function askFrInstances(
  gateway: Gateway,
  commodity: string,
  signal: AbortSignal,
): Promise<Result<readonly JsonObject[]>> {
  const action = 'DescribeFrInstances';
  return askAllPages({
    where: action,
    pageSize,
    mostPages: 10,
    ask: (page) => {
      const params = { Group: 'tokenPlan', CommodityCode: commodity, PageNum: page, PageSize: pageSize };
      return gateway.call({ product, action, params }, signal);
    },
  });
}

/** The product is spelt differently for this one call (docs/facts/qwencloud-protocol.md §4.8). */
async function askRenewal(gateway: Gateway, site: Site, signal: AbortSignal): Promise<boolean | null> {
  const params = { CommodityCode: site.commodity.teamPlan };
  const call = { product: 'BssOpenApi', action: 'CheckTokenPlanAutoRenewal', params };
  const answer = await gateway.call(call, signal);
  const known = answer.ok ? answer : succeed(null);
  return readFlag(at(known.value, 'Data', 'AutoRenewal')) ?? readFlag(at(known.value, 'AutoRenewal'));
}
