import { type AccountId, firstAccountId } from '../../core/accounts.ts';
import type { DataFiles } from '../../ports/system.ts';
import { filesBelow } from '../files-below.ts';
import { jsonOfBytes } from '../json-of-bytes.ts';
import { readNewer } from '../newer-file.ts';
import { AccountsFileSchema, accountsFileName, accountsFolder, wasChosen } from './account-list.ts';

/** Where the files of a further account lie. */
export const accountFolder = (id: AccountId): string => `${accountsFolder}/${id}`;

export interface ChosenFiles {
  readonly files: DataFiles;
  readonly isFirst: boolean;
  /** Whether Qwen Code used this account at that time already. */
  wasChosen(atMs: number): boolean;
}

/** The files of the account that Qwen Code uses, for whoever only reads them. */
export async function chosenFiles(files: DataFiles): Promise<ChosenFiles> {
  const found = await files.read(accountsFileName);
  const content = found.kind === 'file' ? jsonOfBytes(found.bytes) : null;
  const list = AccountsFileSchema.safeParse(content).data ?? readNewer(AccountsFileSchema, content)?.value;
  const chosen = list?.accounts.find(({ id }) => id === list.chosen)?.id ?? firstAccountId;
  const known = { wasChosen: (atMs: number) => !list || wasChosen({ ...list, chosen }, atMs) };
  if (chosen === firstAccountId) return { ...known, files, isFirst: true };
  return { ...known, files: filesBelow(files, accountFolder(chosen)), isFirst: false };
}
