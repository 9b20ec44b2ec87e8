import { statSync } from 'node:fs';
import type { DataFiles } from '../ports/system.ts';
import { withSwitchesOf } from '../runtime/account-journal.ts';
import { historyLock, openSettingsWriter, switchLock } from '../runtime/settings-writer.ts';
import { chosenFiles } from '../services/account/chosen-files.ts';
import { createJournal, type Journal } from '../services/history/journal.ts';
import type { ProviderKeys } from '../services/settings/provider-keys.ts';
import type { SettingsWriter } from '../services/settings/settings-writer.ts';
import type { CliContext, Shell } from './context.ts';

/** No stored keys: plain Node cannot open the app's vault. Keys come from the user's files, or from the user. */
const noVault: ProviderKeys = {
  all: async () => ({}),
  keep: async () => undefined,
  open: () => undefined,
};

const qwenOf = ({ environment, home, workFolder }: Shell) => ({
  environment: () => environment,
  home: () => home,
  workFolder: () => workFolder,
});

/** Whether there may be records of earlier changes: the first change makes the data folder. */
export function hasRecords({ shell }: CliContext): boolean {
  try {
    return statSync(shell.dataFolder, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true; // The folder above may not be opened: reading the records says so.
  }
}

/** The history of the app, to which a switch of the command line belongs as well. */
const journalOf = ({ shell, clock, log, dataFiles }: CliContext): Journal =>
  createJournal({ files: dataFiles, clock, log, exclusively: historyLock(clock, shell.dataFolder, log) });

/** The history of the account that Qwen Code uses, and its files; only to be read. */
export async function chosenHistory(context: CliContext): Promise<{ files: DataFiles; journal: Journal }> {
  const { clock, log } = context;
  const { files, isFirst } = await chosenFiles(context.dataFiles);
  if (isFirst) return { files, journal: journalOf(context) };
  return { files, journal: withSwitchesOf(journalOf(context), createJournal({ files, clock, log })) };
}

/** Opens the settings writer of the app, on the same records, so that either can undo the other's switch. */
export const writerOf = (context: CliContext): SettingsWriter => {
  const { shell, clock, log, dataFiles } = context;
  return openSettingsWriter({
    clock,
    log,
    dataFiles,
    keys: noVault,
    qwen: qwenOf(shell),
    exclusively: switchLock(clock, shell.dataFolder, log),
    journal: journalOf(context),
  });
};
