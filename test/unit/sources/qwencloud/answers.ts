import { openWideEnvelope, type WideAnswer } from '../../../../main/sources/qwencloud/envelope.ts';
import { isObject, type JsonObject } from '../../../../main/sources/values.ts';

/** Builders of answers in the wire's own shapes (docs/facts/qwencloud-protocol.md §3, §4). */

export const envelope = (data: unknown, code = '200') => ({
  code,
  message: null,
  requestId: 'r-1',
  data,
  httpStatusCode: '200',
  successResponse: true,
});

/** The five places a Type B payload has been seen at (docs/facts/qwencloud-protocol.md §4.3). */
export const wideShapes = {
  dataV2: (payload: unknown) => ({ DataV2: { ret: ['SUCCESS::ok'], data: { data: payload } } }),
  doublyNested: (payload: unknown) => ({
    DataV2: {
      ret: ['SUCCESS::ok'],
      data: { data: { DataV2: { ret: ['SUCCESS::ok'], data: { data: payload } } } },
    },
  }),
  plain: (payload: unknown) => ({ ret: ['SUCCESS::ok'], data: payload }),
  plainNested: (payload: unknown) => ({
    ret: ['SUCCESS::ok'],
    data: { DataV2: { ret: ['SUCCESS::ok'], data: { data: payload } } },
  }),
  shallow: (payload: unknown) => ({ DataV2: { ret: ['SUCCESS::ok'], data: payload } }),
} as const;

export const codingPlanInstance = {
  instanceType: 'pro',
  status: 'VALID',
  instanceEndTime: '2026-11-07T16:00:00Z',
  autoRenewFlag: true,
  codingPlanQuotaInfo: {
    per5HourTotalQuota: 6000,
    per5HourUsedQuota: 1200,
    per5HourQuotaNextRefreshTime: 1_791_360_000_000,
    perWeekTotalQuota: '45000',
    perWeekUsedQuota: '9000',
    perWeekQuotaNextRefreshTime: 1_791_734_400,
    perBillMonthTotalQuota: 90_000,
    perBillMonthUsedQuota: 18_000,
    perBillMonthQuotaNextRefreshTime: '2026-11-07T16:00:00Z',
  },
};

export const codingPlan = (...instances: readonly unknown[]) => ({ codingPlanInstanceInfos: instances });

/** The inner envelope, opened; a refusal is an answer without anything in it. */
export const wide = (data: unknown): WideAnswer => {
  const opened = openWideEnvelope(data);
  return opened.ok ? opened.value : { payloads: [], confirmed: false, isNone: false };
};
/** What the pager lets through: the objects of a list. */
export const rows = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

export const seats = {
  Data: {
    Uid: 1,
    ProductCode: 'sfm_tokenplanteams_dp_intl',
    PlanName: 'Team',
    EndTime: 1_800_000_000_000,
    SubscriptionGroupList: [
      {
        SpecType: 'standard',
        SubscriptionTotalNumber: 2,
        SubscriptionAssignedNumber: 1,
        NextCycleFlushTime: 1_791_734_400_000,
        EquityList: [{ EquityCode: 'credit_value', TotalValue: '25000', SurplusValue: '6373.93922996' }],
      },
    ],
  },
};
export const creditRows = [
  {
    InstanceId: 'i',
    TemplateName: 'Team',
    Status: { Code: 'valid' },
    InitCapacityBaseValue: '25000',
    CurrCapacityBaseValue: '24000',
    EndTime: 1_800_000_000_000,
    EnableRenew: true,
  },
];
export const freeRows = [
  {
    Status: 'valid',
    InitCapacity: { BaseValue: 1_000_000, ShowUnit: 'Tokens' },
    CurrCapacity: { BaseValue: 803_300, ShowUnit: 'Tokens' },
    Template: { Code: 'tpl-1', Name: 'qwen3-max' },
    CurrentCycleEndTime: '2026-12-31T00:00:00Z',
  },
];
export const billRows = [
  {
    LineItemCategory: 'Usage',
    BillingItemCode: 'token_number',
    ModelName: 'qwen3-max',
    BillQuantity: '12.5',
    StepQuantityUnit: '1K tokens',
    RequireAmount: '0.25',
  },
];
export const usage = { per5HourPercentage: 0.25, per5HourResetTime: 1_791_360_000_000, per1MonthPercentage: 0.5 };
export const subscription = {
  instanceCode: 'i',
  specCode: 'pro',
  status: 'VALID',
  remainingDays: 30,
  startTime: 1_790_000_000_000,
  endTime: 1_800_000_000_000,
  autoRenewFlag: false,
};
