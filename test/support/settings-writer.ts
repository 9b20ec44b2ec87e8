import { createHash } from 'node:crypto';
import type { SettingsFacts } from '../../main/core/provider/precedence/facts.ts';
import type { ProviderChoice } from '../../main/core/provider/switch-model.ts';
import type { DataFiles, Exclusively, Files, FileVersion } from '../../main/ports/system.ts';
import { createJournal } from '../../main/services/history/journal.ts';
import { createBackups } from '../../main/services/settings/backups.ts';
import { createProviderKeys } from '../../main/services/settings/provider-keys.ts';
import { createSettingsWriter } from '../../main/services/settings/settings-writer.ts';
import { createSwitchRecords } from '../../main/services/settings/switch-records.ts';
import { fakeClock, memoryLog, namesBelow } from './fakes.ts';
import { noFacts } from './settings-facts.ts';

export const path = '/home/u/.qwen/settings.json';
export const envPath = '/home/u/.qwen/.env';
export const key = 'sk-sp-0123456789abcdef0123456789abcdef';
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const plan: ProviderChoice = {
  providerId: 'coding-plan/international',
  model: 'glm-4.7',
  key,
  keyPlacement: 'settings',
};
export const text = '{ "model": { "name": "x" } }';

/** The user's files in memory; `onWrite` is called before each write. */
export function memoryDisk(initial: Readonly<Record<string, string>>) {
  const contents = new Map(Object.entries(initial).map(([name, content]) => [name, Buffer.from(content)]));
  const watchers = new Set<() => void>();
  const disk = { contents, watchers, onWrite: (_path: string): void => undefined };
  const read = (name: string): FileVersion | { kind: 'missing'; target: string } => {
    const bytes = contents.get(name);
    if (bytes === undefined) return { kind: 'missing', target: name };
    return { kind: 'file', target: name, bytes, sha256: hash(bytes), mode: 0o600, uid: 0, gid: 0, names: 1 };
  };
  const same = (name: string, expected: FileVersion | { readonly kind: 'missing' }): boolean => {
    const now = read(name);
    return now.kind === 'file'
      ? expected.kind === 'file' && now.sha256 === expected.sha256
      : expected.kind === 'missing';
  };
  const files: Files = {
    readVersion: async (name) => read(name),
    async replace(name, bytes, expected) {
      disk.onWrite(name);
      if (!same(name, expected)) return { kind: 'conflict' };
      contents.set(name, Buffer.from(bytes));
      return { kind: 'done' };
    },
    async remove(name, expected) {
      disk.onWrite(name);
      if (!same(name, expected)) return { kind: 'conflict' };
      contents.delete(name);
      return { kind: 'done' };
    },
    concernsOf: async () => [],
    sweep: async () => 0,
    watch(_name, onChange) {
      const watcher = () => onChange();
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
  return Object.assign(disk, { files, textOf: (name: string) => contents.get(name)?.toString() });
}

/** The app's own files in memory, as bytes. */
export function memoryData(initial: Readonly<Record<string, string>> = {}) {
  const contents = new Map(Object.entries(initial).map(([name, content]) => [name, Buffer.from(content)]));
  const data: DataFiles & { readonly contents: Map<string, Buffer>; full: boolean } = {
    contents,
    full: false,
    async read(name) {
      const bytes = contents.get(name);
      return bytes === undefined ? { kind: 'missing' } : { kind: 'file', bytes };
    },
    list: async (folder) => namesBelow(folder, contents.keys()),
    async write(name, bytes) {
      if (!this.full) contents.set(name, Buffer.from(bytes));
      return !this.full;
    },
    async append(name, text, header) {
      if (!this.full) contents.set(name, Buffer.concat([contents.get(name) ?? Buffer.from(header), Buffer.from(text)]));
      return !this.full;
    },
    async remove(name) {
      contents.delete(name);
    },
    async removeFolder(folder) {
      for (const name of [...contents.keys()]) if (name.startsWith(`${folder}/`)) contents.delete(name);
      return true;
    },
    async setAside(name, why = 'broken') {
      const bytes = contents.get(name);
      if (bytes === undefined) return null;
      contents.delete(name);
      contents.set(`${name}.${why}-1`, bytes);
      return `${name}.${why}-1`;
    },
  };
  return data;
}

interface StartOptions {
  readonly disk?: ReturnType<typeof memoryDisk>;
  readonly data?: ReturnType<typeof memoryData>;
  readonly own?: number;
  readonly alive?: (pid: number) => boolean;
  readonly facts?: Partial<SettingsFacts>;
  readonly exclusively?: Exclusively;
}

export function start({
  disk = memoryDisk({ [path]: text }),
  data = memoryData(),
  own = 1,
  alive = () => false,
  facts: given = {},
  exclusively,
}: StartOptions = {}) {
  const clock = fakeClock();
  const log = memoryLog();
  const vault = new Map<string, string>();
  const asked: string[] = [];
  const gathered: unknown[] = [];
  const keys = createProviderKeys({
    read: async (name) => {
      asked.push(name);
      const value = vault.get(name);
      return value === undefined ? { state: 'absent' } : { state: 'present', value };
    },
    write: async (name, value) => {
      vault.set(name, value);
      return { kind: 'memory' };
    },
  });
  const journal = createJournal({ files: data, clock, log });
  const told: (string | null)[] = [];
  const writer = createSettingsWriter({
    files: disk.files,
    qwenEnvironment: {
      settingsPath: async () => path,
      watchedPaths: async () => [path, envPath],
      gather: async (question) => {
        gathered.push(question);
        const { vaultKeys: _none, ...facts } = noFacts;
        const env = disk.textOf(envPath);
        const envFiles = env === undefined ? [] : [{ path: envPath, text: env, place: 'qwen-home' as const }];
        return { ...facts, keyFilePath: envPath, envFiles, ...given };
      },
    },
    keys,
    backups: createBackups({ files: data, clock, log, hash, guessPath: async () => path }),
    records: createSwitchRecords(data, log),
    clock,
    log,
    hash,
    processes: { own, isAlive: alive },
    exclusively,
    journal,
    onOtherProvider: (model) => void told.push(model),
  });
  return { writer, journal, told, disk, data, clock, log, vault, asked, keys, gathered };
}

export type Started = ReturnType<typeof start>;

export async function switchTo({ writer }: Started, choice: ProviderChoice) {
  const preview = await writer.preview(choice);
  return preview.kind === 'plan' ? writer.confirm(preview.hash) : preview;
}
