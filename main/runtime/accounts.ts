import { randomUUID } from 'node:crypto';
import { type AccountId, type Accounts, accountName, firstAccountId } from '../core/accounts.ts';
import type { ServiceRegion } from '../core/session.ts';
import type { Words } from '../core/view/words/index.ts';
import type { RequestLogEvents } from '../ports/sources.ts';
import { createAccountList } from '../services/account/account-list.ts';
import { accountFolder } from '../services/account/chosen-files.ts';
import { createAllNotices } from './account-notices.ts';
import { createAccountOpener, type Opened, type OpenerDeps, tokenNameOf } from './account-opener.ts';
import type { AccountServices } from './account-services.ts';

/**
 * All accounts of the user. The first one has the files that were there before there could be others, and the installed
 * programs; each further one has a folder and a session of its own. Qwen Code's logs count for the chosen one.
 */
export function createAccounts(deps: Omit<OpenerDeps, 'list' | 'every'>) {
  const { runEnvironment, log, vault } = deps;
  const { clock, isDemo } = runEnvironment;
  const list = createAccountList({ files: deps.files, log, clock });
  const words = (): Words => deps.locale().words;
  let further: readonly Opened[] = [];
  /** One that is signed in to for the first time. */
  let draft: Opened | null = null;
  const open = createAccountOpener({ ...deps, list, every, onChange: changed });
  const first: Opened = { id: firstAccountId, services: open(firstAccountId) };

  const all = (): readonly Opened[] => [first, ...further];
  const find = (id: AccountId): Opened | undefined => all().find((one) => one.id === id);
  const chosen = (): AccountServices => (find(list.chosen().id) ?? first).services;

  /** With the one that is being added. */
  function every(): readonly Opened[] {
    return draft === null ? all() : [...all(), draft];
  }

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
    const signedOut = services.quota.signOut();
    // The service may take long to answer, and nothing kept here needs to wait for it.
    await deps.files.removeFolder(accountFolder(id));
    await signedOut;
    await services.stop();
    await removeAll(id);
  }

  /** Where the vault cannot be read, or the disk refuses, the next start tries again. */
  async function removeAll(id: AccountId): Promise<void> {
    const isCleared = await vault.clear(tokenNameOf(id));
    if ((await deps.files.removeFolder(accountFolder(id))) && isCleared) list.forgotten(id);
  }

  /** undefined: it was dropped before it was ready. */
  async function add(): Promise<AccountServices | undefined> {
    if (draft !== null) return draft.services;
    const id = randomUUID().slice(0, 8);
    const added: Opened = { id, services: open(id) };
    draft = added;
    list.prepare(id);
    await added.services.restore();
    if (draft !== added) return undefined;
    added.services.quota.start();
    return added.services;
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
    // The logs report only what is new to them, so they are asked together with the service.
    void after.quota.refresh();
    deps.onChange();
  };

  const logEvents: RequestLogEvents = {
    onAnswers: (answers) => chosen().quota.logEvents.onAnswers(answers),
    onWithdrawn: () => chosen().quota.logEvents.onWithdrawn(),
    onChange: () => chosen().quota.logEvents.onChange(),
    onRefusal: (refused) => chosen().quota.logEvents.onRefusal(refused),
  };

  const noticesOf = ({ id, services }: Opened) => ({ label: list.labelOf(id), notices: services.notices });

  return {
    /** Notices of the machine are shown by its services. */
    first: first.services,
    chosen,
    wasChosen: list.wasChosen,
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
        if (services === undefined) return;
        if (draft !== null && draft.services !== services) dropDraft();
        const other = underWay();
        if (other !== services) other?.signIn.cancel();
        services.signIn.start(region);
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
      await Promise.all(all().map(({ services }) => services.restore()));
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

export type AccountSet = ReturnType<typeof createAccounts>;
