/** Builders of answers in the wire's own shapes (qwencloud-protocol §3, §4). */

export const envelope = (data: unknown, code = '200') => ({
  code,
  message: null,
  requestId: 'r-1',
  data,
  httpStatusCode: '200',
  successResponse: true,
});

/** The five places a Type B payload has been seen at (§4.3). */
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
