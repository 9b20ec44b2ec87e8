import * as z from 'zod';
import { PoolIdSchema, WindowIdSchema } from '../quota/model.ts';

/** Why a notice came or did not. The order has no meaning. */
const outcomes = [
  'shown',
  /** The desktop did not take it, so it waits in the popover. */
  'desktop-refused',
  'already-announced',
  /** A higher threshold was reached at once, and announced. */
  'passed-over',
  /** The first reading of a window, or of another account: what it shows happened earlier. */
  'baseline',
  /** The numbers are old. */
  'stale',
  /** The number is an estimate that may lie below the threshold. */
  'uncertain',
  'switched-off',
  'snoozed',
  'quiet-hours',
  'do-not-disturb',
  /** Another window of the same plan is used up for longer. */
  'other-window-binds',
] as const;

/** The kinds of notices; several at once are decided one by one. */
const noticeKinds = [
  'threshold',
  'running-out',
  'returned',
  'plan-ending',
  'session-ending',
  'session-ended',
  'new-version',
  'other-provider',
  'refused',
  'spill',
  'text',
] as const;

export const DecisionSchema = z.strictObject({
  atMs: z.number().int(),
  kind: z.enum(noticeKinds),
  /** null: it is not about a window. */
  pool: PoolIdSchema.nullable(),
  windowId: WindowIdSchema.nullable(),
  /** The threshold of the preferences; null: another kind. */
  thresholdPercent: z.number().nullable(),
  outcome: z.enum(outcomes),
});
export type Decision = Readonly<z.infer<typeof DecisionSchema>>;

const mostDecisions = 500;
const atEachLook: readonly Decision['outcome'][] = ['stale', 'uncertain', 'already-announced'];

/**
 * Adds a decision, and drops the oldest of more than 500. What is decided anew at each look is kept once, until
 * another decision about the same thing follows.
 */
export function withDecision(log: readonly Decision[], decision: Decision): readonly Decision[] {
  const last = log.findLast((other) => isSameThing(other, decision));
  if (last?.outcome === decision.outcome && atEachLook.includes(decision.outcome)) return log;
  return [...log, decision].slice(-mostDecisions);
}

const isSameThing = (one: Decision, other: Decision): boolean =>
  one.kind === other.kind &&
  one.pool === other.pool &&
  one.windowId === other.windowId &&
  one.thresholdPercent === other.thresholdPercent;
