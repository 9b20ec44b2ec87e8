import * as z from 'zod';
import type { Clock, DataFiles, DataRefused, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';
import { jsonOfBytes } from '../json-of-bytes.ts';

const KnownBackupSchema = z.object({
  version: z.number().int().optional(),
  id: z.string().regex(/^[\w-]+$/),
  atMs: z.number(),
  /** The file that these bytes were read from. */
  path: z.string(),
  /** The provider and model selected at that time, as display text. */
  label: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  /** Greater than that of every earlier backup, because the clock may have been set back since. */
  order: z.number().int().optional(),
});

/** One saved version of one of the user's files. */
export type Backup = Readonly<z.infer<typeof KnownBackupSchema>>;

/** A newer version of the app may describe more, which is kept. */
const BackupSchema: z.ZodType<Backup> = KnownBackupSchema.loose();

export interface BackupList {
  /** Newest first. */
  readonly backups: readonly Backup[];
  /** What exists but could not be read, so that the list may be incomplete. */
  readonly unread: readonly DataRefused[];
}

/** `missing`: there is no such backup, or its hash no longer matches. */
type BackupRead = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'missing' } | DataRefused;

export interface Backups {
  /** Saves the bytes and returns the backup's id. Returns null on failure: the caller must then overwrite nothing. */
  keep(
    version: { readonly bytes: Uint8Array; readonly sha256: string },
    path: string,
    label: string,
  ): Promise<string | null>;
  read(id: string): Promise<BackupRead>;
  list(): Promise<BackupList>;
}

export interface BackupsDependencies {
  readonly files: DataFiles;
  readonly clock: Clock;
  readonly log: Log;
  hash(bytes: Uint8Array): string;
  /** Guesses the file that a backup without a description was read from. */
  guessPath(bytes: Uint8Array): Promise<string>;
  readonly keepAtMost?: number;
}

const folder = 'backups';
const bytesFileOf = (id: string): string => `${folder}/${id}.backup`;
const descriptionFileOf = (id: string): string => `${folder}/${id}.json`;

/**
 * Saves byte-exact copies in the app's data folder, each with a description beside it, so that no list exists that one bad
 * read could lose. The copies contain keys, so each file has mode 0600.
 */
export function createBackups(dependencies: BackupsDependencies): Backups {
  const { files, clock, hash, keepAtMost = 20 } = dependencies;
  const reader = createReader(dependencies);

  const prune = async (newestFirst: readonly Backup[]): Promise<void> => {
    for (const { id } of newestFirst.slice(keepAtMost)) {
      await files.remove(bytesFileOf(id));
      await files.remove(descriptionFileOf(id));
    }
  };

  const describe = (backup: Backup): Promise<boolean> =>
    files.write(descriptionFileOf(backup.id), new TextEncoder().encode(JSON.stringify(backup)));

  /** Finds the file's newest backup if it holds these bytes. Reusing it keeps failed attempts from pushing out older backups. */
  const findUnchanged = (known: readonly Backup[], sha256: string, path: string): Backup | null => {
    const newest = known.find((entry) => entry.path === path);
    return newest?.sha256 === sha256 ? newest : null;
  };

  return {
    async keep({ bytes, sha256 }, path, label) {
      const { backups: known } = await reader.list();
      const existing = findUnchanged(known, sha256, path);
      if (existing !== null && (await reader.read(existing.id)).kind === 'bytes') {
        await describe({ ...existing, atMs: clock.now(), label, order: nextOrder(known) });
        return existing.id;
      }
      const id = freeId(clock.now(), sha256, known);
      const order = nextOrder(known);
      const entry: Backup = { version: 1, id, atMs: clock.now(), path, label, bytes: bytes.length, sha256, order };
      const written = await files.write(bytesFileOf(id), bytes);
      const readBack = written ? await files.read(bytesFileOf(id)) : null;
      const isWhole = readBack?.kind === 'file' && hash(readBack.bytes) === sha256;
      if (isWhole && (await describe(entry))) {
        await prune([entry, ...known]);
        return id;
      }
      await files.remove(bytesFileOf(id));
      return null;
    },
    read: reader.read,
    list: reader.list,
  };
}

/** Finds backups by their files. */
function createReader({ files, log, hash, guessPath }: BackupsDependencies) {
  /** Earlier versions of the app described all backups in one file. It is only read. */
  const oldIndex = createDocument({ files, name: `${folder}/index.json`, schema: z.array(BackupSchema), log });

  async function describedBy(id: string): Promise<Backup | null | DataRefused> {
    const found = await files.read(descriptionFileOf(id));
    if (found.kind === 'refused') return found;
    const parsed = BackupSchema.safeParse(found.kind === 'file' ? jsonOfBytes(found.bytes) : null);
    if (parsed.success && parsed.data.id === id) return parsed.data;
    const index = await oldIndex.load();
    const listed = index.kind === 'value' ? index.value.find((entry) => entry.id === id) : undefined;
    return listed ?? describeBytes(id);
  }

  async function describeBytes(id: string): Promise<Backup | null | DataRefused> {
    const found = await files.read(bytesFileOf(id));
    if (found.kind !== 'file') return found.kind === 'missing' ? null : found;
    const { bytes } = found;
    const path = await guessPath(bytes);
    return { id, atMs: timeOf(id), path, label: '', bytes: bytes.length, sha256: hash(bytes) };
  }

  async function list(): Promise<BackupList> {
    const names = await files.list(folder);
    if ('kind' in names) return { backups: [], unread: [names] };
    const backups: Backup[] = [];
    const unread: DataRefused[] = [];
    for (const name of names) {
      const id = /^([\w-]+)\.backup$/.exec(name)?.[1];
      const found = id === undefined ? null : await describedBy(id);
      if (found === null) continue;
      if ('kind' in found) unread.push(found);
      else backups.push(found);
    }
    return { backups: backups.sort(newestFirst), unread };
  }

  async function read(id: string): Promise<BackupRead> {
    const entry = await describedBy(id);
    if (entry === null) return { kind: 'missing' };
    const found = 'kind' in entry ? entry : await files.read(bytesFileOf(id));
    if (found.kind !== 'file') return found;
    const isWhole = !('kind' in entry) && hash(found.bytes) === entry.sha256;
    return isWhole ? { kind: 'bytes', bytes: found.bytes } : { kind: 'missing' };
  }

  return { list, read };
}

const newestFirst = (one: Backup, other: Backup): number =>
  (other.order ?? 0) - (one.order ?? 0) || other.atMs - one.atMs;

const nextOrder = (known: readonly Backup[]): number => (known[0]?.order ?? 0) + 1;

/** The time that an id begins with; 0 if it begins with none. */
function timeOf(id: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})-/.exec(id);
  if (parts === null) return 0;
  const [year = 0, month = 1, ...rest] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

function freeId(nowMs: number, sha256: string, known: readonly Backup[]): string {
  const stamp = `${new Date(nowMs).toISOString().replace(/\D/g, '')}-${sha256.slice(0, 8)}`;
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? stamp : `${stamp}-${count}`;
    if (!known.some((entry) => entry.id === id)) return id;
  }
}
