import * as z from 'zod';
import {
  type AccountId,
  AccountIdSchema,
  type AccountLabel,
  AccountLabelSchema,
  firstAccountId,
  mostAccounts,
} from '../../core/accounts.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

/** Written once there is a second account, or the first one has a name. */
export const accountsFileName = 'accounts.json';
export const AccountsFileSchema = z.strictObject({
  version: z.literal(1),
  accounts: z.array(AccountLabelSchema).readonly(),
  chosen: AccountIdSchema,
  /** Since when Qwen Code uses the chosen one; null: always. */
  chosenSinceMs: z.number().int().nullable(),
  /** Which ones it used before, and each until when, oldest first. Left out: none. */
  chosenBefore: z
    .array(z.strictObject({ id: AccountIdSchema, untilMs: z.number().int() }))
    .readonly()
    .optional(),
  /** Accounts of which something may still have to be removed. */
  toForget: z.array(AccountIdSchema).readonly(),
});
type AccountsFile = Readonly<z.infer<typeof AccountsFileSchema>>;

/** So many changes of the choice are remembered. */
const mostChoices = 100;
const first: AccountLabel = { id: firstAccountId, number: 1, name: null };
const onlyFirst: AccountsFile = {
  version: 1,
  accounts: [first],
  chosen: firstAccountId,
  chosenSinceMs: null,
  toForget: [],
};

/** Which accounts there are, what the user calls them, and which of them Qwen Code uses. */
export interface AccountList {
  /** Loads what an earlier run kept. */
  start(): Promise<void>;
  /** In the order of their numbers; the first account is always there. */
  all(): readonly AccountLabel[];
  chosen(): AccountLabel;
  /** How an account is called; number 0: it is not on the list. */
  labelOf(id: AccountId): AccountLabel;
  chosenSinceMs(): number | null;
  /** Whether Qwen Code used the chosen account at that time already. */
  wasChosen(atMs: number): boolean;
  canAdd(): boolean;
  /** Says that there may be something of an account that is not on the list yet, so that nothing is left if the app ends. */
  prepare(id: AccountId): void;
  add(id: AccountId): void;
  rename(id: AccountId, name: string | null): void;
  choose(id: AccountId): void;
  /** Takes an account off the list; what is kept of it is still to be removed. */
  remove(id: AccountId): void;
  toForget(): readonly AccountId[];
  /** Nothing is left of this account. */
  forgotten(id: AccountId): void;
  /** Resolves once all is written, as far as the disk allows. */
  settled(): Promise<void>;
}

export interface AccountListDeps {
  readonly files: DataFiles;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
}

export function createAccountList({ files, log, clock }: AccountListDeps): AccountList {
  const document = createDocument({
    ...{ files, log, name: accountsFileName, schema: AccountsFileSchema },
    // A file that could not be read at the start may list more accounts; the next start shows them.
    merge: (earlier, later) => ({ ...later, ...joined(earlier, later) }),
  });
  let kept = onlyFirst;
  let isChanged = false;

  function change(changed: Partial<AccountsFile>): void {
    kept = { ...kept, ...changed };
    isChanged = true;
    document.write(kept);
  }

  function smallestFreeNumber(): number {
    let number = 2;
    while (kept.accounts.some((one) => one.number === number)) number += 1;
    return number;
  }

  const beforeNow = (): AccountsFile['chosenBefore'] =>
    [...(kept.chosenBefore ?? []), { id: kept.chosen, untilMs: clock.now() }].slice(-mostChoices);
  const choose = (id: AccountId): Partial<AccountsFile> =>
    id === kept.chosen ? {} : { chosen: id, chosenSinceMs: clock.now(), chosenBefore: beforeNow() };
  const without = (id: AccountId): readonly AccountId[] => kept.toForget.filter((one) => one !== id);

  return {
    async start() {
      const found = await document.read();
      if (found !== null) kept = repaired(found, clock.now());
    },
    all: () => kept.accounts,
    chosen: () => kept.accounts.find(({ id }) => id === kept.chosen) ?? first,
    labelOf: (id) => kept.accounts.find((one) => one.id === id) ?? { id, number: 0, name: null },
    chosenSinceMs: () => kept.chosenSinceMs,
    wasChosen: (atMs) => wasChosen(kept, atMs),
    canAdd: () => kept.accounts.length < mostAccounts,
    prepare: (id) => change({ toForget: [...without(id), id] }),
    add(id) {
      const added: AccountLabel = { id, number: smallestFreeNumber(), name: null };
      change({ accounts: byNumber([...kept.accounts, added]), toForget: without(id) });
    },
    rename: (id, name) => change({ accounts: kept.accounts.map((one) => (one.id === id ? { ...one, name } : one)) }),
    choose: (id) => change(choose(id)),
    remove(id) {
      const accounts = kept.accounts.filter((one) => one.id !== id);
      change({ ...(id === kept.chosen && choose(firstAccountId)), accounts, toForget: [...without(id), id] });
    },
    toForget: () => kept.toForget,
    forgotten: (id) => change({ toForget: without(id) }),
    settled() {
      // A full disk may have refused it: a removed account would be back after the next start.
      if (isChanged) document.write(kept);
      return document.settled();
    },
  };
}

/** Whether the account on the list that is chosen now was chosen at that time. */
export const wasChosen = ({ chosen, chosenBefore = [] }: AccountsFile, atMs: number): boolean =>
  (chosenBefore.find(({ untilMs }) => atMs < untilMs)?.id ?? chosen) === chosen;

const byNumber = (accounts: readonly AccountLabel[]): readonly AccountLabel[] =>
  accounts.toSorted((one, other) => one.number - other.number);

/** The first account is always there, each account once, and the chosen one is among them. */
function repaired(found: AccountsFile, nowMs: number): AccountsFile {
  const once = found.accounts.filter(({ id }, index) => found.accounts.findIndex((one) => one.id === id) === index);
  const isFirst = ({ id }: AccountLabel): boolean => id === firstAccountId;
  const further = once.filter((one) => !isFirst(one)).slice(0, mostAccounts - 1);
  const accounts = byNumber([{ ...first, name: once.find(isFirst)?.name ?? null }, ...further]);
  const isKnown = accounts.some(({ id }) => id === found.chosen);
  const { chosenSinceMs, chosenBefore } = found;
  return {
    ...found,
    accounts,
    chosen: isKnown ? found.chosen : firstAccountId,
    // A time to come was written while the clock was wrong.
    chosenSinceMs: chosenSinceMs !== null && chosenSinceMs > nowMs ? null : chosenSinceMs,
    ...(chosenBefore && { chosenBefore: chosenBefore.filter(({ untilMs }) => untilMs <= nowMs) }),
    toForget: found.toForget.filter((id) => id !== firstAccountId && !accounts.some((one) => one.id === id)),
  };
}

function joined(earlier: AccountsFile, later: AccountsFile): Pick<AccountsFile, 'accounts' | 'toForget'> {
  const isNew = ({ id }: AccountLabel): boolean => !later.accounts.some((one) => one.id === id);
  return {
    accounts: [...later.accounts, ...earlier.accounts.filter(isNew)],
    toForget: [...new Set([...earlier.toForget, ...later.toForget])],
  };
}
