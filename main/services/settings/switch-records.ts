import * as z from 'zod';
import type { DataFiles, Document, DocumentRead, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

const FileChangeRecordSchema = z.strictObject({
  path: z.string(),
  /** The sha256 of the old content; null if there was no file. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** The backup of the old content; null if there was no file. */
  backupId: z.string().nullable(),
});

/** Earlier versions of the app wrote no version. */
const version = z.literal(1).default(1);

const SwitchRecordSchema = z.strictObject({
  version,
  atMs: z.number(),
  /** The process that made the change. No other process touches the journal while it runs. */
  pid: z.number(),
  label: z.string(),
  files: z.array(FileChangeRecordSchema),
});
/** One change of the user's files, as hashes of the old and new content. Contains no key. */
export type SwitchRecord = Readonly<z.infer<typeof SwitchRecordSchema>>;

const HistoryEntrySchema = z.strictObject({
  atMs: z.number(),
  /** null if the selection matches no known provider. */
  providerId: z.string().nullable(),
  model: z.string().nullable(),
  baseUrl: z.string().nullable(),
});
const HistoryFileSchema = z.preprocess(
  (content) => (Array.isArray(content) ? { entries: content } : content),
  z.strictObject({ version, entries: z.array(HistoryEntrySchema).readonly() }),
);

/** The selection that new Qwen Code sessions used from `atMs` on. */
export type SwitchHistoryEntry = Readonly<z.infer<typeof HistoryEntrySchema>>;

const longestHistory = 500;

/** Exists for a moment only. */
const roomFileName = 'room.tmp';
/** A disk gives room in blocks of about this size. */
const blockBytes = 4096;

export interface SwitchRecords {
  /** The change that was begun and not yet recorded as complete or abandoned. */
  journal(): Promise<SwitchRecord | null>;
  begin(record: SwitchRecord): Promise<boolean>;
  /** Records that the begun change is complete, so that undo reverts it. false: not written; only the journal holds it. */
  complete(record: SwitchRecord): Promise<boolean>;
  /** Records that the begun change was reverted or never happened. */
  abandon(): Promise<void>;
  last(): Promise<DocumentRead<SwitchRecord>>;
  forgetLast(): Promise<void>;
  /** Whether the disk has room for files of these sizes in bytes, found out by writing that much. */
  hasRoomFor(sizes: readonly number[]): Promise<boolean>;
  /** Oldest first. */
  history(): Promise<readonly SwitchHistoryEntry[]>;
  append(entry: SwitchHistoryEntry): Promise<void>;
}

/** Stores the app's own switches in its data folder. Reads the files at each call because the command line writes them too. */
export function createSwitchRecords(files: DataFiles, log: Log): SwitchRecords {
  const documentOf = <Value>(name: string, schema: z.ZodType<Value>): Document<Value> =>
    createDocument({ files, name, schema, log });
  const journal = documentOf('switch-journal.json', SwitchRecordSchema);
  const last = documentOf('last-switch.json', SwitchRecordSchema);
  const entries = createDocument({
    ...{ files, name: 'switch-history.json', schema: HistoryFileSchema, log },
    merge: (earlier, later) => ({ ...later, entries: [...earlier.entries, ...later.entries] }),
  });
  const history = async (): Promise<readonly SwitchHistoryEntry[]> => (await entries.read())?.entries ?? [];

  return {
    journal: journal.read,
    begin: journal.save,
    async complete(record) {
      // If this write fails, the journal stays: undo goes by it, and the next start completes the change.
      const isWritten = await last.save(record);
      if (isWritten) await journal.remove();
      else log.warn('The switch is done, but could not be recorded for undo.');
      return isWritten;
    },
    abandon: journal.remove,
    last: last.load,
    forgetLast: last.remove,
    async hasRoomFor(sizes) {
      const bytes = sizes.reduce((sum, size) => sum + Math.ceil(size / blockBytes) * blockBytes, 0);
      const isWritten = await files.write(roomFileName, new Uint8Array(bytes));
      await files.remove(roomFileName);
      return isWritten;
    },
    history,
    async append(entry) {
      const kept = [...(await history()), entry].slice(-longestHistory);
      if (!(await entries.save({ version: 1, entries: kept })))
        log.warn('The switch could not be added to the history.');
    },
  };
}
