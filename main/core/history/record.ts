import * as z from 'zod';
import { CertaintySchema, PoolIdSchema, WindowIdSchema } from '../quota/model.ts';

/** The last moment whose year has four digits. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const timeMs = z.number().int().min(0).max(lastMs);

/** What is kept beside each other in one file. Fields that a newer version of the app adds are not read. */
const record = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ kind: z.literal(kind), atMs: timeMs, ...shape }).readonly();

/** The use of one window at one moment. `resetsAtMs` null: unknown. */
const ReadingRecordSchema = record('reading', {
  pool: PoolIdSchema,
  windowId: WindowIdSchema,
  certainty: CertaintySchema,
  used: z.number().nonnegative(),
  limit: z.number().positive(),
  resetsAtMs: timeMs.nullable(),
});
export type ReadingRecord = z.infer<typeof ReadingRecordSchema>;

const selection = {
  /** null: the selection matches no known provider. */
  providerId: z.string().nullable(),
  model: z.string().nullable(),
};

/** A switch that the user made with the app or its command line. */
const SwitchRecordSchema = record('switch', selection);
/** Another program changed what Qwen Code uses. */
const SettingsChangedRecordSchema = record('settings-changed', selection);

/** A notice that came. */
const NoticeRecordSchema = record('notice', {
  /** Its kind. */
  about: z.string(),
  pool: PoolIdSchema.nullable(),
  windowId: WindowIdSchema.nullable(),
  thresholdPercent: z.number().nullable(),
  /** Whether the desktop showed it, or the popover. */
  outcome: z.string(),
});
export type NoticeRecord = z.infer<typeof NoticeRecordSchema>;

/** A forecast, and what became of it once that is known. */
const ForecastRecordSchema = record('forecast', {
  pool: PoolIdSchema,
  windowId: WindowIdSchema,
  /** When the window was to be full; null: not before its reset. */
  runsOutAtMs: timeMs.nullable(),
  fromMs: timeMs.nullable(),
  toMs: timeMs.nullable(),
  likelihood: z.number().min(0).max(1).nullable(),
  /** Left out: not known yet. `ranOutAtMs` null: the window lasted. */
  outcome: z.object({ knownAtMs: timeMs, ranOutAtMs: timeMs.nullable() }).readonly().optional(),
});

/** One line of the history. Holds no secret, no address and no path. */
export const HistoryRecordSchema = z.discriminatedUnion('kind', [
  ReadingRecordSchema,
  SwitchRecordSchema,
  SettingsChangedRecordSchema,
  NoticeRecordSchema,
  ForecastRecordSchema,
]);
export type HistoryRecord = z.infer<typeof HistoryRecordSchema>;
