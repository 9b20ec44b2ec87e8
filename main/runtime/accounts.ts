import { randomUUID } from 'node:crypto';
import { type AccountId, type AccountLabel, type Accounts, accountName, firstAccountId } from '../core/accounts.ts';
import type { ServiceRegion } from '../core/session.ts';
import type { Words } from '../core/view/words/index.ts';
import type { RequestLogEvents } from '../ports/sources.ts';
import type { DataFiles } from '../ports/system.ts';
import { createAccountList } from '../services/account/account-list.ts';
import { accountFolder } from '../services/account/chosen-files.ts';
import type { Vault } from '../services/account/vault.ts';
import { filesBelow } from '../services/files-below.ts';
import { createJournal, type Journal } from '../services/history/journal.ts';
import { withSwitchesOf } from './account-journal.ts';
import { createAllNotices, noticesOfAccount } from './account-notices.ts';
import { type AccountServices, type AccountServicesDeps, createAccountServices } from './account-services.ts';

interface AccountsDeps
  extends Omit<
    AccountServicesDeps,
    'files' | 'tokenName' | 'isChosen' | 'chosenSinceMs' | 'isElsewhere' | 'onChange' | 'onPending'
  > {
  readonly files: DataFiles;
  readonly vault: Vault;
  /** That of the first account, which holds the switches of the provider as well. */
  readonly journal: Journal;
  /** Anything that is shown of an account has changed. */
  onChange(): void;
  /** The notices that wait have changed. */
  onPending(): void;
}

interface Opened {
  readonly id: AccountId;
  readonly services: AccountServices;
}

const firstTokenName = 'access-token';
const tokenNameOf = (id: AccountId): string => (id === firstAccountId ? firstTokenName : `${firstTokenName}/${id}`);

/**
 * All accounts of the user. The first one has the files that were there before there could be others, and the installed
 * programs; each further one has a folder and a session of its own. Qwen Code's logs count for the chosen one.
 */
export function createAccounts(deps: AccountsDeps) {
  const { runEnvironment, log, vault, requestLog } = deps;
  const { clock, isDemo } = runEnvironment;
  const list = createAccountList({ files: deps.files, log, clock });
  const words = (): Words => deps.locale().words;
  let further: readonly Opened[] = [];
  /** One that is signed in to for the first time. */
  let draft: Opened | null = null;
  const first: Opened = { id: firstAccountId, services: open(firstAccountId) };

  const all = (): readonly Opened[] => [first, ...further];
  const every = (): readonly Opened[] => (draft === null ? all() : [...all(), draft]);
  const find = (id: AccountId): Opened | undefined => all().find((one) => one.id === id);
  const chosen = (): AccountServices => (find(list.chosen().id) ?? first).services;

  function open(id: AccountId): AccountServices {
    const isChosen = (): boolean => list.chosen().id === id;
    const common = {
      ...{ ...deps, tokenName: tokenNameOf(id), isChosen },
      notices: noticesOfAccount(deps.notices, { all: list.all, label: () => labelOf(id), words }),
      chosenSinceMs: () => (isChosen() ? list.chosenSinceMs() : null),
      isElsewhere: (account) => every().some((one) => one.id !== id && isSame(one.services, account)),
      onChange: changed,
    } satisfies Partial<AccountServicesDeps>;
    if (id === firstAccountId) return createAccountServices(common);
    const isGone = (): boolean => !every().some((one) => one.id === id);
    const files = filesBelow(deps.files, accountFolder(id), isGone);
    // Nobody else writes it: the command line adds its switches to that of the machine.
    const journal = withSwitchesOf(deps.journal, createJournal({ files, clock, log }));
    return createAccountServices({ ...common, files, journal, programs: [], programBreakdowns: [] });
  }

  const labelOf = (id: AccountId): AccountLabel =>
    list.all().find((one) => one.id === id) ?? { id, number: 0, name: null };

  function changed(): void {
    if (draft?.services.signIn.session().state === 'signed-in') {
      list.add(draft.id);
      further = [...further, draft];
      draft = null;
    }
    deps.onChange();
  }

  /** Ends what is under way for an account that is no longer one, and removes all that is kept of it. */
  async function forget({ id, services }: Opened): Promise<void> {
    await services.quota.signOut();
    await services.stop();
    await removeAll(id);
  }

  async function removeAll(id: AccountId): Promise<void> {
    const tokenName = tokenNameOf(id);
    // Where the vault cannot be read, the next start tries again.
    if ((await vault.read(tokenName)).state === 'undecryptable') return;
    await vault.clear(tokenName);
    if (await deps.files.removeFolder(accountFolder(id))) list.forgotten(id);
  }

  async function add(): Promise<AccountServices> {
    if (draft === null) {
      const id = randomUUID().slice(0, 8);
      draft = { id, services: open(id) };
      list.prepare(id);
      await draft.services.restore();
      draft.services.quota.start();
    }
    return draft.services;
  }

  function dropDraft(): void {
    const dropped = draft;
    draft = null;
    if (dropped !== null) void forget(dropped);
  }

  const underWay = (): AccountServices | undefined =>
    every().find(({ services }) => ['starting', 'waiting'].includes(services.signIn.session().state))?.services;

  const choose = (id: AccountId): void => {
    const before = chosen();
    list.choose(id);
    const after = chosen();
    if (after === before) return;
    before.quota.logEvents.onWithdrawn();
    for (const services of [before, after]) services.quota.reconsider();
    requestLog?.look();
    deps.onChange();
  };

  const logEvents: RequestLogEvents = {
    onAnswers: (answers) => chosen().quota.logEvents.onAnswers(answers),
    onWithdrawn: () => chosen().quota.logEvents.onWithdrawn(),
    onChange: () => chosen().quota.logEvents.onChange(),
    onRefusal: (refused) => chosen().quota.logEvents.onRefusal(refused),
  };

  const noticesOf = ({ id, services }: Opened) => ({ label: labelOf(id), notices: services.notices });

  return {
    /** Notices of the machine are shown by its services. */
    first: first.services,
    chosen,
    all: (): readonly AccountServices[] => all().map(({ services }) => services),
    logEvents,
    notices: createAllNotices({
      all: () => all().map(noticesOf),
      chosen: () => noticesOf(find(list.chosen().id) ?? first),
      words,
    }),
    view(): Accounts {
      const label = list.chosen();
      const others = list.all().flatMap((one) => {
        const services = one.id === label.id ? undefined : find(one.id)?.services;
        if (services === undefined) return [];
        return [{ ...one, session: services.signIn.session(), snapshot: services.quota.snapshot() }];
      });
      const adding = draft?.services.signIn.session() ?? null;
      return { chosen: label, others, adding, canAdd: !isDemo && list.canAdd() };
    },
    choose,
    rename(id: AccountId, name: string): void {
      list.rename(id, accountName(name));
      deps.onChange();
    },
    /** Forgets session, numbers and history of an account. The first one stays, signed out. */
    async remove(id: AccountId): Promise<void> {
      if (id === firstAccountId) await first.services.quota.signOut();
      const removed = further.find((one) => one.id === id);
      if (removed === undefined) return;
      if (list.chosen().id === id) choose(firstAccountId);
      list.remove(id);
      further = further.filter((one) => one !== removed);
      deps.onChange();
      await forget(removed);
    },
    signIn: {
      session: () => chosen().signIn.session(),
      /** Signs in to the chosen account, to another one, or to one that is added by it. One sign-in at a time. */
      async start(region: ServiceRegion, account: AccountId | 'new' = list.chosen().id): Promise<void> {
        if (account === 'new' && (isDemo || !list.canAdd())) return;
        const services = account === 'new' ? await add() : find(account)?.services;
        const other = underWay();
        if (other !== services) other?.signIn.cancel();
        services?.signIn.start(region);
      },
      openPage: () => underWay()?.signIn.openPage(),
      page: () => underWay()?.signIn.page() ?? null,
      /** Ends the sign-in that is under way; an account that was to be added by it is dropped. */
      cancel(): void {
        if (draft === null) underWay()?.signIn.cancel();
        else dropDraft();
      },
    },
    /** Loads the list and what earlier runs kept of each account. Nothing is asked yet. */
    async restore(): Promise<void> {
      await list.start();
      further = list.all().flatMap(({ id }) => (id === firstAccountId ? [] : [{ id, services: open(id) }]));
      for (const { services } of all()) await services.restore();
    },
    start(): void {
      for (const { services } of all()) services.quota.start();
    },
    /** Takes up the sessions, and removes what an earlier run could not. May unlock a keyring. */
    async openVault(): Promise<void> {
      for (const { services } of all()) await services.signIn.restore();
      for (const id of list.toForget()) if (draft?.id !== id) await removeAll(id);
    },
    async stop(): Promise<void> {
      await Promise.all(every().map(({ services }) => services.stop()));
      await list.settled();
    },
  };
}

/** Whether the service names both accounts, by the same name in the same region. */
function isSame({ signIn }: AccountServices, { region, account }: { region: ServiceRegion; account: string | null }) {
  const session = signIn.session();
  return session.state === 'signed-in' && account !== null && session.region === region && session.account === account;
}

export type AccountSet = ReturnType<typeof createAccounts>;
