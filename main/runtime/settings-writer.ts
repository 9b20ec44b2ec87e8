import path from 'node:path';
import { createFiles } from '../adapters/files/files.ts';
import { createProcessLock } from '../adapters/files/process-lock.ts';
import { sha256 } from '../adapters/files/read-version.ts';
import { createTempOwner, isProcessAlive } from '../adapters/files/temp-owner.ts';
import { createQwenEnvironment } from '../adapters/qwen/qwen-environment.ts';
import type { Clock, DataFiles, Exclusively, Log } from '../ports/system.ts';
import type { Journal } from '../services/history/journal.ts';
import { createBackups } from '../services/settings/backups.ts';
import type { ProviderKeys } from '../services/settings/provider-keys.ts';
import { guessPathIn } from '../services/settings/settings-reading.ts';
import { createSettingsWriter, type SettingsWriter } from '../services/settings/settings-writer.ts';
import { createSwitchRecords } from '../services/settings/switch-records.ts';

export interface SettingsWriterContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly dataFiles: DataFiles;
  readonly keys: ProviderKeys;
  /** What Qwen Code would see: its environment variables and its user's home folder. */
  readonly qwen: {
    environment(): Readonly<Record<string, string | undefined>>;
    home(): string;
    /** Where `qwen` would be started, to which a relative `QWEN_HOME` is relative. Left out: home. */
    workFolder?(): string;
  };
  /** Runs one change at a time, if another process of the app may change the same files. */
  readonly exclusively?: Exclusively | undefined;
  /** Where each change of the selection is recorded for the user. Left out: nowhere. */
  readonly journal?: Journal | undefined;
  /** Another program chose another provider. Left out: nobody is told. */
  readonly onOtherProvider?: ((model: string | null) => void) | undefined;
}

/** Opens the settings writer of one user on this machine: the same for the app, its demo and the command line. */
export function openSettingsWriter({
  clock,
  log,
  dataFiles,
  keys,
  qwen,
  exclusively,
  journal,
  onOtherProvider,
}: SettingsWriterContext): SettingsWriter {
  const { platform } = process;
  const qwenEnvironment = createQwenEnvironment({ workFolder: qwen.home, ...qwen, platform });
  return createSettingsWriter({
    files: createFiles({ clock, owner: createTempOwner(clock.now()), platform }),
    qwenEnvironment,
    keys,
    backups: createBackups({ files: dataFiles, clock, log, hash: sha256, guessPath: guessPathIn(qwenEnvironment) }),
    records: createSwitchRecords(dataFiles, log),
    clock,
    log,
    hash: sha256,
    processes: { own: process.pid, isAlive: isProcessAlive },
    exclusively,
    journal,
    onOtherProvider,
  });
}

/** The lock between all processes that change settings with this data folder: the app and the command line. */
export const switchLock = (clock: Clock, dataFolder: string, log: Log): Exclusively =>
  lockOf('switch.lock', clock, dataFolder, log);

/** The lock between all processes that write the history in this data folder. */
export const historyLock = (clock: Clock, dataFolder: string, log: Log): Exclusively =>
  lockOf('history.lock', clock, dataFolder, log);

const lockOf = (name: string, clock: Clock, dataFolder: string, log: Log): Exclusively =>
  createProcessLock({
    ...{ path: path.join(dataFolder, name), clock, log },
    ...{ pid: process.pid, isAlive: isProcessAlive },
  });
