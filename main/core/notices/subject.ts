import * as z from 'zod';
import { clientErrorKinds, usedUpWindows } from '../provider/client-error.ts';
import { PoolIdSchema, QuotaWindowSchema } from '../quota/model.ts';

const timeMs = z.number();

/** What a notice about a window is about; the number is that of the event, and shown only until a newer one is known. */
const windowFields = { pool: PoolIdSchema, window: QuotaWindowSchema, currency: z.string() };

const thresholdSchema = z.strictObject({
  kind: z.literal('threshold'),
  ...windowFields,
  thresholdPercent: z.number(),
});

const SingleSubjectSchema = z.discriminatedUnion('kind', [
  thresholdSchema,
  /** It will be used up before it comes back. */
  z.strictObject({ kind: z.literal('running-out'), ...windowFields, runsOutAtMs: timeMs }),
  /** Enough of a window that was used up has come back. */
  z.strictObject({ kind: z.literal('returned'), ...windowFields }),
  /** A plan ends, or the free amounts of some models (0: it is a plan). */
  z.strictObject({
    kind: z.literal('plan-ending'),
    pool: PoolIdSchema,
    endsAtMs: timeMs,
    models: z.number().int().nonnegative(),
  }),
  z.strictObject({ kind: z.literal('session-ending'), endsAtMs: timeMs }),
  z.strictObject({ kind: z.literal('session-ended') }),
  z.strictObject({ kind: z.literal('new-version'), version: z.string() }),
  /** Another program chose another provider in Qwen Code's settings; `model` null: it names none. */
  z.strictObject({ kind: z.literal('other-provider'), model: z.string().nullable() }),
  /** Qwen Code logged a refused request. */
  z.strictObject({
    kind: z.literal('refused'),
    refusal: z.strictObject({
      kind: z.enum(clientErrorKinds),
      window: z.enum(usedUpWindows).nullable(),
      resetsAtMs: timeMs.nullable(),
    }),
    /** null: a model that the settings do not list. */
    model: z.string().nullable(),
  }),
  /** Requests are paid for beside a plan, which stands still. `cost` null: they use up the free tier. */
  z.strictObject({
    kind: z.literal('spill'),
    pool: PoolIdSchema,
    sinceMs: timeMs,
    requests: z.number(),
    cost: z.number().nullable(),
    currency: z.string(),
  }),
  /** Worded when it happened; older versions of the app kept every notice like this. */
  z.strictObject({ kind: z.literal('text'), title: z.string(), body: z.string() }),
]);
export type SingleSubject = Readonly<z.infer<typeof SingleSubjectSchema>>;

/** What a notice says, as facts: it is worded when it is shown, in the language of that moment. */
export const NoticeSubjectSchema = z.discriminatedUnion('kind', [
  ...SingleSubjectSchema.options,
  /** Several at once. `meanwhile`: they were held back. */
  z.strictObject({
    kind: z.literal('several'),
    meanwhile: z.boolean(),
    subjects: z.array(SingleSubjectSchema).readonly(),
  }),
]);
export type NoticeSubject = Readonly<z.infer<typeof NoticeSubjectSchema>>;
