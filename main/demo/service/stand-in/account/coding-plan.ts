import { broadRefusal, broadReply } from '../envelopes.ts';
import { objectOf, type ServiceResponse, textOf } from '../messages.ts';
import type { CodingPlanState, QuotaState } from './account.ts';

const dayMs = 86_400_000;

function windowFields(prefix: string, quota: QuotaState | null): Readonly<Record<string, number>> {
  if (quota === null) return {};
  const fields = { [`${prefix}TotalQuota`]: quota.limit, [`${prefix}UsedQuota`]: quota.used };
  if (quota.nextRefreshMs === null) return fields;
  return { ...fields, [`${prefix}QuotaNextRefreshTime`]: quota.nextRefreshMs };
}

const instanceOf = (plan: CodingPlanState, nowMs: number) => ({
  instanceType: plan.instanceType,
  instanceName: plan.instanceName,
  status: plan.status,
  nextResetTime: plan.month?.nextRefreshMs ? new Date(plan.month.nextRefreshMs).toISOString() : null,
  autoRenewFlag: plan.autoRenews,
  remainingDays: Math.max(0, Math.ceil((plan.endsAtMs - nowMs) / dayMs)),
  instanceEndTime: plan.endsAtMs,
  codingPlanQuotaInfo: {
    ...windowFields('per5Hour', plan.fiveHours),
    ...windowFields('perWeek', plan.week),
    ...windowFields('perBillMonth', plan.month),
  },
});

/**
 * `codingPlan.queryCodingPlanInstanceInfoV2` (docs/facts/qwencloud-protocol.md §4.3). Accepts the request both bare, as clients
 * send it, and wrapped in `reqDTO`. An account without a plan gets an empty list.
 */
export function codingPlanResponse(
  params: Readonly<Record<string, unknown>>,
  plan: CodingPlanState | null,
  nowMs: number,
): ServiceResponse {
  const wrapped = objectOf(params['reqDTO']) ?? params;
  const request = objectOf(wrapped['queryCodingPlanInstanceInfoRequest']);
  if (request === null || !textOf(request['commodityCode']).startsWith('sfm_codingplan_public_')) {
    return broadRefusal('FAIL_BIZ_PARAM_ERROR', 'commodityCode is required');
  }
  const codingPlanInstanceInfos = plan === null ? [] : [instanceOf(plan, nowMs)];
  return broadReply({ codingPlanInstanceInfos });
}
