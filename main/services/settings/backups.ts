import * as z from 'zod';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

const BackupSchema = z.strictObject({
  id: z.string().regex(/^[\w-]+$/),
  atMs: z.number(),
  /** The file these bytes were read from. */
  path: z.string(),
  /** What was in force then, in words. */
  label: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
});
const IndexSchema = z.array(BackupSchema).readonly();

/** One kept version of a file of the user's. */
export type Backup = Readonly<z.infer<typeof BackupSchema>>;

export interface Backups {
  /** Keeps the bytes and answers the backup's id, or null where that was not possible: then nothing may be overwritten. */
  keep(
    version: { readonly bytes: Uint8Array; readonly sha256: string },
    path: string,
    label: string,
  ): Promise<string | null>;
  /** The bytes as they were, or null: gone, or no longer the same. */
  read(id: string): Promise<Uint8Array | null>;
  /** Newest first. */
  list(): Promise<readonly Backup[]>;
}

export interface BackupsDependencies {
  readonly files: DataFiles;
  readonly clock: Clock;
  readonly log: Log;
  hash(bytes: Uint8Array): string;
  readonly keepAtMost?: number;
}

const nameOf = (id: string): string => `backups/${id}.backup`;

/** Byte-exact copies in the app's own folder: they hold keys, so they lie there 0600 and nowhere else. */
export function createBackups({ files, clock, log, hash, keepAtMost = 20 }: BackupsDependencies): Backups {
  const document = createDocument({ files, name: 'backups/index.json', schema: IndexSchema, log });
  // Read each time: the command line writes the same folder.
  const readIndex = async (): Promise<readonly Backup[]> => (await document.read()) ?? [];

  const prune = async (index: readonly Backup[]): Promise<void> => {
    const tooMany = index.slice(keepAtMost);
    if (tooMany.length === 0) return;
    for (const { id } of tooMany) await files.remove(nameOf(id));
    await document.save(index.slice(0, keepAtMost));
  };

  /** The file's newest backup, if it is these bytes: attempts that fail must not push out what undo needs. */
  const keptAlready = async (index: readonly Backup[], sha256: string, path: string): Promise<Backup | null> => {
    const newest = index.find((entry) => entry.path === path);
    if (newest?.sha256 !== sha256) return null;
    const bytes = await files.read(nameOf(newest.id));
    return bytes !== null && hash(bytes) === sha256 ? newest : null;
  };

  return {
    async keep(version, path, label) {
      const index = await readIndex();
      const again = await keptAlready(index, version.sha256, path);
      if (again !== null) {
        const later: Backup = { ...again, atMs: clock.now(), label };
        await document.save([later, ...index.filter((entry) => entry !== again)]);
        return again.id;
      }
      const id = freeId(clock.now(), version.sha256, index);
      const { sha256 } = version;
      const entry: Backup = { id, atMs: clock.now(), path, label, bytes: version.bytes.length, sha256 };
      // The list first: a copy that nothing lists would keep a key for ever.
      const listed = await document.save([entry, ...index]);
      const written = listed && (await files.write(nameOf(id), version.bytes));
      const back = written ? await files.read(nameOf(id)) : null;
      if (back !== null && hash(back) === sha256) {
        await prune([entry, ...index]);
        return id;
      }
      await files.remove(nameOf(id));
      if (listed) await document.save(index);
      return null;
    },
    async read(id) {
      const entry = (await readIndex()).find((candidate) => candidate.id === id);
      const bytes = entry === undefined ? null : await files.read(nameOf(entry.id));
      return bytes !== null && hash(bytes) === entry?.sha256 ? bytes : null;
    },
    list: readIndex,
  };
}

function freeId(nowMs: number, sha256: string, index: readonly Backup[]): string {
  const stamp = `${new Date(nowMs).toISOString().replace(/\D/g, '')}-${sha256.slice(0, 8)}`;
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? stamp : `${stamp}-${count}`;
    if (!index.some((entry) => entry.id === id)) return id;
  }
}
