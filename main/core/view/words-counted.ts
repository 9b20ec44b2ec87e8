import type { Explanation } from './words-problems.ts';

/** The words of requests counted without a plan to hold them against. Each amount arrives with its unit. */
export interface CountedWords {
  readonly heading: string;
  /** `monthText` is null where nobody knows when the month begins. */
  /** Below each count. */
  readonly spans: Readonly<Record<'fiveHours' | 'week' | 'month', string>>;
  /** All counts in one line. */
  readonly amounts: (fiveHoursText: string, weekText: string, monthText: string | null) => string;
  readonly hint: Explanation['wayOut'];
  readonly choosePlan: string;
}

export const countedEn: CountedWords = {
  heading: 'Requests counted on this computer',
  spans: { fiveHours: 'last 5 hours', week: 'since Monday', month: 'this month' },
  amounts: (fiveHoursText, weekText, monthText) =>
    `${fiveHoursText} in the last 5 hours, ${weekText} since Monday${monthText === null ? '' : `, ${monthText} this month`}`,
  hint: 'Say which plan you have to see what is left of it.',
  choosePlan: 'Choose your plan',
};

export const countedZhCn: CountedWords = {
  heading: '本机统计的请求次数',
  spans: { fiveHours: '最近 5 小时', week: '本周', month: '本月' },
  amounts: (fiveHoursText, weekText, monthText) =>
    `最近 5 小时 ${fiveHoursText}，本周 ${weekText}${monthText === null ? '' : `，本月 ${monthText}`}`,
  hint: '选择你的套餐，即可查看剩余额度。',
  choosePlan: '选择套餐',
};
