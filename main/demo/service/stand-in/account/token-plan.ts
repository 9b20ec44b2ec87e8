import { randomUUID } from 'node:crypto';
import { textOf } from '../messages.ts';
import { countParam, pageOf } from '../pages.ts';
import type { AccountState, CreditInstanceState, SeatGroupState, TokenPlanState } from './account.ts';

type Params = Readonly<Record<string, unknown>>;
const dayMs = 86_400_000;

/** Credits are sent as decimal strings with up to eight decimal places. */
const credits = (amount: number): string => String(Math.round(amount * 1e8) / 1e8);

const sum = (groups: readonly SeatGroupState[], of: (group: SeatGroupState) => number): string =>
  credits(groups.reduce((total, group) => total + of(group), 0));

/** `QuerySubscriptionGray`: whether the account is reported by seats. */
export const grayOf = (plan: TokenPlanState | null) => ({ IsGray: plan?.gray ?? false, RequestId: randomUUID() });

const groupOf = (group: SeatGroupState) => ({
  SpecType: group.specType,
  SubscriptionTotalNumber: group.seats,
  SubscriptionAssignedNumber: group.assigned,
  NextCycleFlushTime: group.refreshesAtMs,
  TotalValue: credits(group.totalCredits),
  SurplusValue: credits(group.leftCredits),
  EquityList: [
    { EquityCode: 'credit_value', TotalValue: credits(group.totalCredits), SurplusValue: credits(group.leftCredits) },
  ],
});

/**
 * `GetSeatSubscriptionSummary` (docs/facts/qwencloud-protocol.md §4.4); an account without seats gets an empty `Data`.
 */
export function seatSummaryOf(plan: TokenPlanState | null, user: AccountState['user'], params: Params, nowMs: number) {
  if (plan === null || !plan.gray) return { Data: {} };
  return {
    Data: {
      Uid: Number(user.id),
      ProductCode: textOf(params['productCode']),
      PlanName: plan.planName,
      StartTime: plan.startsAtMs,
      EndTime: plan.endsAtMs,
      RemainingDays: Math.max(0, Math.ceil((plan.endsAtMs - nowMs) / dayMs)),
      TotalValue: sum(plan.seatGroups, (group) => group.totalCredits),
      SurplusValue: sum(plan.seatGroups, (group) => group.leftCredits),
      SubscriptionGroupList: plan.seatGroups.map(groupOf),
    },
  };
}

/** `CheckTokenPlanAutoRenewal` (docs/facts/qwencloud-protocol.md §4.8): a number, not a boolean. */
export const autoRenewalOf = ({ tokenPlan }: AccountState) => ({
  Data: { AutoRenewal: tokenPlan?.autoRenews ? 1 : 0, RenewalPeriod: 1, RenewalPeriodUnit: 'M' },
});

/** Which purchases each commodity code lists; the codes of the two sites differ only in their ending. */
const commodities: readonly (readonly [RegExp, CreditInstanceState['commodity']])[] = [
  [/^sfm_tokenplanteams_dp_(intl|cn)$/, 'teams'],
  [/^sfm_tokenplanpersonal_dp_(intl|cn)$/, 'personal'],
  [/^sfm_tokenplanteamsaddon_dp_(intl|cn)$/, 'addon'],
];

const statusOf = ({ status, statusShape }: CreditInstanceState) =>
  statusShape === 'word' ? status : { Code: status, Name: status };

const instanceOf = (instance: CreditInstanceState, code: string) => ({
  InstanceId: instance.instanceId,
  CommodityCode: code,
  CommodityName: instance.name,
  TemplateName: instance.name,
  Status: statusOf(instance),
  InitCapacityBaseValue: credits(instance.totalCredits),
  CurrCapacityBaseValue: credits(instance.leftCredits),
  ...(instance.periodLeftCredits === null
    ? {}
    : {
        CapacityTypeCode: 'periodMonthlyShift',
        periodCapacityBaseValue: credits(instance.periodLeftCredits),
      }),
  StartTime: instance.startsAtMs,
  EndTime: instance.endsAtMs,
  EnableRenew: instance.autoRenews,
});

/** `DescribeFrInstances`: the purchases of one commodity, by page. */
export function creditInstancesOf(instances: readonly CreditInstanceState[], params: Params) {
  const code = textOf(params['CommodityCode']);
  const commodity = commodities.find(([pattern]) => pattern.test(code))?.[1];
  const listed = instances.filter((instance) => instance.commodity === commodity);
  const page = listed.map((instance) => instanceOf(instance, code));
  return {
    RequestId: randomUUID(),
    ...pageOf(page, countParam(params, 'PageNum', 1), countParam(params, 'PageSize', 10)),
  };
}
