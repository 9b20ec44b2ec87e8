import * as z from 'zod';
import type { DataFiles, Document, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

const FileChangeRecordSchema = z.strictObject({
  path: z.string(),
  /** null: there was no file. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Where the bytes before are kept; null where there was no file. */
  backupId: z.string().nullable(),
});

const SwitchRecordSchema = z.strictObject({
  atMs: z.number(),
  /** The process that wrote: while it lives, its journal is its own affair. */
  pid: z.number(),
  label: z.string(),
  files: z.array(FileChangeRecordSchema),
});
/** One change of the user's files, by the sha256 of what was before and after. Holds no key. */
export type SwitchRecord = Readonly<z.infer<typeof SwitchRecordSchema>>;

const HistoryEntrySchema = z.strictObject({
  atMs: z.number(),
  /** null: what was found then is none of the known ones. */
  providerId: z.string().nullable(),
  model: z.string().nullable(),
  baseUrl: z.string().nullable(),
});
/** From this moment on, new sessions of Qwen Code used this. */
export type SwitchHistoryEntry = Readonly<z.infer<typeof HistoryEntrySchema>>;

const historyAtMost = 500;

export interface SwitchRecords {
  /** A change that was begun, and is done or not. */
  journal(): Promise<SwitchRecord | null>;
  begin(record: SwitchRecord): Promise<boolean>;
  /** The begun change is whole: it becomes the one that undo takes back. */
  complete(record: SwitchRecord): Promise<void>;
  /** The begun change was taken back, or never happened. */
  abandon(): Promise<void>;
  last(): Promise<SwitchRecord | null>;
  forgetLast(): Promise<void>;
  /** Oldest first. */
  history(): Promise<readonly SwitchHistoryEntry[]>;
  append(entry: SwitchHistoryEntry): Promise<void>;
}

/** What the app remembers of its own switches, in its data folder. Read each time: the command line writes there too. */
export function createSwitchRecords(files: DataFiles, log: Log): SwitchRecords {
  const documentOf = <Value>(name: string, schema: z.ZodType<Value>): Document<Value> =>
    createDocument({ files, name, schema, log });
  const journal = documentOf('switch-journal.json', SwitchRecordSchema);
  const last = documentOf('last-switch.json', SwitchRecordSchema);
  const entries = documentOf('switch-history.json', z.array(HistoryEntrySchema));
  const history = async (): Promise<readonly SwitchHistoryEntry[]> => (await entries.read()) ?? [];

  return {
    journal: journal.read,
    begin: journal.save,
    async complete(record) {
      // Where this cannot be written the journal stays, and is completed at the next start.
      if (await last.save(record)) await journal.remove();
      else log.warn('The switch is done, but could not be written down for undo.');
    },
    abandon: journal.remove,
    last: last.read,
    forgetLast: last.remove,
    history,
    async append(entry) {
      const kept = [...(await history()), entry].slice(-historyAtMost);
      if (!(await entries.save(kept))) log.warn('The switch could not be added to the history.');
    },
  };
}
