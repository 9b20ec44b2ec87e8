import { keyringEnvironment, startKeyring } from '../desktop/keyring.ts';
import type { NotificationServer } from '../desktop/notification-server.ts';
import { openSessionBus, type SessionBus, type SessionBusOptions } from '../desktop/session-bus.ts';
import { activateItem, chooseItem, readTrayOf, type TrayItem } from '../desktop/tray-host.ts';
import { eventually } from '../eventually.ts';
import { createStandIn, type StandIn, type StandInUrls } from '../stand-in/stand-in.ts';
import {
  type AppDriver,
  type LaunchOptions,
  launchApp,
  makeUser,
  standInEnvironment,
  type UserFolders,
} from './app-driver.ts';
import { pressOnPage } from './approve-page.ts';
import { askMain } from './ask-main.ts';
import { type PopoverPage, popoverPage, words } from './popover-page.ts';

const hourMs = 3_600_000;
/** The prefix of every access token of the stand-in. It may occur only in the vault, encrypted. */
export const tokenCanary = 'CANARY-3f9a1c-canary-77e0b2-';

export interface AppSessionOptions extends SessionBusOptions {
  /** The text of the user's settings.json; no file if left out. */
  readonly settings?: string;
  /** Whether a real keyring runs on the bus, so that the token survives a restart of the app. */
  readonly keyring?: boolean;
  /** The lifetime of a session; weeks if left out. */
  readonly tokenLifeMs?: number;
}

/** One user of the app with a desktop, a service and folders; the app can be restarted. */
export interface AppSession {
  readonly bus: SessionBus;
  /** Null if a real panel or daemon runs instead. */
  readonly notifications: NotificationServer | null;
  readonly user: UserFolders;
  readonly standIn: StandIn;
  readonly urls: StandInUrls;
  /** The app that is running now. */
  driver(): AppDriver;
  start(env?: Readonly<Record<string, string>>, how?: Pick<LaunchOptions, 'loadFirst' | 'args'>): Promise<AppDriver>;
  /** Quits the app, waits for its exit and starts it again. */
  restart(): Promise<AppDriver>;
  /** Returns the popover; clicks the tray icon first unless the popover is already open. */
  openPopover(): Promise<PopoverPage>;
  isPopoverVisible(): Promise<boolean>;
  chooseInMenu(label: string): Promise<void>;
  waitForTooltip(part: string | RegExp): Promise<TrayItem>;
  /** Presses the button that starts a sign-in, and approves it on the page that opens. */
  approveSignIn(popover: PopoverPage, button: string): Promise<void>;
  /** Signs in, from the button in the popover to the end of the first round of questions. */
  signIn(popover: PopoverPage, button?: string): Promise<void>;
  setFiveHours(used: number): void;
  close(): Promise<void>;
}

export async function openAppSession(options: AppSessionOptions = {}): Promise<AppSession> {
  const { settings, keyring = false, tokenLifeMs, ...busOptions } = options;
  const bus = await openSessionBus(busOptions);
  if (keyring) await startKeyring(bus);
  const user = makeUser(settings);
  const standIn = createStandIn({
    now: Date.now,
    tokenPrefix: tokenCanary,
    intervalSeconds: 0.25,
    ...(tokenLifeMs === undefined ? {} : { tokenLifeMs }),
  });
  const urls = await standIn.start();
  const items = () => bus.tray?.items() ?? readTrayOf(bus.connection);
  let driver: AppDriver | null = null;
  const current = (): AppDriver => present(driver, 'a started app');

  async function start(
    env: Readonly<Record<string, string>> = {},
    how: Pick<LaunchOptions, 'loadFirst' | 'args'> = {},
  ): Promise<AppDriver> {
    const all = { ...standInEnvironment(urls), ...(keyring ? keyringEnvironment : {}), ...env };
    driver = await launchApp({ ...how, desktop: bus.desktop.env, user, env: all });
    return driver;
  }

  const waitForItem = (what: string, suits: (item: TrayItem) => boolean): Promise<TrayItem> =>
    eventually(`a tray item: ${what}`, async () => (await items()).find(suits));

  const isPopoverVisible = (): Promise<boolean> =>
    askMain(current().app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));

  const appSession: AppSession = {
    bus,
    notifications: bus.notifications,
    user,
    standIn,
    urls,
    driver: current,
    start,
    async restart() {
      await current().quit();
      return start();
    },
    isPopoverVisible,
    async openPopover() {
      if (!(await isPopoverVisible())) await activateItem(bus.connection, await waitForItem('to click', () => true));
      const page = await current().popover();
      await page.locator('.app').waitFor();
      return popoverPage(page);
    },
    chooseInMenu: (label) => chooseItem(bus.connection, items, label),
    waitForTooltip: (part) =>
      waitForItem(`saying ${part}`, ({ tooltip }) =>
        typeof part === 'string' ? tooltip.includes(part) : part.test(tooltip),
      ),
    async approveSignIn(popover, button) {
      const before = user.openedPages().length;
      await popover.press(button);
      const address = await eventually('the verification page', () => user.openedPages()[before]);
      await pressOnPage(address, 'approve');
    },
    async signIn(popover, button = words.session.signIn) {
      await appSession.approveSignIn(popover, button);
      // Attached is enough: a quota that is not in use is folded.
      await popover.page.locator('[data-window]').first().waitFor({ state: 'attached' });
      // A refresh before the round ends joins that round, which may have read a number that a test changes next.
      await popover.page.locator('.nav-bar > button:enabled').waitFor();
    },
    setFiveHours(used) {
      const codingPlan = present(standIn.account.get().codingPlan, 'a plan');
      const fiveHours = { used, limit: 1200, nextRefreshMs: Date.now() + 2 * hourMs };
      standIn.account.update({ codingPlan: { ...codingPlan, fiveHours } });
    },
    async close() {
      await driver?.quit();
      await standIn.stop();
      await bus.close();
      user.remove();
    },
  };
  return appSession;
}

function present<Value>(value: Value | null, what: string): Value {
  if (value === null) throw new Error(`there is no ${what}`);
  return value;
}
