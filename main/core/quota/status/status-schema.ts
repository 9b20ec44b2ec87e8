import * as z from 'zod';
import { FailureSchema } from '../../failure.ts';
import { CertaintySchema, PoolIdSchema, SourceIdSchema, WindowIdSchema } from '../model.ts';

const isoTime = z.string();

/** `next_reset_at` is ISO 8601 in UTC, or "" where nobody said when: so the official client writes it. */
const OfficialWindowSchema = z.strictObject({
  remaining: z.number(),
  total: z.number(),
  used_pct: z.number(),
  next_reset_at: z.string(),
});

const notSubscribed = z.strictObject({ subscribed: z.literal(false) });

const OfficialCodingPlanSchema = z.union([
  notSubscribed,
  z.strictObject({
    subscribed: z.literal(true),
    plan: z.string().nullable(),
    /** Only the windows the server told of. */
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
    totalCredits: z.number().optional(),
    remainingCredits: z.number().optional(),
    usedPct: z.number().optional(),
    /** The credit refresh, not the plan's end. */
    resetDate: isoTime.optional(),
    addonRemaining: z.number().optional(),
  }),
]);

const OfficialFreeTierSchema = z.array(
  z.strictObject({
    model_id: z.string(),
    quota: z
      .strictObject({
        remaining: z.number(),
        total: z.number(),
        unit: z.string(),
        used_pct: z.number(),
        /** In the service's own word. An older app wrote neither this nor when it ends. */
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
      usage: z.record(z.string(), z.number()),
      cost: z.number(),
      currency: z.string(),
    }),
  ),
  total: z.strictObject({ cost: z.number(), currency: z.string() }),
});

const GaugeWindowSchema = z.strictObject({
  window: WindowIdSchema,
  unit: z.enum(['requests', 'credits', 'share', 'money']),
  used: z.number(),
  limit: z.number(),
  /** Whole percent, rounded down, as the app shows it. */
  used_pct: z.number(),
  resets_at: isoTime.nullable(),
  certainty: CertaintySchema,
  /** Of an estimate that is no single number: what `used` lies between; `to` null: nobody knows how much at most. */
  used_between: z.strictObject({ from: z.number(), to: z.number().nullable() }).nullable().default(null),
});

const GaugePoolSchema = z.strictObject({
  pool: PoolIdSchema,
  state: z.enum(['loading', 'fresh', 'stale', 'failed', 'not-subscribed']),
  source: SourceIdSchema.nullable(),
  certainty: CertaintySchema.nullable(),
  /** When the reading was taken, or "not subscribed" was said. */
  taken_at: isoTime.nullable(),
  plan: z.string().nullable(),
  plan_status: z.string().nullable(),
  plan_ends_at: isoTime.nullable(),
  /** null: nobody said. */
  plan_renews: z.boolean().nullable().default(null),
  failure: FailureSchema.nullable(),
  failed_at: isoTime.nullable(),
  windows: z.array(GaugeWindowSchema),
});
export type GaugePool = z.infer<typeof GaugePoolSchema>;

/**
 * `status.json`, and what `qwen-gauge status --json` prints: the official client's `usage summary --format json`, and
 * ours under `qwen_gauge`. Where the official client would say "not subscribed" or "nothing" without knowing, this
 * says null, and `qwen_gauge.pools` says why.
 */
export const StatusSchema = z.strictObject({
  period: z.strictObject({ from: z.string(), to: z.string() }),
  free_tier: OfficialFreeTierSchema.nullable(),
  coding_plan: OfficialCodingPlanSchema.nullable(),
  token_plan: OfficialTokenPlanSchema.nullable(),
  pay_as_you_go: OfficialBillSchema.nullable(),
  qwen_gauge: z.strictObject({
    schema: z.literal(1),
    written_at: isoTime,
    /** Numbers of the demo, nobody's. */
    demo: z.boolean(),
    polling: z.boolean(),
    next_poll_at: isoTime.nullable(),
    warn_at_used_pct: z.number(),
    session: z.strictObject({
      state: z.enum(['unknown', 'signed-out', 'starting', 'waiting', 'signed-in']),
      region: z.enum(['international', 'china']).nullable(),
      expires_at: isoTime.nullable(),
    }),
    /** The window nearest its limit; null: none is known. */
    tightest: z.strictObject({ pool: PoolIdSchema, window: WindowIdSchema, used_pct: z.number() }).nullable(),
    pools: z.array(GaugePoolSchema),
    /**
     * The user's own requests, counted from Qwen Code's logs, always an estimate; null where a plan's windows say more,
     * or nothing was counted. An older app wrote no such field.
     */
    counted_requests: z
      .strictObject({ last_5h: z.number(), week: z.number(), month: z.number().nullable() })
      .nullable()
      .default(null),
  }),
});
export type Status = z.infer<typeof StatusSchema>;
