import type { DataFiles, Log } from '../../ports/system.ts';
import { decodedInSlices, inTurns } from './in-turns.ts';

export const historyFolder = 'history';
const monthName = /^(\d{4}-\d{2})\.jsonl$/;
export const nameOf = (month: string): string => `${historyFolder}/${month}.jsonl`;

/** The files of the history, one for each month. */
export interface MonthFiles {
  /** The months there are, oldest first; null: this cannot be known now. */
  names(): Promise<readonly string[] | null>;
  /** null: it cannot be read now. */
  loadText(month: string): Promise<string | null>;
  /** Writes a month anew, or removes it if there is no text left. false: the disk refused. */
  replace(month: string, text: string): Promise<boolean>;
  /** Keeps what is no folder but has its name under another one, so that recording goes on. */
  makeRoom(): Promise<void>;
}

export function createMonthFiles(files: DataFiles, log: Log): MonthFiles {
  let complained = false;

  async function folder() {
    const found = await files.list(historyFolder);
    if ('kind' in found && !complained) log.warn(`${found.path} could not be read: ${found.reason}`);
    complained = 'kind' in found;
    return found;
  }

  return {
    async names() {
      const found = await folder();
      // No record of ours can be in what is no folder.
      if ('kind' in found) return found.reason === 'not-a-regular-file' ? [] : null;
      return found.flatMap((name) => monthName.exec(name)?.[1] ?? []).sort();
    },
    async loadText(month) {
      const found = await files.read(nameOf(month));
      if (found.kind === 'refused') log.warn(`${nameOf(month)} could not be read: ${found.reason}`);
      if (found.kind === 'file') return inTurns(decodedInSlices(found.bytes));
      return found.kind === 'refused' ? null : '';
    },
    async replace(month, text) {
      if (text !== '') return files.write(nameOf(month), new TextEncoder().encode(text));
      await files.remove(nameOf(month));
      return true;
    },
    async makeRoom() {
      const found = await folder();
      if (!('kind' in found) || found.reason !== 'not-a-regular-file') return;
      const kept = await files.setAside(historyFolder);
      if (kept !== null) log.warn(`${found.path} was no folder and was kept as ${kept}. The history begins anew.`);
    },
  };
}
