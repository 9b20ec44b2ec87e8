import * as z from 'zod';
import { FailureSchema } from '../failure.ts';
import { poolIds, windowIds } from './ids.ts';
import { renewalOfOlder } from './renewal.ts';
import { sourceIds } from './source-origin.ts';

export { poolIds, windowIds };

export const PoolIdSchema = z.enum(poolIds);
export type PoolId = z.infer<typeof PoolIdSchema>;

export const SourceIdSchema = z.enum(sourceIds);
export type SourceId = z.infer<typeof SourceIdSchema>;

export const CertaintySchema = z.enum(['exact', 'estimate']);

export const WindowIdSchema = z.enum(windowIds);
export type WindowId = z.infer<typeof WindowIdSchema>;

/**
 * How the amount of a window comes back (docs/facts/plans.md §1, §2). `rolling`: each request comes back a fixed time
 * after it was made. `fixed`: the window begins at the first call and ends as a whole at `resetsAtMs`. `calendar`: it
 * ends as a whole at boundaries that do not depend on use.
 */
export const RenewalSchema = z.enum(['rolling', 'fixed', 'calendar']);
export type Renewal = z.infer<typeof RenewalSchema>;

const timeMs = z.number().int();
const amount = z.number().nonnegative();

/**
 * One limited amount. `limit` > 0: a window whose limit is 0 is absent, not full.
 * `used` may exceed `limit`, because the server lets running requests end. `unit` 'share' means that only a fraction is
 * known: `limit` is 1 and `used` is 0..1. `resetsAtMs` is null if the reset is unknown; in a rolling window it is when
 * the first amount comes back.
 */
export const QuotaWindowSchema = z.strictObject({
  id: WindowIdSchema,
  unit: z.enum(['requests', 'credits', 'share', 'money']),
  used: amount,
  limit: z.number().positive(),
  resetsAtMs: timeMs.nullable(),
  renewal: RenewalSchema,
  certainty: CertaintySchema,
  /** The service named a reset further away than the window lasts, so `resetsAtMs` is null; left out: it did not. */
  resetImpossible: z.literal(true).optional(),
  /** The bounds of `used` in an estimate without a definite number; `to` null: there is no known upper bound. */
  usedBetween: z.strictObject({ from: amount, to: amount.nullable() }).optional(),
});
export type QuotaWindow = Readonly<z.infer<typeof QuotaWindowSchema>>;

/** Completes windows that an older version of the app kept without `renewal`. */
const windowsOf = (pool: PoolId) =>
  z
    .array(QuotaWindowSchema.extend({ renewal: RenewalSchema.optional() }))
    .transform((windows): readonly QuotaWindow[] =>
      windows.map((window) => ({ ...window, renewal: window.renewal ?? renewalOfOlder(pool, window.id) })),
    )
    .readonly();

const commonTo = <Pool extends PoolId>(pool: Pool) => ({
  pool: z.literal(pool),
  sourceId: SourceIdSchema,
  takenAtMs: timeMs,
  /** The limits that can bind; empty where a pool has none. */
  windows: windowsOf(pool),
  /** Windows that the source named beside the others, but whose numbers could not be read; left out: none. */
  unreadableWindows: z.array(WindowIdSchema).readonly().optional(),
});

const term = {
  /** When the subscription itself ends; not a quota reset. */
  endsAtMs: timeMs.nullable(),
  /** null: the server did not say. */
  autoRenews: z.boolean().nullable(),
};

const CodingPlanReadingSchema = z.strictObject({
  ...commonTo('coding-plan'),
  ...term,
  /** As the server spells it ("pro", "lite", …); null if it did not say. */
  plan: z.string().nullable(),
  status: z.string().nullable(),
});

const SeatTierSchema = z.strictObject({
  tier: z.string(),
  seats: amount,
  assigned: amount.nullable(),
  usedCredits: amount,
  totalCredits: amount,
  /** The credit refresh (`NextCycleFlushTime`), which is not the plan's end. */
  refreshesAtMs: timeMs.nullable(),
});

/** Packs of Credits that are used after the plan's own; null where the service does not say. */
const addOns = z
  .array(
    z.strictObject({
      totalCredits: amount.nullable(),
      remainingCredits: amount,
      endsAtMs: timeMs.nullable(),
    }),
  )
  .readonly();
export type AddOns = z.infer<typeof addOns>;

const TokenPlanTeamReadingSchema = z.strictObject({
  ...commonTo('token-plan-team'),
  ...term,
  plan: z.string().nullable(),
  status: z.string().nullable(),
  seatTiers: z.array(SeatTierSchema).readonly(),
  addOns,
});

const TokenPlanPersonalReadingSchema = z.strictObject({
  ...commonTo('token-plan-personal'),
  ...term,
  tier: z.string().nullable(),
  status: z.string().nullable(),
  /** Older versions of the app kept none. */
  addOns: addOns.default([]),
});

/** How many models are not listed because there were too many; left out: none. */
const omittedModels = z.number().int().positive().optional();

const FreeTierModelSchema = z.strictObject({
  model: z.string(),
  /** null: a model in the free tier without an amount of its own. */
  quota: z.strictObject({ remaining: amount, total: z.number().positive(), unit: z.string() }).nullable(),
  status: z.string().nullable(),
  endsAtMs: timeMs.nullable(),
  /** What follows when the amount is used up; left out: the service did not say. */
  afterwards: z.enum(['billed', 'stopped']).optional(),
});

const FreeTierReadingSchema = z.strictObject({
  ...commonTo('free-tier'),
  models: z.array(FreeTierModelSchema).readonly(),
  omittedModels,
});

const PayAsYouGoReadingSchema = z.strictObject({
  ...commonTo('pay-as-you-go'),
  /** YYYY-MM-DD, as billed. */
  fromDate: z.string(),
  toDate: z.string(),
  currency: z.string(),
  totalCost: z.number(),
  models: z
    .array(
      z.strictObject({
        model: z.string(),
        usage: z.array(z.strictObject({ unit: z.string(), amount })).readonly(),
        cost: z.number(),
      }),
    )
    .readonly(),
  omittedModels,
});

/** What one source reported about one pool at one moment. A reading kept by an older version is completed. */
export const ReadingSchema = z.discriminatedUnion('pool', [
  CodingPlanReadingSchema,
  TokenPlanTeamReadingSchema,
  TokenPlanPersonalReadingSchema,
  FreeTierReadingSchema,
  PayAsYouGoReadingSchema,
]);
export type Reading = z.infer<typeof ReadingSchema>;
export type ReadingOf<Pool extends PoolId> = Extract<Reading, { pool: Pool }>;

/** Two sources that report different numbers for one window. `share` values are used/limit. */
const DisagreementSchema = z.strictObject({
  windowId: WindowIdSchema,
  otherSourceId: SourceIdSchema,
  shownShare: z.number(),
  otherShare: z.number(),
});

/**
 * What is known about one pool now.
 * `stale` has the last good reading and the reason why there is no newer one; an old number never looks new.
 */
export const PoolStatusSchema = z.discriminatedUnion('state', [
  z.strictObject({ pool: PoolIdSchema, state: z.literal('loading') }),
  z.strictObject({
    pool: PoolIdSchema,
    state: z.literal('fresh'),
    reading: ReadingSchema,
    disagreements: z.array(DisagreementSchema).readonly(),
  }),
  z.strictObject({
    pool: PoolIdSchema,
    state: z.literal('stale'),
    reading: ReadingSchema,
    disagreements: z.array(DisagreementSchema).readonly(),
    failure: FailureSchema,
    failedAtMs: timeMs,
  }),
  z.strictObject({ pool: PoolIdSchema, state: z.literal('failed'), failure: FailureSchema, failedAtMs: timeMs }),
  /** Only if the server said so; never inferred from a failure. */
  z.strictObject({ pool: PoolIdSchema, state: z.literal('not-subscribed'), checkedAtMs: timeMs }),
]);
export type PoolStatus = Readonly<z.infer<typeof PoolStatusSchema>>;

/** Everything the app knows about quota. Pools that were never asked for are absent. */
export const SnapshotSchema = z.strictObject({
  pools: z.array(PoolStatusSchema).readonly(),
  /** True while sources are being asked. */
  polling: z.boolean(),
  nextPollAtMs: timeMs.nullable(),
});
export type Snapshot = Readonly<z.infer<typeof SnapshotSchema>>;

export const emptySnapshot: Snapshot = { pools: [], polling: false, nextPollAtMs: null };
