import * as z from 'zod';
import {
  type AccountId,
  AccountIdSchema,
  type AccountLabel,
  AccountLabelSchema,
  accountName,
  firstAccountId,
  mostAccounts,
} from '../../core/accounts.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

/** The folder in which each further account has a folder of its own. */
export const accountsFolder = 'accounts';
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
type Change = (list: AccountsFile) => AccountsFile;

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
  /** Loads what an earlier run kept. An account that has a folder and is not on the list, because it was lost, is listed again. */
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
    merge(earlier) {
      whole = changes.reduce((list, change) => change(list), repaired(earlier, clock.now()));
      return whole;
    },
  });
  /** What this run shows. */
  let kept = onlyFirst;
  /** What is written: if the list could be read only after the start, it has more accounts than this run shows. */
  let whole = onlyFirst;
  /** All changes of this run, for a list that can be read only later. Making one twice changes nothing. */
  const changes: Change[] = [];

  function make(change: Change): void {
    changes.push(change);
    kept = change(kept);
    whole = change(whole);
    document.write(whole);
  }

  return {
    async start() {
      const found = await document.load();
      if (found.kind === 'refused') return;
      const list = found.kind === 'value' ? found.value : onlyFirst;
      kept = repaired({ ...list, accounts: [...list.accounts, ...(await unlisted(files, list))] }, clock.now());
      whole = kept;
    },
    all: () => kept.accounts,
    chosen: () => kept.accounts.find(({ id }) => id === kept.chosen) ?? first,
    labelOf: (id) => kept.accounts.find((one) => one.id === id) ?? { id, number: 0, name: null },
    chosenSinceMs: () => kept.chosenSinceMs,
    wasChosen: (atMs) => wasChosen(kept, atMs),
    canAdd: () => kept.accounts.length < mostAccounts,
    prepare: (id) => make((list) => ({ ...list, toForget: [...without(list, id), id] })),
    add: (id) =>
      make((list) => ({
        ...list,
        accounts: numbered([...list.accounts, { id, number: 0, name: null }]),
        toForget: without(list, id),
      })),
    rename: (id, name) =>
      make((list) => ({ ...list, accounts: list.accounts.map((one) => (one.id === id ? { ...one, name } : one)) })),
    choose(id) {
      const nowMs = clock.now();
      make((list) => chosenIn(list, id, nowMs));
    },
    remove(id) {
      const nowMs = clock.now();
      make((list) => ({
        ...(id === list.chosen ? chosenIn(list, firstAccountId, nowMs) : list),
        accounts: list.accounts.filter((one) => one.id !== id),
        toForget: [...without(list, id), id],
      }));
    },
    toForget: () => kept.toForget,
    forgotten: (id) => make((list) => ({ ...list, toForget: without(list, id) })),
    settled() {
      // A full disk may have refused it: a removed account would be back after the next start.
      if (changes.length > 0) document.write(whole);
      return document.settled();
    },
  };
}

/** Whether the account on the list that is chosen now was chosen at that time. */
export const wasChosen = ({ chosen, chosenBefore = [] }: AccountsFile, atMs: number): boolean =>
  (chosenBefore.find(({ untilMs }) => atMs < untilMs)?.id ?? chosen) === chosen;

const without = ({ toForget }: AccountsFile, id: AccountId): readonly AccountId[] =>
  toForget.filter((one) => one !== id);

function chosenIn(list: AccountsFile, id: AccountId, nowMs: number): AccountsFile {
  if (id === list.chosen) return list;
  const before = (list.chosenBefore ?? []).filter(({ untilMs }) => untilMs <= nowMs);
  const chosenBefore = [...before, { id: list.chosen, untilMs: nowMs }].slice(-mostChoices);
  return { ...list, chosen: id, chosenSinceMs: nowMs, chosenBefore };
}

/** The accounts that have a folder and are on neither list. */
async function unlisted(files: DataFiles, { accounts, toForget }: AccountsFile): Promise<readonly AccountLabel[]> {
  const names = await files.list(accountsFolder);
  if ('kind' in names) return [];
  const known: readonly string[] = [...accounts.map(({ id }) => id), ...toForget];
  return names
    .filter((name) => AccountIdSchema.safeParse(name).success && !known.includes(name))
    .toSorted()
    .map((id) => ({ id, number: 0, name: null }));
}

/** Each account once, in the order of the numbers; one without a number of its own is given the smallest free one. */
function numbered(accounts: readonly AccountLabel[]): readonly AccountLabel[] {
  const listed = new Map<AccountId, AccountLabel>();
  for (const one of accounts) {
    if (listed.has(one.id)) continue;
    const taken = [...listed.values()].map(({ number }) => number);
    const isOwn = one.id === firstAccountId || (one.number > 1 && !taken.includes(one.number));
    const others = [...taken, ...accounts.map(({ number }) => number)];
    listed.set(one.id, isOwn ? one : { ...one, number: smallestFree(others) });
  }
  return [...listed.values()].toSorted((one, other) => one.number - other.number);
}

function smallestFree(taken: readonly number[]): number {
  let number = 2;
  while (taken.includes(number)) number += 1;
  return number;
}

/** The first account is always there, each account once, and the chosen one is among them. Somebody may have edited the file. */
function repaired(found: AccountsFile, nowMs: number): AccountsFile {
  const isFirst = ({ id }: AccountLabel): boolean => id === firstAccountId;
  const clean = ({ id, number, name }: AccountLabel) => ({
    id,
    number,
    name: name === null ? null : accountName(name),
  });
  const further = found.accounts.filter((one) => !isFirst(one)).map(clean);
  const name = accountName(found.accounts.find(isFirst)?.name ?? '');
  const accounts = numbered([{ ...first, name }, ...further]);
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
