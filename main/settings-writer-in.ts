import { createFiles } from './adapters/files.ts';
import { sha256 } from './adapters/read-version.ts';
import { createSurroundings } from './adapters/surroundings.ts';
import { createTempOwner, isProcessAlive } from './adapters/temp-owner.ts';
import type { Clock, DataFiles, Log } from './ports.ts';
import { createBackups } from './services/backups.ts';
import type { ProviderKeys } from './services/provider-keys.ts';
import { createSettingsWriter, type SettingsWriter } from './services/settings-writer.ts';
import { createSwitchRecords } from './services/switch-records.ts';

export interface SettingsPlace {
  readonly clock: Clock;
  readonly log: Log;
  readonly dataFiles: DataFiles;
  readonly keys: ProviderKeys;
  /** What Qwen Code would see: its variables and its user's home folder. */
  readonly qwen: {
    environment(): Readonly<Record<string, string | undefined>>;
    home(): string;
    /** Where `qwen` would be started, as far as it is known: a relative `QWEN_HOME` begins there. Left out: home. */
    workFolder?(): string;
  };
}

/** The settings writer of one user on this machine: the same for the app, its demo and the command line. */
export function openSettingsWriter({ clock, log, dataFiles, keys, qwen }: SettingsPlace): SettingsWriter {
  const { platform } = process;
  return createSettingsWriter({
    files: createFiles({ clock, owner: createTempOwner(clock.now()), platform }),
    surroundings: createSurroundings({ workFolder: qwen.home, ...qwen, platform }),
    keys,
    backups: createBackups({ files: dataFiles, clock, log, hash: sha256 }),
    records: createSwitchRecords(dataFiles, log),
    clock,
    log,
    hash: sha256,
    processes: { own: process.pid, isAlive: isProcessAlive },
  });
}
