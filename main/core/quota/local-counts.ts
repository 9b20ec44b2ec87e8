import * as z from 'zod';

const count = z.number().int().nonnegative();

/**
 * The user's own requests, counted on this computer in the windows of a Coding Plan whose size nobody said. Whole
 * numbers, always an estimate; `month` is null where the day on which it begins is not known either.
 */
export const LocalCountsSchema = z.strictObject({ fiveHours: count, week: count, month: count.nullable() });
export type LocalCounts = Readonly<z.infer<typeof LocalCountsSchema>>;
