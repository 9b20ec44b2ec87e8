import * as z from 'zod';
import { PoolIdSchema, type QuotaWindow, type Reading, WindowIdSchema } from '../quota/model.ts';

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
