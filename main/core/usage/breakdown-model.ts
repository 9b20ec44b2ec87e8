import * as z from 'zod';
import { FailureSchema } from '../failure.ts';
import { SourceIdSchema } from '../quota/model.ts';

const amount = z.number().nonnegative();
/** YYYY-MM-DD. A calendar day, not a moment. */
const date = z.string().max(40);

export const namedPeriods = ['today', 'yesterday', 'week', 'month', 'last-month', 'quarter', 'year'] as const;
export type NamedPeriod = (typeof namedPeriods)[number];

/** The days of a question. `breakdown-period` turns a value into dates and refuses those that cannot be asked. */
const BreakdownPeriodSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('named'), name: z.enum(namedPeriods) }),
  /** YYYY-MM */
  z.strictObject({ kind: z.literal('month'), month: z.string().max(40) }),
  z.strictObject({ kind: z.literal('days'), days: z.number() }),
  /** Both days included. A missing end is filled in like the official client does. */
  z.strictObject({ kind: z.literal('range'), from: date.nullable(), to: date.nullable() }),
]);
export type BreakdownPeriod = Readonly<z.infer<typeof BreakdownPeriodSchema>>;

export const granularities = ['day', 'month', 'quarter'] as const;
const GranularitySchema = z.enum(granularities);
export type Granularity = z.infer<typeof GranularitySchema>;

export const BreakdownQuestionSchema = z.strictObject({
  model: z.string().min(1).max(200),
  period: BreakdownPeriodSchema,
  granularity: GranularitySchema,
});
export type BreakdownQuestion = Readonly<z.infer<typeof BreakdownQuestionSchema>>;

const UsageSchema = z.array(z.strictObject({ unit: z.string(), amount })).readonly();
export type Usage = z.infer<typeof UsageSchema>;

const BreakdownRowSchema = z.strictObject({
  /** YYYY-MM-DD, YYYY-MM or YYYY-Qn, depending on the granularity. */
  period: z.string(),
  cost: z.number(),
  /** Whole amounts in the model's own units; empty if nothing was used. */
  usage: UsageSchema,
});
export type BreakdownRow = Readonly<z.infer<typeof BreakdownRowSchema>>;

/** What was billed for one model over time. Every period of the range has a row; the rows add up to the total. */
export const BreakdownSchema = z.strictObject({
  model: z.string(),
  sourceId: SourceIdSchema,
  takenAtMs: z.number().int(),
  fromDate: date,
  toDate: date,
  granularity: GranularitySchema,
  currency: z.string(),
  rows: z.array(BreakdownRowSchema).readonly(),
  total: z.strictObject({ cost: z.number(), usage: UsageSchema }),
});
export type Breakdown = Readonly<z.infer<typeof BreakdownSchema>>;

const PeriodProblemSchema = z.enum([
  'not-a-date',
  'not-a-count',
  'from-after-to',
  'too-far-back',
  'too-long',
  'in-the-future',
]);
export type PeriodProblem = z.infer<typeof PeriodProblemSchema>;

const BreakdownProblemSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('period'), reason: PeriodProblemSchema }),
  /** `near`: models of this account with similar names, nearest first. */
  z.strictObject({ kind: z.literal('model-not-found'), model: z.string(), near: z.array(z.string()).readonly() }),
  z.strictObject({ kind: z.literal('failure'), failure: FailureSchema }),
  /** Another question was asked before this one was answered. */
  z.strictObject({ kind: z.literal('superseded') }),
]);
export type BreakdownProblem = Readonly<z.infer<typeof BreakdownProblemSchema>>;

export const BreakdownAnswerSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('breakdown'), breakdown: BreakdownSchema }),
  z.strictObject({ outcome: z.literal('failed'), problem: BreakdownProblemSchema }),
]);
export type BreakdownAnswer = Readonly<z.infer<typeof BreakdownAnswerSchema>>;
