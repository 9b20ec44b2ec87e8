/** Requests per window of the two sizes of the Coding Plan (docs/facts/plans.md §1). */
export const codingPlanSizes = {
  lite: { 'five-hours': 1_200, week: 9_000, month: 18_000 },
  pro: { 'five-hours': 6_000, week: 45_000, month: 90_000 },
} as const;

/** Credits a month of the tiers of the personal Token Plan (docs/facts/plans.md §2). */
export const tokenPlanSizes = {
  lite: { month: 11_500 },
  essential: { month: 25_500 },
  standard: { month: 45_000 },
  pro: { month: 180_000 },
} as const;
