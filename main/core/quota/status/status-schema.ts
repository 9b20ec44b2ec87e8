import * as z from 'zod';
import { FailureSchema } from '../../failure.ts';
import { CertaintySchema, PoolIdSchema, RenewalSchema, SourceIdSchema, WindowIdSchema } from '../model.ts';
import { largestNumber } from './shape.ts';

const isoTime = z.string();
const number = z.number().min(-largestNumber).max(largestNumber);
const amount = number.nonnegative();

/** `next_reset_at` is ISO 8601 in UTC, or "" if it is unknown, as the official client writes it. */
const OfficialWindowSchema = z.strictObject({
  remaining: number,
  total: number,
  used_pct: number,
  next_reset_at: z.string(),
});

const notSubscribed = z.strictObject({ subscribed: z.literal(false) });

const OfficialCodingPlanSchema = z.union([
  notSubscribed,
  z.strictObject({
    subscribed: z.literal(true),
    plan: z.string().nullable(),
    /** By the price list of the international site; older versions of the app wrote none. */
    price: z.strictObject({ amount: number, currency: z.string(), cycle: z.literal('monthly') }).optional(),
    /** Always empty, as in the official client: the service does not list them. */
    included_models: z.array(z.string()).default([]),
    /** Only the windows that the server named. */
    windows: z.strictObject({
      per_5h: OfficialWindowSchema.optional(),
      weekly: OfficialWindowSchema.optional(),
      monthly: OfficialWindowSchema.optional(),
    }),
  }),
]);

const OfficialTokenPlanSchema = z.union([
  notSubscribed,
  z.strictObject({
    subscribed: z.literal(true),
    planName: z.string().optional(),
    status: z.string().optional(),
    totalCredits: number.optional(),
    remainingCredits: number.optional(),
    usedPct: number.optional(),
    /** When the credits are refreshed, which is not the end of the plan. */
    resetDate: isoTime.optional(),
    addonRemaining: number.optional(),
  }),
]);

const OfficialFreeTierSchema = z.array(
  z.strictObject({
    model_id: z.string(),
    /** What follows when the amount is used up, where a source states it; the official client has no such field. */
    afterwards: z.enum(['billed', 'stopped']).optional(),
    quota: z
      .strictObject({
        remaining: amount,
        total: amount,
        unit: z.string(),
        used_pct: number,
        /** As the service spells it. Older versions of the app wrote neither this nor `resetDate`. */
        status: z.string().nullable().default(null),
        resetDate: isoTime.nullable().default(null),
      })
      .nullable(),
  }),
);

const OfficialBillSchema = z.strictObject({
  models: z.array(
    z.strictObject({
      model_id: z.string(),
      usage: z.record(z.string(), number),
      cost: number,
      currency: z.string(),
    }),
  ),
  total: z.strictObject({ cost: number, currency: z.string() }),
});

const GaugeWindowSchema = z.strictObject({
  window: WindowIdSchema,
  unit: z.enum(['requests', 'credits', 'share', 'money']),
  used: amount,
  limit: amount,
  /** Whole percent, rounded down, as the popover shows it. */
  used_pct: amount,
  /** In a rolling window: when the first amount comes back. */
  resets_at: isoTime.nullable(),
  /** Whether `resets_at` is null because the service named a time further away than the window lasts. */
  reset_impossible: z.boolean().default(false),
  /** Older versions of the app wrote no such field. */
  renewal: RenewalSchema.optional(),
  certainty: CertaintySchema,
  /** The range of `used` if it is an estimate with one; `to` is null without an upper limit. */
  used_between: z.strictObject({ from: amount, to: amount.nullable() }).nullable().default(null),
  /** How much of a rolling window comes back, and by when; null if that is unknown, as in older files. */
  comes_back: z.strictObject({ amount: amount, by: isoTime }).nullable().default(null),
  /** When it will be used up; null if it lasts or that is unknown, as in older files. `from` and `to`: in 8 of 10 cases. */
  runs_out: z
    .strictObject({
      at: isoTime,
      likelihood: amount.max(1).nullable(),
      from: isoTime.nullable(),
      to: isoTime.nullable(),
      /** How many of the last forecasts were right; null if they are too few, as in older files. */
      score: z.strictObject({ right: amount, of: amount }).nullable().default(null),
    })
    .nullable()
    .default(null),
  /** What it still allows, in its unit; null if nothing is left or that is unknown, as in older files. */
  outlook: z
    .strictObject({
      left_at_reset: amount.nullable(),
      /** Not in older files. */
      highest_ahead_percent: amount.nullable().default(null),
      half_back_at: isoTime.nullable(),
      per_hour: amount.nullable(),
      five_hours_left: amount.nullable(),
      stops_first: z.boolean(),
    })
    .nullable()
    .default(null),
});

const GaugePoolSchema = z.strictObject({
  pool: PoolIdSchema,
  state: z.enum(['loading', 'fresh', 'stale', 'failed', 'not-subscribed']),
  source: SourceIdSchema.nullable(),
  certainty: CertaintySchema.nullable(),
  /** When the reading was taken, or when the service said that there is no subscription. */
  taken_at: isoTime.nullable(),
  plan: z.string().nullable(),
  plan_status: z.string().nullable(),
  plan_ends_at: isoTime.nullable(),
  /** null if unknown. */
  plan_renews: z.boolean().nullable().default(null),
  failure: FailureSchema.nullable(),
  failed_at: isoTime.nullable(),
  windows: z.array(GaugeWindowSchema),
  /** How often each window of other plans of the same unit would have been full: an estimate; null as in older files. */
  what_if: z
    .strictObject({
      days: amount,
      plans: z.array(
        z.strictObject({
          plan: z.string(),
          full: z.array(z.strictObject({ window: WindowIdSchema, times: amount })),
        }),
      ),
    })
    .nullable()
    .default(null),
  /** Windows that the source named beside the others, but whose numbers could not be read. */
  unreadable_windows: z.array(WindowIdSchema).default([]),
  /** How many models `free_tier` or `pay_as_you_go` leaves out, because there were too many to list. */
  omitted_models: z.number().int().nonnegative().default(0),
  /** The packs of a Token Plan; null in a file of an older version of the app, which wrote only a team's sum. */
  add_ons: z
    .array(
      z.strictObject({
        total: amount.nullable(),
        remaining: amount,
        ends_at: isoTime.nullable(),
      }),
    )
    .nullable()
    .default(null),
});
export type GaugePool = z.infer<typeof GaugePoolSchema>;

const PeriodSchema = z.strictObject({ from: z.string(), to: z.string() });

const SessionPartSchema = z.strictObject({
  state: z.enum(['unknown', 'signed-out', 'starting', 'waiting', 'signed-in']),
  region: z.enum(['international', 'china']).nullable(),
  expires_at: isoTime.nullable(),
});

/**
 * The format of `status.json`, which `qwen-gauge status --json` prints too: that of the official client's
 * `usage summary --format json`, with our own part under `qwen_gauge`. Where the official client would write "not
 * subscribed" or nothing without knowing, this is null, and `qwen_gauge.pools` holds the reason.
 */
export const StatusSchema = z.strictObject({
  period: PeriodSchema,
  free_tier: OfficialFreeTierSchema.nullable(),
  coding_plan: OfficialCodingPlanSchema.nullable(),
  token_plan: OfficialTokenPlanSchema.nullable(),
  pay_as_you_go: OfficialBillSchema.nullable(),
  qwen_gauge: z.strictObject({
    schema: z.literal(1),
    written_at: isoTime,
    demo: z.boolean(),
    polling: z.boolean(),
    next_poll_at: isoTime.nullable(),
    warn_at_used_pct: amount,
    session: SessionPartSchema,
    /** The window nearest its limit; null if none is known. */
    tightest: z.strictObject({ pool: PoolIdSchema, window: WindowIdSchema, used_pct: amount }).nullable(),
    /**
     * The pool that Qwen Code draws from by its settings; `elsewhere`: its provider has none that the app can read; null
     * if unknown, as in older files.
     */
    in_use_pool: z
      .union([PoolIdSchema, z.literal('elsewhere')])
      .nullable()
      .default(null),
    pools: z.array(GaugePoolSchema),
    /**
     * The user's requests as counted in Qwen Code's logs, always an estimate; null if the plan's windows are known or
     * nothing was counted. Older versions of the app wrote no such field.
     */
    counted_requests: z
      .strictObject({ last_5h: amount, week: amount, month: amount.nullable() })
      .nullable()
      .default(null),
    /** The accounts that Qwen Code does not use; left out: there is one account. All else in this file is the other one's. */
    other_accounts: z
      .array(
        z.strictObject({
          /** By which it is called where the user gave it no name. */
          number: z.number().int().positive(),
          name: z.string().nullable(),
          session: SessionPartSchema.extend({
            /** Why it is signed out; null: it is not, or the file is older. */
            cause: z.enum(['never', 'signed-out', 'expired', 'undecryptable']).nullable().default(null),
          }),
          pools: z.array(GaugePoolSchema),
          /** These three are as those of the whole file; null: not known. */
          period: PeriodSchema.nullable().default(null),
          free_tier: OfficialFreeTierSchema.nullable().default(null),
          pay_as_you_go: OfficialBillSchema.nullable().default(null),
        }),
      )
      .optional(),
  }),
});
export type Status = z.infer<typeof StatusSchema>;
export type StatusOfOther = NonNullable<Status['qwen_gauge']['other_accounts']>[number];
