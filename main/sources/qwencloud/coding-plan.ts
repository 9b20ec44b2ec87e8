import type { Origin, Parsed } from '../parsed.ts';
import type { Gateway } from './gateway.ts';
import { parseCodingPlan } from './parse/parse-coding-plan.ts';
import type { Site } from './sites.ts';

const api = 'zeldaEasy.broadscope-bailian.codingPlan.queryCodingPlanInstanceInfoV2';

/**
 * Requests the Coding Plan with one gateway request, in the form that working clients send. After a business error it
 * retries once in the newer `reqDTO` form (docs/facts/qwencloud-protocol.md §4.3), because it is not known which form
 * the live service prefers.
 */
export async function askCodingPlan(
  gateway: Gateway,
  site: Site,
  origin: Origin,
  signal: AbortSignal,
): Promise<Parsed<'coding-plan'>> {
  const request = {
    queryCodingPlanInstanceInfoRequest: { commodityCode: site.commodity.codingPlan, onlyLatestOne: true },
  };
  const plain = await gateway.callWide(api, request, signal);
  if (plain.ok) return parseCodingPlan(plain.value, origin);
  if (plain.failure.kind !== 'business-error') return { outcome: 'failed', failure: plain.failure };
  const wrapped = await gateway.callWide(api, { reqDTO: request }, signal);
  if (wrapped.ok) return parseCodingPlan(wrapped.value, origin);
  return { outcome: 'failed', failure: wrapped.failure };
}
