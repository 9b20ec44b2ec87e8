import type { Explanation } from './words-problems.ts';

/** The words of requests counted without a plan to hold them against. Each amount arrives with its unit. */
export interface CountedWords {
  readonly heading: string;
  /** `monthText` is null where nobody knows when the month begins. */
  readonly amounts: (fiveHoursText: string, weekText: string, monthText: string | null) => string;
  readonly hint: Explanation['wayOut'];
  readonly choosePlan: string;
}

export const countedEn: CountedWords = {
  heading: 'Counted on this computer',
  amounts: (fiveHoursText, weekText, monthText) =>
    `${fiveHoursText} in the last 5 hours, ${weekText} since Monday${monthText === null ? '' : `, ${monthText} this month`}`,
  hint: 'Say which plan you have to see what is left of it.',
  choosePlan: 'Choose your plan',
};

export const countedZhCn: CountedWords = {
  heading: '本机统计',
  amounts: (fiveHoursText, weekText, monthText) =>
    `最近 5 小时 ${fiveHoursText}，本周 ${weekText}${monthText === null ? '' : `，本月 ${monthText}`}`,
  hint: '选择你的套餐，即可查看剩余额度。',
  choosePlan: '选择套餐',
};
