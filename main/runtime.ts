import { createAccount } from './account.ts';
import { createProcesses } from './adapters/processes.ts';
import type { Preferences } from './core/preferences.ts';
import { withBudget } from './core/quota/budget.ts';
import type { Snapshot } from './core/quota/model.ts';
import type { ServiceRegion, Session } from './core/session.ts';
import type { Place } from './core/view/format.ts';
import { currencyOf } from './core/view/format-level.ts';
import { noticeText } from './core/view/notice.ts';
import { createInstalledClient, type InstalledClient } from './installed-client.ts';
import { createInstalledPrograms } from './installed-programs.ts';
import { createPast, type Past } from './past.ts';
import type { Log, Notice, Notices } from './ports.ts';
import { createQuickSwitch } from './quick-switch.ts';
import { type Alerter, createAlerter } from './services/alerter.ts';
import { createPoller, type Poller } from './services/poller.ts';
import { createProviderKeys } from './services/provider-keys.ts';
import type { SettingsWriter } from './services/settings-writer.ts';
import { createSignIn, type SignIn, type SignInSite } from './services/sign-in.ts';
import { createSnapshotStore, type SnapshotStore } from './services/snapshot-store.ts';
import { createVault } from './services/vault.ts';
import { openSessionLog } from './session-log-in.ts';
import { openSettingsWriter } from './settings-writer-in.ts';
import {
  createBreakdownSources,
  createProgramBreakdowns,
  createProgramSources,
  createSources,
  type ProgramDeps,
  sites,
  urlsOf,
} from './sources/registry.ts';
import type { Source } from './sources/source.ts';
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
    refine: (snapshot) => withBudget(snapshot, deps.preferences().monthlyBudget),
  });
  const alerter = createAlerterFor(deps, store);
  const quickSwitch = createQuickSwitch({
    switching,
    place: deps.place,
    onSwitched: (notice) => alerter.tell(notice, () => deps.onNoticeClick('providers')),
    onQuestion: deps.onSwitchQuestion,
  });
  const sessionLog = createSessionLogFor(deps, {
    store,
    alerter,
    history: writer.history,
    settings: switching.view,
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
  const account = createAccount({ signIn, sources, store, alerter: forgetting(alerter, past) });
  const interest = () => latest(deps.lastInterestAtMs(), sessionLog?.lastRequestAtMs() ?? null);
  const poller = createPollerFor(deps, { store, signIn, sources: account.sources, interest });
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
  const statusFile = createStatusFile({ ...world, ...deps, snapshot: store.get, session: signIn.session });
  const endings: (() => void)[] = [];

  function changed(): void {
    statusFile.update();
    onChange();
  }

  function onSession(session: Session): void {
    installed.follow(session);
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
    wake: () => poller.wake(),
    attend() {
      poller.reconsider();
      void switching.look();
    },
    async start() {
      await store.restore();
      await alerter.start();
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
      alerter.stop();
      signIn.stop();
      switching.stop();
      await sessionLog?.stop();
      await past.stop();
      await Promise.all([store.settled(), alerter.settled(), statusFile.settled()]);
    },
  };
}

/** What is forgotten of an account is forgotten everywhere. */
const forgetting = (...keepers: readonly Pick<Past, 'forget'>[]): Pick<Past, 'forget'> => ({
  forget(pools) {
    for (const keeper of keepers) keeper.forget(pools);
  },
});

/** Programs of the user's own, from the folder and with the variables that Qwen Code would see. */
const programDeps = ({ clock, qwen }: World): ProgramDeps => ({
  clock,
  processes: createProcesses({
    platform: process.platform,
    environment: qwen.environment,
    workFolder: qwen.home,
  }),
});

interface SessionLogParts {
  readonly store: SnapshotStore;
  readonly alerter: Alerter;
  readonly history: SettingsWriter['history'];
  readonly settings: Switching['view'];
  /** The service said that a window is empty. */
  onEmptied(): void;
}

/** The user's own logs; the demo has none. */
function createSessionLogFor(deps: RuntimeDeps, { store, alerter, onEmptied, ...parts }: SessionLogParts) {
  if (deps.world.demo) return null;
  return openSessionLog({
    ...parts,
    world: deps.world,
    log: deps.log,
    preferences: deps.preferences,
    snapshot: store.get,
    onAnswers: store.apply,
    onNoPlan: (sourceId) => store.forget([sourceId]),
    onRefusal({ refusal, model }) {
      const text = noticeText({ kind: 'refused', limit: refusal, model }, deps.world.clock.now(), deps.place());
      const empty = refusal !== 'rate-limit';
      alerter.tell({ tag: `refused/${refusal}`, ...text }, () => deps.onNoticeClick(empty ? 'providers' : 'quota'));
      if (empty) onEmptied();
    },
  });
}

/** The later of two moments; null: never. */
const latest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

interface PollingParts {
  readonly store: SnapshotStore;
  readonly signIn: SignIn;
  sources(): readonly Source[];
  /** When the user last looked, or worked. */
  interest(): number | null;
}

function createPollerFor(deps: RuntimeDeps, { store, signIn, sources, interest }: PollingParts): Poller {
  let refusals = 0;
  return createPoller({
    sources,
    clock: deps.world.clock,
    facts: () => ({
      lastInterestAtMs: interest(),
      idle: deps.idle(),
      fixedEveryMs: deps.world.fixedEveryMs,
      snapshot: store.get(),
    }),
    onAnswers(answers) {
      store.apply(answers);
      const refused = answers.some(
        ({ answer }) => answer.outcome === 'failed' && answer.failure.kind === 'session-expired',
      );
      refusals = refused ? refusals + 1 : 0;
      // One refusal may be a hiccup of the service: the poller asks once more before the session counts as ended.
      if (refusals >= 2) void signIn.reportExpired();
    },
    // The contract speaks of whole milliseconds; the pace is drawn by chance.
    onActivity: ({ asking, nextPollAtMs }) =>
      store.setActivity({ asking, nextPollAtMs: nextPollAtMs === null ? null : Math.round(nextPollAtMs) }),
  });
}

function createAlerterFor(deps: RuntimeDeps, store: SnapshotStore): Alerter {
  const { clock, dataFiles } = deps.world;
  return createAlerter({
    store,
    preferences: deps.preferences,
    notices: deps.notices,
    describe({ tag, pool, window }) {
      const currency = currencyOf(store.get());
      const text = noticeText({ kind: 'threshold', pool, window, currency }, clock.now(), deps.place());
      return { tag, ...text };
    },
    onClick: () => deps.onNoticeClick('quota'),
    onPending: deps.onChange,
    files: dataFiles,
    clock,
    log: deps.log,
  });
}

function signInSites({ overrides }: World): Readonly<Record<ServiceRegion, SignInSite>> {
  const siteFor = (region: ServiceRegion): SignInSite => {
    const site = sites[region];
    const urls = urlsOf(site, overrides);
    return { ...site, authBase: urls.authBase, gateway: urls.gateway };
  };
  return { international: siteFor('international'), china: siteFor('china') };
}
