import * as z from 'zod';
import { lengthMs } from '../quota/calendar.ts';
import { PoolIdSchema, type QuotaWindow, type Reading, WindowIdSchema } from '../quota/model.ts';
import { isHalfLeft } from '../quota/share.ts';
import { wholeAtMs } from '../quota/window-span.ts';
import type { EpisodeDecision } from './episodes.ts';
import type { NoticeSubject, SingleSubject } from './subject.ts';
import { currentWindow, keepingOnly, subjectsOf } from './subjects.ts';

const SnoozeSchema = z.strictObject({
  pool: PoolIdSchema,
  windowId: WindowIdSchema,
  /** When the window is back at the latest. */
  untilMs: z.number().int(),
  /** At least half was left when it was snoozed, so half of it left does not mean that it is back: only `untilMs` ends it. */
  hadHalf: z.literal(true).optional(),
});
export const SnoozesSchema = z.array(SnoozeSchema).readonly();
/** Snoozes as they are kept: an older version kept some without an end. */
export const KeptSnoozesSchema = z.array(SnoozeSchema.extend({ untilMs: z.number().int().nullable() })).readonly();
/** The windows about which nothing is said until they are back. */
export type Snoozes = z.infer<typeof SnoozesSchema>;

/** Kept snoozes, each with an end: without one, after the length of its window from now on. */
export const withEnds = (kept: z.infer<typeof KeptSnoozesSchema>, nowMs: number): Snoozes =>
  kept.map((one) => ({ ...one, untilMs: one.untilMs ?? nowMs + lengthMs({ id: one.windowId }) }));

/** A window of which the user wants to hear nothing until it is back, or something again. */
export const WindowSnoozeSchema = z.strictObject({
  pool: PoolIdSchema,
  windowId: WindowIdSchema,
  isSnoozed: z.boolean(),
});
export type WindowSnooze = Readonly<z.infer<typeof WindowSnoozeSchema>>;

/** The snooze of a window that still holds; undefined: there is none. */
export const snoozeOf = (
  snoozes: Snoozes,
  { pool, windowId }: Pick<WindowSnooze, 'pool' | 'windowId'>,
  nowMs: number,
): Snoozes[number] | undefined =>
  snoozes.find((one) => one.pool === pool && one.windowId === windowId && one.untilMs > nowMs);

/** Whether the user wants to hear nothing of a window. */
export const isSnoozed = (
  snoozes: Snoozes,
  pool: Reading['pool'],
  windowId: QuotaWindow['id'],
  nowMs: number,
): boolean => snoozeOf(snoozes, { pool, windowId }, nowMs) !== undefined;

/** The notices about a window that end with its snooze; a window that is back is what the user waited for. */
const isOfSnooze = ({ kind }: SingleSubject): boolean => kind === 'threshold' || kind === 'running-out';

/** Whether a notice is about a window of which the user may want to hear nothing until it is back. */
export const canSnooze = (subject: NoticeSubject): boolean => subjectsOf(subject).some(isOfSnooze);

/** What of a notice is about other windows; null: nothing. */
export const withoutWindow = (
  subject: NoticeSubject,
  { pool, windowId }: Pick<WindowSnooze, 'pool' | 'windowId'>,
): NoticeSubject | null =>
  keepingOnly(
    subject,
    (one) => !(isOfSnooze(one) && 'window' in one && one.pool === pool && one.window.id === windowId),
  );

/** Whether a snooze goes on: it ends at the reset of its window, or when enough of it is back. */
export const lasts = (
  { pool, windowId, untilMs, hadHalf }: Snoozes[number],
  back: EpisodeDecision['back'],
  nowMs: number,
) => untilMs > nowMs && (hadHalf === true || !back.some((one) => one.pool === pool && one.windowId === windowId));

/** Adds a snooze for each window of the subjects that has none. */
export function withSnoozes(
  snoozes: Snoozes,
  subjects: readonly SingleSubject[],
  moment: Parameters<typeof currentWindow>[1],
): Snoozes {
  return subjects.reduce(
    (all, subject) =>
      'window' in subject ? withSnooze(all, subject.pool, currentWindow(subject, moment), moment.nowMs) : all,
    snoozes,
  );
}

/** Adds a snooze for a window that has none. */
export function withSnooze(snoozes: Snoozes, pool: Reading['pool'], window: QuotaWindow, nowMs: number): Snoozes {
  const { id: windowId } = window;
  if (isSnoozed(snoozes, pool, windowId, nowMs)) return snoozes;
  const untilMs = wholeAtMs(window, nowMs) ?? nowMs + lengthMs(window);
  return [...snoozes, isHalfLeft(window) ? { pool, windowId, untilMs, hadHalf: true } : { pool, windowId, untilMs }];
}
