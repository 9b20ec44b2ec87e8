import { broadRefusal, broadReply } from '../envelopes.ts';
import type { ServiceResponse } from '../messages.ts';
import type { Modes } from '../modes.ts';
import type { PersonalPlanState, ShareState } from './account.ts';

const dayMs = 86_400_000;
const prefix = 'zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/';

/** Monthly Credits of each tier, from the service's public FAQ. */
const monthlyCredits: Readonly<Record<PersonalPlanState['tier'], number>> = {
  lite: 11_500,
  essential: 25_500,
  standard: 45_000,
  pro: 180_000,
};

const shareFields = (name: string, share: ShareState | null) =>
  share === null ? {} : { [`${name}Percentage`]: share.usedShare, [`${name}ResetTime`]: share.resetsAtMs };

const usageOf = (plan: PersonalPlanState, cut: boolean) => ({
  ...shareFields('per5Hour', cut ? null : plan.fiveHours),
  ...shareFields('per1Week', cut ? null : plan.week),
  ...shareFields('per1Month', plan.month),
});

const subscriptionOf = (plan: PersonalPlanState, nowMs: number) => ({
  instanceCode: 'tokenplansolo-1',
  specCode: plan.tier,
  remainingDays: Math.max(0, Math.ceil((plan.endsAtMs - nowMs) / dayMs)),
  startTime: plan.startsAtMs,
  endTime: plan.endsAtMs,
  autoRenewFlag: plan.autoRenews,
  status: plan.status,
});

const quotaConfig = Object.fromEntries(Object.entries(monthlyCredits).map(([tier, monthly]) => [tier, { monthly }]));

export const isPersonalPlanApi = (api: string): boolean => api.startsWith(prefix);

/** The personal Token Plan's three calls (docs/facts/qwencloud-protocol.md §4.5). Without a plan the payload is empty. */
export function personalPlanResponse(
  api: string,
  plan: PersonalPlanState | null,
  nowMs: number,
  modes: Modes,
): ServiceResponse {
  switch (api.slice(prefix.length)) {
    case 'usage':
      return broadReply(plan === null ? {} : usageOf(plan, modes.gateway === 'missing-windows'));
    case 'subscription':
      return broadReply(plan === null ? {} : subscriptionOf(plan, nowMs));
    case 'quota-config':
      return broadReply({ ...quotaConfig, addon_quota: { extrabundle: 10_000 } });
    default:
      return broadRefusal('FAIL_BIZ_API_NOT_FOUND', api);
  }
}
