import { type AccountId, firstAccountId } from '../core/accounts.ts';
import type { AccountList } from '../services/account/account-list.ts';
import { accountFolder } from '../services/account/chosen-files.ts';
import { filesBelow } from '../services/files-below.ts';
import { createJournal } from '../services/history/journal.ts';
import { withSwitchesOf } from './account-journal.ts';
import { noticesOfAccount } from './account-notices.ts';
import { type AccountServices, type AccountServicesDeps, createAccountServices } from './account-services.ts';

export interface Opened {
  readonly id: AccountId;
  readonly services: AccountServices;
}

/** Files, journal and programs are those of the first account; the journal also holds the switches of the provider. */
export interface OpenerDeps
  extends Omit<AccountServicesDeps, 'tokenName' | 'isChosen' | 'chosenSinceMs' | 'isElsewhere' | 'isAlone'> {
  readonly list: AccountList;
  /** All accounts that are open, with one that is being added. */
  every(): readonly Opened[];
}

const firstTokenName = 'access-token';
/** The name of an account's session in the vault. */
export const tokenNameOf = (id: AccountId): string =>
  id === firstAccountId ? firstTokenName : `${firstTokenName}/${id}`;

/** Makes the services of each account: with files, a session and a journal of its own, and notices that name it. */
export function createAccountOpener(deps: OpenerDeps): (id: AccountId) => AccountServices {
  const { list, every, runEnvironment, log } = deps;
  return (id) => {
    const isChosen = (): boolean => list.chosen().id === id;
    const common = {
      ...{ ...deps, tokenName: tokenNameOf(id), isChosen },
      notices: noticesOfAccount(deps.notices, {
        all: list.all,
        label: () => list.labelOf(id),
        words: () => deps.locale().words,
      }),
      chosenSinceMs: () => (isChosen() ? list.chosenSinceMs() : null),
      isElsewhere: (account) => every().some((one) => one.id !== id && one.services.quota.isOf(account)),
      // One that was just removed is not among them.
      isAlone: () => every().every((one) => one.id === id),
    } satisfies Partial<AccountServicesDeps>;
    if (id === firstAccountId) return createAccountServices(common);
    const isGone = (): boolean => !every().some((one) => one.id === id);
    const files = filesBelow(deps.files, accountFolder(id), isGone);
    // Nobody else writes it: the command line adds its switches to that of the machine.
    const own = createJournal({ files, clock: runEnvironment.clock, log });
    const journal = withSwitchesOf(deps.journal, own);
    return createAccountServices({ ...common, files, journal, programs: [], programBreakdowns: [] });
  };
}
