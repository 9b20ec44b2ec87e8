import * as z from 'zod';
import { PoolIdSchema, type QuotaWindow, type Reading, WindowIdSchema } from '../quota/model.ts';
import type { EpisodeDecision } from './episodes.ts';
import type { NoticeSubject, SingleSubject } from './subject.ts';
import { currentWindow, subjectsOf } from './subjects.ts';

export const SnoozesSchema = z
  .array(
    z.strictObject({
      pool: PoolIdSchema,
      windowId: WindowIdSchema,
      /** The reset of the window; null: enough of a rolling window has to come back. */
      untilMs: z.number().int().nullable(),
    }),
  )
  .readonly();
/** The windows about which nothing is said until they are back. */
export type Snoozes = z.infer<typeof SnoozesSchema>;

/** Whether the user wants to hear nothing of a window. */
export const isSnoozed = (
  snoozes: Snoozes,
  pool: Reading['pool'],
  windowId: QuotaWindow['id'],
  nowMs: number,
): boolean =>
  snoozes.some(
    (one) => one.pool === pool && one.windowId === windowId && (one.untilMs === null || one.untilMs > nowMs),
  );

/** Whether a notice is about a window of which the user may want to hear nothing until it is back. */
export const canSnooze = (subject: NoticeSubject): boolean =>
  subjectsOf(subject).some(({ kind }) => kind === 'threshold' || kind === 'running-out');

/** Whether a snooze goes on: it ends at the reset of its window, or when enough of it is back. */
export const lasts = ({ pool, windowId, untilMs }: Snoozes[number], back: EpisodeDecision['back'], nowMs: number) =>
  (untilMs === null || untilMs > nowMs) && !back.some((one) => one.pool === pool && one.windowId === windowId);

/** Adds a snooze for each window of the subjects that has none. */
export function withSnoozes(
  snoozes: Snoozes,
  subjects: readonly SingleSubject[],
  moment: Parameters<typeof currentWindow>[1],
): Snoozes {
  const added = subjects.flatMap((subject) => {
    if (!('window' in subject) || isSnoozed(snoozes, subject.pool, subject.window.id, moment.nowMs)) return [];
    const { renewal, resetsAtMs, id } = currentWindow(subject, moment);
    return [{ pool: subject.pool, windowId: id, untilMs: renewal === 'rolling' ? null : resetsAtMs }];
  });
  return [...snoozes, ...added];
}
