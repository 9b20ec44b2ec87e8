import type { CountedWords } from '../counted.ts';

export const countedEn: CountedWords = {
  heading: 'Requests counted on this computer',
  spans: { fiveHours: 'last 5 hours', week: 'since Monday', month: 'this month' },
  amounts: (fiveHoursText, weekText, monthText) =>
    `${fiveHoursText} in the last 5 hours, ${weekText} since Monday${monthText === null ? '' : `, ${monthText} this month`}`,
  hint: 'Say which plan you have to see what is left of it.',
  choosePlan: 'Choose your plan',
};
