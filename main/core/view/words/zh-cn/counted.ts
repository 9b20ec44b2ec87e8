import type { CountedWords } from '../counted.ts';

export const countedZhCn: CountedWords = {
  heading: '本机统计的请求次数',
  spans: { fiveHours: '最近 5 小时', week: '本周', month: '本月' },
  amounts: (fiveHoursText, weekText, monthText) =>
    `最近 5 小时 ${fiveHoursText}，本周 ${weekText}${monthText === null ? '' : `，本月 ${monthText}`}`,
  hint: '选择你的套餐，即可查看剩余额度。',
  choosePlan: '选择套餐',
};
