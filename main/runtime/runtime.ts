import { poolIds } from '../core/quota/ids.ts';
import type { OfficialClients } from '../services/account/official-clients.ts';
import type { PastUsage } from '../services/polling/past-usage.ts';
import type { Quota } from '../services/quota.ts';
import type { InstalledClient } from '../services/settings/installed-client.ts';
import type { Switching } from '../services/settings/switching.ts';
import type { Updates } from '../services/updates/updates.ts';
import type { AccountSet } from './accounts.ts';
import type { RuntimeDeps } from './runtime-deps.ts';
import { createServices } from './services.ts';

/** The services of one run environment, as a whole. Tray and popover stay outside. */
export interface Runtime {
  readonly isDemo: boolean;
  /** The home folder whose settings are shown. */
  home(): string;
  readonly accounts: Pick<AccountSet, 'view' | 'choose' | 'rename' | 'remove'>;
  /** Of the account that Qwen Code uses, like all that follows. */
  readonly signIn: AccountSet['signIn'];
  readonly quota: Pick<Quota, 'snapshot' | 'localCounts' | 'refresh' | 'signOut'>;
  readonly notices: AccountSet['notices'];
  readonly pastUsage: Pick<
    PastUsage,
    'breakdown' | 'localUse' | 'pictures' | 'records' | 'outlooks' | 'recoveries' | 'runOuts' | 'whatIfs'
  >;
  /** Removes what was recorded of the quotas of all accounts. */
  clearHistory(): void;
  readonly switching: Switching;
  readonly installedClient: Pick<InstalledClient, 'ask'>;
  readonly officialClients: Pick<OfficialClients, 'installed'>;
  readonly updates: Pick<Updates, 'canLook' | 'newVersion' | 'page'>;
  /** Switches to a provider named in the tray's menu, if no question is open. */
  quickSwitch(providerId: string): Promise<void>;
  preferencesChanged(): void;
  /** To be called when the machine woke up or came online. */
  machineWoke(): void;
  /** To be called when the popover was opened or closed, or the user is back at the machine. */
  attentionChanged(): void;
  start(): Promise<void>;
  /** Ends everything under way, and waits until what is to be kept is written. */
  stop(): Promise<void>;
}

/** The keyring may block the whole process, so the tray must have reached the panel before it is opened. */
const beforeVaultMs = 400;

export function createRuntime(deps: RuntimeDeps): Runtime {
  const { clock, isDemo, qwen } = deps.runEnvironment;
  const services = createServices(deps);
  const { accounts, vault, switching, requestLog, installedClient, officialClients, statusFile, updates } = services;
  const endings: (() => void)[] = [];

  async function openVault(): Promise<void> {
    await accounts.openVault();
    await switching.openKeys();
  }

  async function start(): Promise<void> {
    await accounts.restore();
    // Logged requests are attributed to the provider currently selected in settings, so these are read first.
    await switching.start();
    accounts.start();
    requestLog?.start(accounts.logEvents);
    await updates.start();
    // Of the demo's machine nothing is found.
    if (!isDemo) void officialClients.look();
    endings.push(clock.after(beforeVaultMs, () => void openVault()));
    services.changed();
  }

  async function stop(): Promise<void> {
    for (const end of endings.splice(0)) end();
    installedClient.stop();
    await Promise.all([requestLog?.stop(), accounts.stop(), switching.stop(), updates.stop()]);
    await Promise.all([statusFile.settled(), vault.settled()]);
  }

  return {
    isDemo,
    home: qwen.home,
    ...services,
    signIn: accounts.signIn,
    notices: accounts.notices,
    get pastUsage() {
      return accounts.chosen().pastUsage;
    },
    quota: {
      snapshot: () => accounts.chosen().quota.snapshot(),
      localCounts: () => accounts.chosen().quota.localCounts(),
      signOut: () => accounts.chosen().quota.signOut(),
      async refresh() {
        // Not awaited: the files may lie on a mount that does not answer.
        void switching.look();
        await Promise.all(accounts.all().map(({ quota }) => quota.refresh()));
      },
    },
    clearHistory() {
      for (const { pastUsage } of accounts.all()) pastUsage.forget(poolIds);
    },
    preferencesChanged() {
      for (const { quota } of accounts.all()) quota.reconsider();
      requestLog?.look();
      for (const { notices } of accounts.all()) notices.reconsider();
      updates.reconsider();
      services.changed();
    },
    machineWoke() {
      for (const { notices, quota } of accounts.all()) {
        notices.wake();
        quota.wake();
      }
    },
    attentionChanged() {
      for (const { quota } of accounts.all()) quota.adjustPace();
      void switching.look();
    },
    start,
    stop,
  };
}
