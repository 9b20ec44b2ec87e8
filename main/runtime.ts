import type { Preferences } from './core/preferences.ts';
import type { PoolId, Snapshot } from './core/quota/model.ts';
import type { ServiceRegion, Session } from './core/session.ts';
import type { Place } from './core/view/format.ts';
import { currencyOf } from './core/view/format-level.ts';
import { noticeText } from './core/view/notice.ts';
import type { Log, Notice, Notices } from './ports.ts';
import { type Alerter, createAlerter } from './services/alerter.ts';
import { createPoller, type Poller } from './services/poller.ts';
import { createSignIn, type SignIn, type SignInSite } from './services/sign-in.ts';
import { createSnapshotStore, type SnapshotStore } from './services/snapshot-store.ts';
import { createVault } from './services/vault.ts';
import { activeSources, createSources, type RegisteredSource, sites, urlsOf } from './sources/registry.ts';
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
  onNoticeClick(): void;
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
  const { world, log } = deps;
  const { clock, dataFiles, http, overrides } = world;
  const vault = createVault({ secrets: world.secrets, dataFiles, log });
  const signIn = createSignIn({ http, clock, log, vault, sites: signInSites(world), openPage: world.openPage });
  const sources = createSources({ http, clock, log, overrides, accessToken: signIn.accessToken });
  const store = createSnapshotStore({ files: dataFiles, clock, log });
  const poller = createPollerFor(deps, { store, signIn, sources });
  const alerter = createAlerterFor(deps, store);
  const switching = createSwitching({ world, log, onChange: deps.onChange });
  const endings: (() => void)[] = [];
  let cancelVault = (): void => {};

  function forget(region: ServiceRegion): void {
    const gone = sources.filter((one) => one.region === region).map((one) => one.source);
    store.forget(gone.map((source) => source.id));
    alerter.forget([...new Set<PoolId>(gone.flatMap((source) => source.pools))]);
  }

  /** Another account, or none: the list of sources is another one, and the past holds nothing back. */
  function restartPolling(): void {
    poller.stop();
    poller.start();
  }

  return {
    world,
    snapshot: store.get,
    session: signIn.session,
    pendingNotices: alerter.pending,
    signIn,
    switching,
    async signOut() {
      const session = signIn.session();
      const ended = signIn.signOut();
      if (session.state === 'signed-in') forget(session.region);
      await ended;
    },
    refresh: () => poller.refresh(),
    dismissNotice: alerter.dismiss,
    reconsider: alerter.reconsider,
    wake: () => poller.wake(),
    attend: () => poller.reconsider(),
    async start() {
      let before = accountOf(signIn.session());
      endings.push(
        store.subscribe(deps.onChange),
        signIn.subscribe((session) => {
          const now = accountOf(session);
          if (now !== before) restartPolling();
          before = now;
          deps.onChange();
        }),
      );
      await store.restore();
      await alerter.start();
      poller.start();
      await switching.start();
      cancelVault = clock.after(beforeVaultMs, () => void signIn.restore());
    },
    async stop() {
      cancelVault();
      for (const end of endings.splice(0)) end();
      poller.stop();
      alerter.stop();
      signIn.stop();
      await switching.stop();
      await Promise.all([store.settled(), alerter.settled()]);
    },
  };
}

/** Changes exactly when other sources must be asked. */
const accountOf = (session: Session): string | null =>
  session.state === 'signed-in' ? `${session.region} ${session.account} ${session.expiresAtMs}` : null;

function regionOf(session: Session): ServiceRegion | null {
  return session.state === 'signed-in' ? session.region : null;
}

interface PollingParts {
  readonly store: SnapshotStore;
  readonly signIn: SignIn;
  readonly sources: readonly RegisteredSource[];
}

function createPollerFor(deps: RuntimeDeps, { store, signIn, sources }: PollingParts): Poller {
  let refusals = 0;
  return createPoller({
    sources: () => activeSources(sources, regionOf(signIn.session())),
    clock: deps.world.clock,
    facts: () => ({
      lastInterestAtMs: deps.lastInterestAtMs(),
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
    onActivity: store.setActivity,
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
    onClick: deps.onNoticeClick,
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
