import type { Explanation } from './problems.ts';

/** The words of requests counted without a plan to hold them against. Each amount arrives with its unit. */
export interface CountedWords {
  readonly heading: string;
  /** Below each count. */
  readonly spans: Readonly<Record<'fiveHours' | 'week' | 'month', string>>;
  /** All counts in one line; `monthText` is null where nobody knows when the month begins. */
  readonly amounts: (fiveHoursText: string, weekText: string, monthText: string | null) => string;
  readonly hint: Explanation['wayOut'];
  readonly choosePlan: string;
}
