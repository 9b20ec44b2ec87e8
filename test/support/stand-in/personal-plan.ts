import { broadRefusal, businessReply } from '../../../main/demo/service/stand-in/envelopes.ts';
import type { ServiceResponse } from '../../../main/demo/service/stand-in/messages.ts';
import type { Modes } from './modes.ts';

/** One window, reported only as a share, 0..1; `quota-config` gives the Credits of each tier. */
interface ShareState {
  readonly usedShare: number;
  readonly resetsAtMs: number;
}

export interface PersonalPlanState {
  readonly tier: 'lite' | 'essential' | 'standard' | 'pro';
  readonly status: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly autoRenews: boolean;
  /** What the bill says of the renewal, if that differs. */
  readonly billRenews?: boolean;
  readonly fiveHours: ShareState | null;
  readonly week: ShareState | null;
  readonly month: ShareState | null;
  /** Packs bought on top, as one sum; left out: none. */
  readonly packs?: {
    readonly totalCredits: number;
    readonly leftCredits: number;
    readonly active: number;
    readonly nearestEndsAtMs: number;
  };
}

const dayMs = 86_400_000;
const instanceCode = 'tokenplansolo-1';
const prefix = 'zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/';

/** The Credits of each tier, from the service's public FAQ: five hours, week and month, which were sold in turn. */
const credits: Readonly<Record<PersonalPlanState['tier'], readonly [number, number, number]>> = {
  lite: [700, 2500, 11_500],
  essential: [1800, 6000, 25_500],
  standard: [3000, 10_000, 45_000],
  pro: [12_000, 40_000, 180_000],
};

function quotaConfigOf(config: Exclude<Modes['quotaConfig'], 'refused'>) {
  const tiers = Object.entries(credits).map(([tier, [fiveHours, weekly, monthly]]) => [
    tier,
    {
      ...(config.startsWith('five-hours') && { five_hour: fiveHours }),
      ...(config.includes('week') && { weekly }),
      ...(config.endsWith('month') && { monthly }),
    },
  ]);
  return { ...Object.fromEntries(tiers), addon_quota: { extrabundle: 20_000 } };
}

const packsOf = ({ packs }: PersonalPlanState) => ({
  totalCredits: packs?.totalCredits ?? 0,
  remainingCredits: packs?.leftCredits ?? 0,
  activeCount: packs?.active ?? 0,
  ...(packs && { nearestExpireTime: packs.nearestEndsAtMs }),
});

const shareFields = (name: string, share: ShareState | null) =>
  share === null ? {} : { [`${name}Percentage`]: share.usedShare, [`${name}ResetTime`]: share.resetsAtMs };

const usageOf = (plan: PersonalPlanState, cut: boolean) => ({
  ...shareFields('per5Hour', cut ? null : plan.fiveHours),
  ...shareFields('per1Week', cut ? null : plan.week),
  ...shareFields('per1Month', plan.month),
});

const subscriptionOf = (plan: PersonalPlanState, nowMs: number) => ({
  instanceCode,
  specCode: plan.tier,
  remainingDays: Math.max(0, Math.ceil((plan.endsAtMs - nowMs) / dayMs)),
  startTime: plan.startsAtMs,
  endTime: plan.endsAtMs,
  autoRenewFlag: plan.autoRenews,
  status: plan.status,
});

/** `QueryAvailableInstances`: what the account bought, as the bill has it (docs/facts/qwencloud-protocol.md §4.5), for both sites. */
export function boughtInstancesOf(plan: PersonalPlanState | null) {
  const list = plan === null ? [] : ['intl', 'cn'].map((site) => instanceOf(plan, `sfm_tokenplansolo_public_${site}`));
  const Data = { InstanceList: list, PageNum: 1, PageSize: 20, TotalCount: list.length };
  return { Success: true, Code: 'Success', Data };
}

const instanceOf = (plan: PersonalPlanState, commodity: string) => ({
  InstanceID: instanceCode,
  ProductCode: 'sfm',
  ProductType: commodity,
  Status: plan.status === 'VALID' ? 'Normal' : 'Expired',
  SubStatus: 'Normal',
  RenewStatus: (plan.billRenews ?? plan.autoRenews) ? 'AutoRenewal' : 'ManualRenewal',
  RenewalDurationUnit: 'M',
  SubscriptionType: 'Subscription',
  CreateTime: new Date(plan.startsAtMs).toISOString(),
  EndTime: new Date(plan.endsAtMs).toISOString(),
});

export const isPersonalPlanApi = (api: string): boolean => api.startsWith(prefix);

/** Whether the service answers this call without a sign-in. */
export const isOpenApi = (api: string): boolean => api === `${prefix}quota-config`;

/** The personal Token Plan's four calls (docs/facts/qwencloud-protocol.md §4.5), in the form that the modes demand. */
export function personalPlanResponse(
  api: string,
  plan: PersonalPlanState | null,
  nowMs: number,
  modes: Modes,
): ServiceResponse {
  const none = () => businessReply(modes.personalPlanForm === 'null-data' ? null : undefined);
  const isHollow = modes.personalPlanForm === 'empty-data';
  switch (api.slice(prefix.length)) {
    case 'usage':
      if (isHollow) return businessReply({});
      if (plan === null || modes.personalPlanForm === 'empty-usage') return none();
      return businessReply(usageOf(plan, modes.gateway === 'missing-windows'));
    case 'subscription':
      if (isHollow) return businessReply({});
      return plan === null ? none() : businessReply(subscriptionOf(plan, nowMs));
    case 'addon/summary':
      return plan === null ? none() : businessReply(packsOf(plan));
    case 'quota-config':
      if (modes.quotaConfig === 'refused') return broadRefusal('FAIL_BIZ_API_NOT_FOUND', api);
      return businessReply(quotaConfigOf(modes.quotaConfig));
    default:
      return broadRefusal('FAIL_BIZ_API_NOT_FOUND', api);
  }
}
