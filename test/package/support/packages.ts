import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, readSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');
const release = path.join(root, 'release');
const executableName = 'qwen-gauge-app';

/** The packages that `npm run test:package` has just made; `npm run bench` makes the unpacked app alone. */
export interface Packages {
  /** Version in the packages; that of package.json, with a mark where the fallback runtime is inside. */
  readonly version: string;
  /** The unpacked app. */
  readonly folder: string;
  readonly archive: string;
  readonly deb: string;
  readonly rpm: string;
}

/** Throws where they have not been made. */
export function findPackages(): Packages {
  const folder = path.join(release, 'linux-unpacked');
  if (!existsSync(folder)) throw new Error('there is no package: run `npm run dist`');
  const { version } = JSON.parse(fileInAsar(asarOf(folder), 'package.json')) as { version: string };
  const named = (end: string): string => path.join(release, `qwen-gauge-${version}-linux-${end}`);
  return { version, folder, archive: named('x64.tar.gz'), deb: named('amd64.deb'), rpm: named('x86_64.rpm') };
}

export const asarOf = (folder: string): string => path.join(folder, 'resources', 'app.asar');
export const executableOf = (folder: string): string => path.join(folder, executableName);

/** Unpacks the archive as a user would; anybody may read the folder, which the caller deletes by its parent. */
export function unpackArchive({ archive }: Packages): string {
  const parent = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-unpacked-'));
  chmodSync(parent, 0o755);
  execFileSync('tar', ['-xzf', archive, '-C', parent, '--no-same-owner']);
  return path.join(parent, path.basename(archive, '.tar.gz'));
}

interface AsarEntry {
  readonly files?: Readonly<Record<string, AsarEntry>>;
  readonly size?: number;
  readonly offset?: string;
}

/** Reads the index of an asar archive, and where the files begin: four lengths of four bytes, JSON, then the files. */
function readIndex(asar: string): { readonly index: AsarEntry; readonly start: number } {
  const file = openSync(asar, 'r');
  try {
    const lengths = Buffer.alloc(16);
    readSync(file, lengths, 0, lengths.length, 0);
    const json = Buffer.alloc(lengths.readUInt32LE(12));
    readSync(file, json, 0, json.length, 16);
    return { index: JSON.parse(json.toString('utf8')) as AsarEntry, start: 8 + lengths.readUInt32LE(4) };
  } finally {
    closeSync(file);
  }
}

/** Every file in an asar archive, sorted. */
export const filesInAsar = (asar: string): readonly string[] => filesIn(readIndex(asar).index).sort();

const filesIn = ({ files = {} }: AsarEntry, below = ''): string[] =>
  Object.entries(files).flatMap(([name, entry]) =>
    entry.files === undefined ? [`${below}${name}`] : filesIn(entry, `${below}${name}/`),
  );

/** The text of a file at the top of an asar archive. */
function fileInAsar(asar: string, name: string): string {
  const { index, start } = readIndex(asar);
  const { size = 0, offset = '0' } = index.files?.[name] ?? {};
  return readFileSync(asar).toString('utf8', start + Number(offset), start + Number(offset) + size);
}
