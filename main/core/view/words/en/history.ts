import type { Granularity, NamedPeriod, PeriodProblem } from '../../../usage/breakdown-model.ts';
import type { Explanation } from '../explanation.ts';

/** A single day is no span. */
const span = (fromText: string, toText: string): string =>
  fromText === toText ? `on ${fromText}` : `from ${fromText} to ${toText}`;

export const historyEn = {
  windows: 'Quota windows',
  windowsEmpty: 'Nothing is recorded yet. The lines begin with the first reading.',
  windowsHint: 'Percent used, as this computer saw it. Where the line is broken, there was no reading.',
  curve: (poolText: string, windowText: string, fromText: string, toText: string) =>
    `${poolText}, ${windowText}: used from ${fromText} to ${toText}`,
  curveNow: (percentText: string, highestText: string) => `Now ${percentText}, highest ${highestText}`,
  now: (clockText: string) => `now ${clockText}`,
  used: 'Used',
  ifStopped: 'If you stop',
  atPace: 'At this pace',
  evenPace: 'Even pace to the reset',
  range: (lowText: string, highText: string) => `${lowText} to ${highText}`,
  likely: (likelyText: string, rangeText: string) => `${likelyText} (${rangeText})`,
  noReading: 'No reading',
  values: 'Values of the chart',
  asTable: 'As a table',
  hours: 'Use by hour',
  hoursMost: (whenText: string, amountText: string) => `Busiest hour: ${whenText}, ${amountText} of the limit`,
  byModel: 'Bill of a model',
  onlyBilled: 'Pay-as-you-go only: what a plan or the free tier paid for is not on the bill.',
  model: 'Model',
  modelHint: 'Name of a model',
  noModel: 'Name a model to see what it used.',
  period: 'Period',
  periods: {
    today: 'Today',
    yesterday: 'Yesterday',
    week: 'Last 7 days',
    month: 'This month',
    'last-month': 'Last month',
    quarter: 'This quarter',
    year: 'This year',
  } satisfies Readonly<Record<NamedPeriod, string>>,
  lastDays: (daysText: string) => `Last ${daysText} days`,
  someDays: 'Last … days',
  days: 'Days',
  oneMonth: 'One month…',
  fromTo: 'From … to …',
  month: 'Month',
  from: 'From',
  to: 'To',
  granularity: 'By',
  granularities: { day: 'Day', month: 'Month', quarter: 'Quarter' } satisfies Readonly<Record<Granularity, string>>,
  quarter: (yearText: string, quarterText: string) => `${yearText} Q${quarterText}`,
  asking: 'Asking for the bill…',
  nothing: (modelText: string, fromText: string, toText: string) =>
    `Nothing was billed for ${modelText} ${span(fromText, toText)}.`,
  measure: 'Show',
  cost: 'Cost',
  total: 'Total',
  when: 'When',
  table: (modelText: string, fromText: string, toText: string) => `${modelText} ${span(fromText, toText)}`,
  chart: (measureText: string, modelText: string, fromText: string, toText: string) =>
    `${measureText} of ${modelText} ${span(fromText, toText)}`,
  chartHighest: (totalText: string, highestText: string, whenText: string) =>
    `${totalText} in total, at most ${highestText} (${whenText})`,
  copyAll: (format: 'JSON' | 'CSV') => `Copy all as ${format}`,
  copyJson: 'Copy as JSON',
  copyCsv: 'Copy as CSV',
  copied: 'Copied',
  periodProblems: {
    'not-a-date': {
      what: 'That is not a date.',
      wayOut: 'Write a day as YYYY-MM-DD and a month as YYYY-MM.',
    },
    'not-a-count': { what: 'That is not a number of days.', wayOut: 'Enter a whole number from 1 to 366.' },
    'from-after-to': { what: 'The first day is after the last.', wayOut: 'Swap the two days.' },
    'too-far-back': { what: 'The bill goes back one year.', wayOut: 'Choose days of the last twelve months.' },
    'too-long': { what: 'That is more than a year.', wayOut: 'Choose at most one year at a time.' },
    'in-the-future': { what: 'That has not happened yet.', wayOut: 'Choose days up to today.' },
  } satisfies Readonly<Record<PeriodProblem, Explanation>>,
  modelNotFound: (modelText: string) => ({
    what: `Your account has no model “${modelText}”.`,
    wayOut: 'Write the name exactly as the console does.',
  }),
  modelNear: (modelText: string, nearText: string) => ({
    what: `Your account has no model “${modelText}”.`,
    wayOut: `Did you mean ${nearText}?`,
  }),
  superseded: { what: 'A newer question replaced this one.', wayOut: 'Ask again.' },
  /** The user's own requests, as Qwen Code's logs show them. */
  use: {
    title: 'Your use',
    by: 'Requests by',
    groupings: { day: 'Day', model: 'Model', project: 'Project' },
    requests: 'Requests',
    share: 'Share',
    label: (groupingText: string, fromText: string, toText: string, totalText: string) =>
      `Requests by ${groupingText.toLowerCase()} from ${fromText} to ${toText}. ${totalText} in total`,
    total: (totalText: string) => `${totalText} requests in the last 31 days`,
    origin: 'From Qwen Code’s logs on this computer, whoever paid. Requests that it does not log are estimated.',
    none: 'Qwen Code’s logs on this computer show no requests in the last 31 days.',
    unknown: 'Not known',
  },
};
