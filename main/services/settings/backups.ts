import * as z from 'zod';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

const BackupSchema = z.strictObject({
  id: z.string().regex(/^[\w-]+$/),
  atMs: z.number(),
  /** The file that these bytes were read from. */
  path: z.string(),
  /** The provider and model selected at that time, as display text. */
  label: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
});
const IndexSchema = z.array(BackupSchema).readonly();

/** One saved version of one of the user's files. */
export type Backup = Readonly<z.infer<typeof BackupSchema>>;

export interface Backups {
  /** Saves the bytes and returns the backup's id. Returns null on failure: the caller must then overwrite nothing. */
  keep(
    version: { readonly bytes: Uint8Array; readonly sha256: string },
    path: string,
    label: string,
  ): Promise<string | null>;
  /** Returns the saved bytes, or null if the backup is missing or its hash no longer matches. */
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

const fileNameOf = (id: string): string => `backups/${id}.backup`;

/** Saves byte-exact copies in the app's data folder. They contain keys, so each file has mode 0600. */
export function createBackups({ files, clock, log, hash, keepAtMost = 20 }: BackupsDependencies): Backups {
  const document = createDocument({ files, name: 'backups/index.json', schema: IndexSchema, log });
  // The index is read each time because the command line writes the same folder.
  const readIndex = async (): Promise<readonly Backup[]> => (await document.read()) ?? [];

  const prune = async (index: readonly Backup[]): Promise<void> => {
    const excess = index.slice(keepAtMost);
    if (excess.length === 0) return;
    for (const { id } of excess) await files.remove(fileNameOf(id));
    await document.save(index.slice(0, keepAtMost));
  };

  /** Finds the file's newest backup if it holds these bytes. Reusing it keeps failed attempts from pushing out older backups. */
  const findUnchanged = async (index: readonly Backup[], sha256: string, path: string): Promise<Backup | null> => {
    const newest = index.find((entry) => entry.path === path);
    if (newest?.sha256 !== sha256) return null;
    const bytes = await files.read(fileNameOf(newest.id));
    return bytes !== null && hash(bytes) === sha256 ? newest : null;
  };

  return {
    async keep(version, path, label) {
      const index = await readIndex();
      const existing = await findUnchanged(index, version.sha256, path);
      if (existing !== null) {
        const renewed: Backup = { ...existing, atMs: clock.now(), label };
        await document.save([renewed, ...index.filter((entry) => entry !== existing)]);
        return existing.id;
      }
      const id = freeId(clock.now(), version.sha256, index);
      const { sha256 } = version;
      const entry: Backup = { id, atMs: clock.now(), path, label, bytes: version.bytes.length, sha256 };
      // The index is written first: a copy missing from the index would never be pruned, and it contains a key.
      const listed = await document.save([entry, ...index]);
      const written = listed && (await files.write(fileNameOf(id), version.bytes));
      const readBack = written ? await files.read(fileNameOf(id)) : null;
      if (readBack !== null && hash(readBack) === sha256) {
        await prune([entry, ...index]);
        return id;
      }
      await files.remove(fileNameOf(id));
      if (listed) await document.save(index);
      return null;
    },
    async read(id) {
      const entry = (await readIndex()).find((candidate) => candidate.id === id);
      const bytes = entry === undefined ? null : await files.read(fileNameOf(entry.id));
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
