import type { PoolId, QuotaWindow, SourceId, WindowId } from '../../../quota/model.ts';
import { countFormat, pluralRules } from '../../formatters.ts';

const number = countFormat('en');

const rules = pluralRules('en');

const counted = (count: number, one: string, other: string): string =>
  `${number.format(count)} ${rules.select(count) === 'one' ? one : other}`;

/** An amount that arrives formatted, with its unit in the right number. */
const unitOf = (count: number, amountText: string, one: string, other: string): string =>
  `${amountText} ${rules.select(count) === 'one' ? one : other}`;

export const quotaEn = {
  quota: {
    pool: {
      'coding-plan': 'Coding Plan',
      'token-plan-team': 'Token Plan Team',
      'token-plan-personal': 'Token Plan Personal',
      'free-tier': 'Free tier',
      'pay-as-you-go': 'Pay-as-you-go',
    } satisfies Readonly<Record<PoolId, string>>,
    source: {
      qwencloud: 'QwenCloud',
      qianwen: 'Qianwen AI Platform',
      'qwencloud-cli': 'the qwencloud command',
      'qianwen-cli': 'the qianwen command',
      'bailian-cli': 'the bl command',
      'session-log': 'Qwen Code’s logs',
    } satisfies Readonly<Record<SourceId, string>>,
    window: {
      'five-hours': '5 hours',
      week: 'Week',
      month: 'Month',
      credits: 'Credits',
      budget: 'Budget',
    } satisfies Readonly<Record<WindowId, string>>,
    windowInSentence: {
      'five-hours': '5-hour quota',
      week: 'weekly quota',
      month: 'monthly quota',
      credits: 'credits',
      budget: 'monthly budget',
    } satisfies Readonly<Record<WindowId, string>>,
    amount: {
      requests: (count: number, amountText: string) => unitOf(count, amountText, 'request', 'requests'),
      credits: (count: number, amountText: string) => unitOf(count, amountText, 'Credit', 'Credits'),
      share: (_count: number, amountText: string) => amountText,
      money: (_count: number, amountText: string) => amountText,
    } satisfies Readonly<Record<QuotaWindow['unit'], (count: number, amountText: string) => string>>,
    used: (amountText: string) => `${amountText} used`,
    usedBetween: (fromText: string, toText: string | null) =>
      toText === null ? `at least ${fromText} used` : `${fromText} to ${toText} used`,
    left: (amountText: string) => `${amountText} left`,
    usedOf: (usedText: string, limitText: string) => `${usedText} of ${limitText}`,
    leftOf: (leftText: string, limitText: string) => `${leftText} left of ${limitText}`,
    percentUsed: (percentText: string) => `${percentText} used`,
    percentLeft: (percentText: string) => `${percentText} left`,
    resets: (clockText: string) => `resets ${clockText}`,
    resetsIn: (durationText: string) => `Resets in ${durationText}`,
    resetsSoon: 'Resets any moment',
    resetDue: (clockText: string) => `Reset was due ${clockText}`,
    resetUnknown: 'Reset time not given',
    resetsWithin: (lengthText: string) =>
      `Resets within ${lengthText}: the service named a later time, which cannot be right`,
    comesBackWithin: (lengthText: string) =>
      `Comes back within ${lengthText}: the service named a later time, which cannot be right`,
    unreadable: 'could not be read',
    runsOut: (clockText: string, durationText: string) => `At this pace it runs out ${clockText} (in ${durationText})`,
    mayRunOut: (clockText: string, durationText: string) => `It may run out ${clockText} (in ${durationText})`,
    runOutBetween: (sentence: string, fromText: string, toText: string) =>
      `${sentence}, most likely between ${fromText} and ${toText}`,
    likelyBetween: (fromText: string, toText: string) => `Most likely empty between ${fromText} and ${toText}`,
    forecastScore: (rightText: string, allText: string) =>
      `The last forecasts were right within 20 minutes in ${rightText} of ${allText}`,
    lastsAtPace: (percentText: string) =>
      `Lasts at this pace: most likely at most ${percentText} used in the next 5 hours`,
    lasts: (amountText: string) => `Lasts until the reset, with ≈ ${amountText} left`,
    stopsFirst: 'Stops you first',
    halfBack: (clockText: string, percentText: string) => `If you stop now, ${percentText} is free by ${clockText}`,
    keepUp: (amountText: string) => `You can use ≈ ${amountText} an hour for the next 5 hours`,
    perHourUntilReset: (amountText: string) => `You can use ≈ ${amountText} an hour until the reset`,
    perDayUntilReset: (amountText: string) => `You can use ≈ ${amountText} a day until the reset`,
    fiveHoursLeft: (count: number, countText: string) =>
      `Enough for ≈ ${unitOf(count, countText, 'full 5-hour window', 'full 5-hour windows')}`,
    whatIf: {
      title: (daysText: string) => `With your use of the last ${daysText} days (estimate)`,
      plan: (planText: string, oftenText: string) => `${planText}: ${oftenText}`,
      full: (windowText: string, timesText: string) => `${windowText} full ${timesText}×`,
      never: 'never full',
      noCredits: 'Token Plan: unknown, because requests do not tell their Credits',
      noRequests: 'Coding Plan: unknown, because Credits do not tell their requests',
    },
    rolling: (lengthText: string) => `Each request comes back ${lengthText} after it was made.`,
    comesBack: (clockText: string) => `starts coming back at ${clockText}`,
    comesBackFrom: (clockText: string) => `Starts coming back at ${clockText}`,
    comesBackBy: (amountText: string, clockText: string) => `≈ +${amountText} by ${clockText}`,
    notBegun: 'Begins with the next request',
    willNotLast: 'will not last at this pace',
    mayNotLast: 'may not last at this pace',
    packsAmong: (amountText: string) => `Packs hold ${amountText} of what is left`,
    packsNext: (amountText: string) => `Then packs: ${amountText} left`,
    packsInUse: (amountText: string) => `Packs in use: ${amountText} left`,
    estimate: 'Estimate',
    estimateHint: 'Counted on this computer, not reported by the service.',
    movedHint: '≈ The service’s number plus what this computer has counted since.',
    from: (sourceText: string) => `From ${sourceText}`,
    updated: (ageText: string) => `Updated ${ageText}`,
    lastGood: (ageText: string) => `Last good reading ${ageText}`,
    loading: 'Loading…',
    firstLoad: 'Asking for your quota…',
    stale: 'Old numbers',
    failed: 'No numbers',
    nothingSubscribed: 'No plan on this account.',
    notSubscribedWay: (otherSiteText: string | null) =>
      otherSiteText === null
        ? 'Choose a plan, or sign in with the account that has one.'
        : `If your plan is at ${otherSiteText}, sign in there. If you only have a key, Qwen Code’s own logs can be counted instead.`,
    tryOtherSite: (siteText: string) => `Sign in at ${siteText}`,
    useLogs: 'Count from the logs',
    notSubscribedList: (poolsText: string) => `Not subscribed: ${poolsText}`,
    seePlans: 'See the plans',
    oauthEnded: {
      what: 'Your settings still point at Qwen OAuth, which ended on 2026-04-15.',
      wayOut: 'It has no quota any more, and Qwen Code does not start with it. Choose another provider.',
    },
    chooseProvider: 'Choose a provider',
    disagreement: (windowText: string, otherText: string, shownText: string, otherShareText: string) =>
      `${windowText}: ${otherShareText} used according to ${otherText}; shown here is ${shownText}.`,
    usedElsewhere: 'Qwen Code’s logs on this computer show less: the plan is used elsewhere too.',
    ends: (dateText: string) => `Plan ends ${dateText}`,
    ended: (dateText: string) => `Plan ended ${dateText}`,
    endsOn: (dateText: string) => `ends ${dateText}`,
    endedOn: (dateText: string) => `ended ${dateText}`,
    planEnded: (dateText: string) => `This plan ended on ${dateText}.`,
    planInactive: (statusText: string) => `This plan is ${statusText}.`,
    planOverWay: 'Renew it in the console. The numbers then come back by themselves.',
    daysLeft: (count: number) => counted(count, 'day left', 'days left'),
    renews: (dateText: string) => `Renews ${dateText}`,
    autoRenewOff: 'renewal off',
    statusNames: {
      exhaust: 'used up',
      expire: 'expired',
      expired: 'expired',
      invalid: 'not active',
      stop: 'stopped',
      frozen: 'frozen',
    },
    planActive: 'Active',
    status: (statusText: string) => `Status: ${statusText}`,
    refreshes: (clockText: string) => `refreshes ${clockText}`,
    seats: (count: number) => counted(count, 'seat', 'seats'),
    seatsAssigned: (assigned: number, seats: number) =>
      `${number.format(assigned)} of ${counted(seats, 'seat', 'seats')} assigned`,
    addOn: 'Add-on pack',
    models: (count: number) => (count === 0 ? 'No model with a free amount.' : counted(count, 'model', 'models')),
    modelsNearEnd: (count: number) => `${number.format(count)} nearly used up`,
    modelsUsedUp: (count: number) => `${number.format(count)} used up`,
    modelsOmitted: (count: number) => `${counted(count, 'more model', 'more models')} not listed`,
    searchModels: 'Search models',
    noModelFound: 'No model by that name.',
    sortBy: 'Sort by',
    sortUsed: 'Most used',
    sortName: 'Name',
    sortEnds: 'Ends first',
    withoutAmount: 'Free amount unknown',
    amountNotTold: 'Amount not given',
    thenBilled: 'when this is gone you are billed',
    monthToDate: (fromText: string, toText: string) => `${fromText} to ${toText}`,
    noCost: 'Nothing billed so far.',
    level: { calm: 'plenty left', amber: 'getting low', red: 'nearly used up' },
    usedUp: 'used up',
    unitNames: {
      tokens: 'tokens',
      images: 'images',
      seconds: 'seconds',
      characters: 'characters',
      voices: 'voices',
      credits: 'Credits',
    },
  },
  counted: {
    heading: 'Requests counted on this computer',
    spans: { fiveHours: 'last 5 hours', week: 'since Monday', month: 'this month' },
    amounts: (fiveHoursText: string, weekText: string, monthText: string | null) =>
      `${fiveHoursText} in the last 5 hours, ${weekText} since Monday${monthText === null ? '' : `, ${monthText} this month`}`,
    hint: 'Say which plan you have to see what is left of it.',
    choosePlan: 'Choose your plan',
  },
};
