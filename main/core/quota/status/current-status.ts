import { poolIds, windowIds } from '../ids.ts';
import { sourceIds } from '../source-origin.ts';
import {
  type Check,
  either,
  isAmount,
  isFlag,
  isNumber,
  isText,
  listOf,
  objectOf,
  oneOf,
  orNull,
  recordOf,
} from './shape.ts';
import type { Status } from './status-schema.ts';

const isCertainty = oneOf('exact', 'estimate');
const isPool = oneOf(...poolIds);
const isWindow = oneOf(...windowIds);
const textOrNull = orNull(isText);
const notSubscribed = objectOf({ subscribed: oneOf(false) });

const isOfficialWindow = objectOf({ remaining: isNumber, total: isNumber, used_pct: isNumber, next_reset_at: isText });
const isCodingPlan = objectOf(
  {
    subscribed: oneOf(true),
    plan: textOrNull,
    included_models: listOf(isText),
    windows: objectOf({}, { per_5h: isOfficialWindow, weekly: isOfficialWindow, monthly: isOfficialWindow }),
  },
  { price: objectOf({ amount: isNumber, currency: isText, cycle: oneOf('monthly') }) },
);
const isTokenPlan = objectOf(
  { subscribed: oneOf(true) },
  {
    ...{ planName: isText, status: isText, resetDate: isText },
    ...{ totalCredits: isNumber, remainingCredits: isNumber, usedPct: isNumber, addonRemaining: isNumber },
  },
);
const isFreeModel = objectOf(
  {
    model_id: isText,
    quota: orNull(
      objectOf({
        ...{ remaining: isAmount, total: isAmount, used_pct: isNumber },
        ...{ unit: isText, status: textOrNull, resetDate: textOrNull },
      }),
    ),
  },
  { afterwards: oneOf('billed', 'stopped') },
);
const isBill = objectOf({
  models: listOf(objectOf({ model_id: isText, usage: recordOf(isNumber), cost: isNumber, currency: isText })),
  total: objectOf({ cost: isNumber, currency: isText }),
});

const isLikelihood: Check = (value) => isAmount(value) && Number(value) <= 1;
const isGaugeWindow = objectOf(
  {
    window: isWindow,
    unit: oneOf('requests', 'credits', 'share', 'money'),
    ...{ used: isAmount, limit: isAmount, used_pct: isAmount },
    resets_at: textOrNull,
    reset_impossible: isFlag,
    certainty: isCertainty,
    used_between: orNull(objectOf({ from: isAmount, to: orNull(isAmount) })),
    comes_back: orNull(objectOf({ amount: isAmount, by: isText })),
    runs_out: orNull(
      objectOf({
        ...{ at: isText, likelihood: orNull(isLikelihood), from: textOrNull, to: textOrNull },
        score: orNull(objectOf({ right: isAmount, of: isAmount })),
      }),
    ),
    outlook: orNull(
      objectOf({
        ...{ left_at_reset: orNull(isAmount), highest_ahead_percent: orNull(isAmount), half_back_at: textOrNull },
        ...{ per_hour: orNull(isAmount), five_hours_left: orNull(isAmount), stops_first: isFlag },
      }),
    ),
  },
  { renewal: oneOf('rolling', 'fixed', 'calendar') },
);
/** The failures without further fields, which are the frequent ones. */
const isPlainFailure = objectOf({
  kind: oneOf('offline', 'timeout', 'tls', 'signed-out', 'session-expired', 'empty-answer', 'not-asked-yet'),
});
const isGaugePool = objectOf({
  pool: isPool,
  state: oneOf('loading', 'fresh', 'stale', 'failed', 'not-subscribed'),
  source: orNull(oneOf(...sourceIds)),
  certainty: orNull(isCertainty),
  ...{ taken_at: textOrNull, plan: textOrNull, plan_status: textOrNull, plan_ends_at: textOrNull },
  plan_renews: orNull(isFlag),
  failure: orNull(isPlainFailure),
  failed_at: textOrNull,
  windows: listOf(isGaugeWindow),
  what_if: orNull(
    objectOf({
      days: isAmount,
      plans: listOf(objectOf({ plan: isText, full: listOf(objectOf({ window: isWindow, times: isAmount })) })),
    }),
  ),
  unreadable_windows: listOf(isWindow),
  omitted_models: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  add_ons: orNull(listOf(objectOf({ total: orNull(isAmount), remaining: isAmount, ends_at: textOrNull }))),
});

const sessionPart = {
  state: oneOf('unknown', 'signed-out', 'starting', 'waiting', 'signed-in'),
  region: orNull(oneOf('international', 'china')),
  expires_at: textOrNull,
};
const isSessionOfOther = objectOf({
  ...sessionPart,
  cause: orNull(oneOf('never', 'signed-out', 'expired', 'undecryptable')),
});
const isPeriod = objectOf({ from: isText, to: isText });
const isOtherAccount = objectOf({
  number: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  ...{ name: textOrNull, session: isSessionOfOther, pools: listOf(isGaugePool) },
  ...{ period: orNull(isPeriod), free_tier: orNull(listOf(isFreeModel)), pay_as_you_go: orNull(isBill) },
});

const isStatus: Check = objectOf({
  period: isPeriod,
  free_tier: orNull(listOf(isFreeModel)),
  coding_plan: orNull(either(notSubscribed, isCodingPlan)),
  token_plan: orNull(either(notSubscribed, isTokenPlan)),
  pay_as_you_go: orNull(isBill),
  qwen_gauge: objectOf(
    {
      schema: oneOf(1),
      written_at: isText,
      ...{ demo: isFlag, polling: isFlag },
      next_poll_at: textOrNull,
      warn_at_used_pct: isAmount,
      session: objectOf(sessionPart),
      tightest: orNull(objectOf({ pool: isPool, window: isWindow, used_pct: isAmount })),
      in_use_pool: orNull(oneOf(...poolIds, 'elsewhere')),
      pools: listOf(isGaugePool),
      counted_requests: orNull(objectOf({ last_5h: isAmount, week: isAmount, month: orNull(isAmount) })),
    },
    { other_accounts: listOf(isOtherAccount) },
  ),
});

/**
 * Whether a value is a status as this version of the app usually writes it, by checks that load at once. True only for
 * what `StatusSchema` returns unchanged; false for older, rare and broken ones, which the schema then decides about. Pure.
 */
export const isCurrentStatus = (value: unknown): value is Status => isStatus(value);
