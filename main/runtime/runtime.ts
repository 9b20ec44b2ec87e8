import type { Preferences } from '../core/preferences.ts';
import { withBudget } from '../core/quota/budget.ts';
import type { LocalCounts } from '../core/quota/local-counts.ts';
import type { Snapshot } from '../core/quota/model.ts';
import type { Session } from '../core/session.ts';
import type { Place } from '../core/view/format.ts';
import type { Log, Notice, Notices } from '../ports.ts';
import { createProviderKeys } from '../services/provider-keys.ts';
import { createSignIn, type SignIn } from '../services/sign-in.ts';
import { createSnapshotStore } from '../services/snapshot-store.ts';
import { createVault } from '../services/vault.ts';
import {
  createBreakdownSources,
  createProgramBreakdowns,
  createProgramSources,
  createSources,
} from '../sources/registry.ts';
import { createAccount } from './account.ts';
import { createInstalledClient, type InstalledClient } from './installed-client.ts';
import { createInstalledPrograms } from './installed-programs.ts';
import { createAlerterFor, createSessionLogFor, createSessionNoticesFor } from './notices.ts';
import { createPast, type Past } from './past.ts';
import { createPollerFor, latest, programDeps, signInSites } from './polling.ts';
import { createQuickSwitch } from './quick-switch.ts';
import { openSettingsWriter } from './settings-writer-in.ts';
import { createStatusFile } from './status-file.ts';
import { createSwitching, type Switching } from './switching.ts';
import type { World } from './world.ts';

/** The keyring may block the whole process: the tray must have reached the panel before it is asked. */
const beforeVaultMs = 400;

export interface RuntimeDeps {
  readonly world: World;
  readonly log: Log;
  readonly notices: Notices;
  preferences(): Preferences;
  place(): Place;
  /** When the popover was last open; null: not in this run. */
  lastInterestAtMs(): number | null;
  /** Nobody is at the machine. */
  idle(): boolean;
  /** A notice was clicked: there the user finds what it is about. */
  onNoticeClick(panel: 'quota' | 'providers'): void;
  /** A switch that was asked for elsewhere has something to be read or entered first. */
  onSwitchQuestion(providerId: string): void;
  /** Anything that the screen, the tray or `status.json` shows has changed. */
  onChange(): void;
}

/** The services of one world, wired. Tray, popover and the rest of the shell stay outside. */
export interface Runtime {
  readonly world: World;
  snapshot(): Snapshot;
  session(): Session;
  pendingNotices(): readonly Notice[];
  /** Requests of the user's own logs without a plan to hold them against; null: none, or a plan is known. */
  localCounts(): LocalCounts | null;
  readonly signIn: Pick<SignIn, 'start' | 'openPage' | 'cancel'>;
  readonly switching: Switching;
  readonly past: Pick<Past, 'breakdown' | 'curves' | 'runOuts'>;
  readonly installedClient: Pick<InstalledClient, 'ask'>;
  /** One click on a favourite. */
  quickSwitch(providerId: string): Promise<void>;
  signOut(): Promise<void>;
  refresh(): Promise<void>;
  dismissNotice(tag: string): void;
  /** The preferences changed. */
  reconsider(): void;
  /** The machine woke up or came online. */
  wake(): void;
  /** Somebody is at the machine again: what is old by the pace of then is asked for now. */
  userReturned(): void;
  /** The popover was opened or closed. */
  attend(): void;
  start(): Promise<void>;
  /** Ends everything under way, and waits until what is to be kept is written. */
  stop(): Promise<void>;
}

export function createRuntime(deps: RuntimeDeps): Runtime {
  const { world, log, onChange } = deps;
  const { clock, dataFiles, http, overrides } = world;
  const vault = createVault({ secrets: world.secrets, dataFiles, log });
  const signIn = createSignIn({ http, clock, log, vault, sites: signInSites(world), openPage: world.openPage });
  const keys = createProviderKeys(vault);
  const writer = openSettingsWriter({ ...world, log, keys });
  const switching = createSwitching({ writer, keys, onChange });
  const store = createSnapshotStore({
    files: dataFiles,
    clock,
    log,
    refine: (snapshot) => withBudget(snapshot, deps.preferences()),
  });
  const alerter = createAlerterFor(deps, store);
  const quickSwitch = createQuickSwitch({
    switching,
    place: deps.place,
    onSwitched: (notice) => alerter.tell(notice, () => deps.onNoticeClick('providers')),
    onQuestion: deps.onSwitchQuestion,
  });
  const sessionNotices = createSessionNoticesFor(deps, alerter);
  const sessionLog = createSessionLogFor(deps, {
    store,
    alerter,
    history: writer.history,
    settings: switching.view,
    onGrew: () => poller.reconsider(),
    onEmptied: () => poller.wake(),
  });
  const accessToken = signIn.accessToken;
  const programs = world.demo ? [] : createProgramSources(programDeps(world));
  const sources = createSources({
    http,
    clock,
    log,
    overrides,
    accessToken,
    sessionLog: sessionLog?.source ?? null,
    programs,
  });
  const breakdowns = [
    ...createBreakdownSources({ http, clock, log, overrides, accessToken }),
    ...(world.demo ? [] : createProgramBreakdowns(programDeps(world))),
  ];
  const { session } = signIn;
  const past = createPast({ ...world, log, store, breakdowns, session, timeZone: () => deps.place().timeZone });
  const account = createAccount({
    clock,
    signIn,
    sources,
    store,
    alerter: forgetting(alerter, past),
    files: dataFiles,
    log,
  });
  const interest = () => latest(deps.lastInterestAtMs(), sessionLog?.lastRequestAtMs() ?? null);
  const poller = createPollerFor(deps, { store, signIn, account, interest });
  // Nothing is installed in the demo's world: it has no PATH.
  const installedClient = createInstalledClient({
    ...programDeps(world),
    home: world.qwen.home,
    agreed: () => deps.preferences().askInstalledClient,
  });
  const installed = createInstalledPrograms({
    clock,
    sources: programs,
    onChange: poller.reconsider,
    forget: store.forget,
  });
  const localCounts = () => sessionLog?.localCounts() ?? null;
  const statusFile = createStatusFile({ ...world, ...deps, snapshot: store.get, session: signIn.session, localCounts });
  const endings: (() => void)[] = [];

  function changed(): void {
    statusFile.update();
    onChange();
  }

  function onSession(session: Session): void {
    installed.follow(session);
    sessionNotices.follow(session);
    if (account.follow(session)) {
      // Other sources are asked now, and the past of the ones before holds nothing back.
      poller.stop();
      poller.start();
    }
    changed();
  }

  async function openVault(): Promise<void> {
    await signIn.restore();
    await switching.openKeys();
  }

  return {
    world,
    snapshot: store.get,
    session: signIn.session,
    pendingNotices: alerter.pending,
    localCounts,
    signIn,
    switching,
    quickSwitch,
    installedClient,
    past,
    async signOut() {
      const ended = signIn.signOut();
      account.leave();
      await ended;
    },
    refresh: () => poller.refresh(),
    dismissNotice: alerter.dismiss,
    reconsider() {
      store.reconsider();
      alerter.reconsider();
      sessionLog?.reconsider();
      changed();
    },
    wake() {
      sessionNotices.wake();
      poller.wake();
    },
    userReturned: () => poller.reconsider(),
    attend() {
      poller.reconsider();
      void switching.look();
    },
    async start() {
      await store.restore();
      await account.start();
      await alerter.start();
      await sessionNotices.start();
      await past.start();
      endings.push(store.subscribe(changed), signIn.subscribe(onSession));
      poller.start();
      await switching.start();
      sessionLog?.start();
      endings.push(clock.after(beforeVaultMs, () => void openVault()));
      changed();
    },
    async stop() {
      for (const end of endings.splice(0)) end();
      poller.stop();
      installed.stop();
      installedClient.stop();
      sessionNotices.stop();
      alerter.stop();
      signIn.stop();
      switching.stop();
      await sessionLog?.stop();
      await past.stop();
      await Promise.all([store.settled(), alerter.settled(), sessionNotices.settled(), account.settled()]);
      await Promise.all([statusFile.settled(), vault.settled()]);
    },
  };
}

/** What is forgotten of an account is forgotten everywhere. */
const forgetting = (...keepers: readonly Pick<Past, 'forget'>[]): Pick<Past, 'forget'> => ({
  forget(pools) {
    for (const keeper of keepers) keeper.forget(pools);
  },
});
