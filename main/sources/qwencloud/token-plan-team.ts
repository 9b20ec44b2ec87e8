import { type Result, succeed } from '../../core/failure.ts';
import type { Origin, Parsed } from '../parsed.ts';
import { at, type JsonObject, readFlag } from '../values.ts';
import type { Gateway } from './gateway.ts';
import { askAllPages } from './pages.ts';
import { parseAddOns, parseCreditInstances } from './parse/parse-credit-instances.ts';
import { parseSeatSummary, withRenewal } from './parse/parse-seat-summary.ts';
import type { Site } from './sites.ts';

const product = 'BssOpenAPI-V3';
const pageSize = 100;

/**
 * Requests a team's Token Plan (docs/facts/qwencloud-protocol.md §4.4). The first request finds out whether the plan is
 * reported by seats or by instances, the next ones read those. Subscribers' add-on packs and auto-renewal follow; if
 * they fail, the reading has no packs and an unknown renewal.
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
  const byInstances = bySeats === true ? null : await askInstances(gateway, site, origin, signal);
  // If it is unknown how the plan is reported, "not subscribed" needs both seats and instances to be empty.
  const asksSeats = byInstances === null || (byInstances.outcome === 'not-subscribed' && gray.ok && bySeats === null);
  const plan = asksSeats ? await askSeats(gateway, site, origin, signal) : byInstances;
  // If the first request failed, an empty list of instances does not prove that there is no plan.
  if (!gray.ok && plan.outcome === 'not-subscribed') return { outcome: 'failed', failure: gray.failure };
  if (plan.outcome !== 'reading') return plan;
  const addOns = await askFrInstances(gateway, site.commodity.teamAddOn, signal);
  const autoRenews = plan.reading.autoRenews ?? (await askRenewal(gateway, site, signal));
  return {
    outcome: 'reading',
    reading: { ...withRenewal(plan.reading, autoRenews), addOns: addOns.ok ? parseAddOns(addOns.value) : [] },
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

/** This one call spells the parameter's name differently (docs/facts/qwencloud-protocol.md §4.8). */
async function askRenewal(gateway: Gateway, site: Site, signal: AbortSignal): Promise<boolean | null> {
  const params = { CommodityCode: site.commodity.teamPlan };
  const call = { product: 'BssOpenApi', action: 'CheckTokenPlanAutoRenewal', params };
  const answer = await gateway.call(call, signal);
  const known = answer.ok ? answer : succeed(null);
  return readFlag(at(known.value, 'Data', 'AutoRenewal')) ?? readFlag(at(known.value, 'AutoRenewal'));
}
