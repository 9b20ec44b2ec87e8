import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createDataFiles } from '../../../main/adapters/files/data-files.ts';
import type { FileOperations } from '../../../main/adapters/files/file-operations.ts';
import { createFiles } from '../../../main/adapters/files/files.ts';
import { sha256 } from '../../../main/adapters/files/read-version.ts';
import { createTempOwner } from '../../../main/adapters/files/temp-owner.ts';
import { createQwenEnvironment } from '../../../main/adapters/qwen/qwen-environment.ts';
import type { ProviderChoice } from '../../../main/core/provider/switch-model.ts';
import type { Clock, Log } from '../../../main/ports/system.ts';
import { createBackups } from '../../../main/services/settings/backups.ts';
import { createProviderKeys } from '../../../main/services/settings/provider-keys.ts';
import { guessPathIn } from '../../../main/services/settings/settings-reading.ts';
import { createSettingsWriter, type SettingsWriter } from '../../../main/services/settings/settings-writer.ts';
import { createSwitchRecords } from '../../../main/services/settings/switch-records.ts';
import { quickOperations } from './quick-operations.ts';

export interface WriterHome {
  /** The folder used as the user's home. */
  readonly home: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface WriterOptions {
  readonly clock: Clock;
  /** Left out: the quick ones. */
  readonly operations?: FileOperations;
  readonly dataOperations?: FileOperations;
  /** The simulated process id, and which other processes count as running. */
  readonly run?: { readonly own: number; isAlive(pid: number): boolean };
  readonly log?: Log;
}

const noLog: Log = { info: () => undefined, warn: () => undefined };

/** Creates a vault that keeps its values in memory. */
function memoryVault() {
  const values = new Map<string, string>();
  return {
    values,
    read: async (name: string) => {
      const value = values.get(name);
      return value === undefined ? { state: 'absent' as const } : { state: 'present' as const, value };
    },
    write: async (name: string, value: string) => {
      values.set(name, value);
      return { kind: 'memory' as const };
    },
  };
}

/** Opens the settings writer on real files, composed as in the app. */
export function openWriter(place: WriterHome, options: WriterOptions): SettingsWriter {
  const { clock, operations = quickOperations, dataOperations = quickOperations, log = noLog } = options;
  const processes = options.run ?? { own: process.pid, isAlive: (pid) => pid === process.pid };
  const owner = { ...createTempOwner(Date.now()), pid: processes.own, isAlive: processes.isAlive };
  const data = createDataFiles({ folder: join(place.home, 'data'), clock, owner, operations: dataOperations });
  const keys = createProviderKeys(memoryVault());
  keys.open();
  const qwenEnvironment = createQwenEnvironment({
    environment: () => ({ QWEN_CODE_SYSTEM_SETTINGS_PATH: join(place.home, 'system.json'), ...place.environment }),
    home: () => place.home,
    workFolder: () => place.home,
    platform: process.platform,
  });
  return createSettingsWriter({
    files: createFiles({ clock, owner, platform: process.platform, operations }),
    qwenEnvironment,
    keys,
    backups: createBackups({ files: data, clock, log, hash: sha256, guessPath: guessPathIn(qwenEnvironment) }),
    records: createSwitchRecords(data, log),
    clock,
    log,
    hash: sha256,
    processes,
  });
}

export const settingsPathOf = (place: WriterHome): string => join(place.home, '.qwen/settings.json');
export const envPathOf = (place: WriterHome): string => join(place.home, '.qwen/.env');

export function putFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
}

/** Returns the content of every file below a folder, by its path with slashes, to compare whole states. */
export function contentsBelow(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(folder.length + 1).replaceAll('\\', '/')] = readFileSync(path).toString('base64');
  }
  return found;
}

export const exampleKey = 'sk-sp-0123456789abcdef0123456789abcdef';

export const codingPlan: ProviderChoice = {
  providerId: 'coding-plan/international',
  model: 'qwen3-coder-plus',
  key: exampleKey,
  keyPlacement: 'settings',
};

export const exampleSettings = `{
  // mine
  "ui": { "theme": "Qwen Dark" }, /* keep */
  "security": { "auth": { "selectedType": "openai" } },
  "model": { "name": "deepseek-chat" },
  "modelProviders": {
    "openai": [
      { "id": "deepseek-chat", "name": "DeepSeek", "baseUrl": "https://api.deepseek.com/v1", "envKey": "DEEPSEEK_API_KEY" }
    ]
  },
  "env": { "DEEPSEEK_API_KEY": "sk-00000000000000000000" },
  "$version": 4
}
`;
