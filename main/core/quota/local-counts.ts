import * as z from 'zod';

const count = z.number().int().nonnegative();

/**
 * The user's own requests, counted on this computer in the windows of a Coding Plan whose limits are unknown. Whole
 * numbers, always an estimate; `month` is null where the day on which it begins is unknown too.
 */
export const LocalCountsSchema = z.strictObject({ fiveHours: count, week: count, month: count.nullable() });
export type LocalCounts = Readonly<z.infer<typeof LocalCountsSchema>>;
