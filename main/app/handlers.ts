import type { AppState, BackupView } from '../../preload/contract.ts';
import type { Handlers } from '../adapters/electron/ipc.ts';
import type { Preferences } from '../core/preferences.ts';
import { type ProviderPage, providerPage } from '../core/provider/catalogue/provider-links.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Backup } from '../services/settings/backups.ts';
import { type LinkName, linkAddress } from './links.ts';

/** A page by its own name, or one of a provider's. */
type Link = LinkName | { readonly providerId: string; readonly page: ProviderPage };

/** What the renderer's calls reach. */
export interface ShellActions {
  /** The runtime that is shown: the real one or the demo's. */
  runtime(): Runtime;
  state(): AppState;
  setPreferences(change: Partial<Preferences>): Promise<void>;
  /** A report of what could not be read. */
  report(): string;
  copyText(text: string): void;
  enterDemo(): Promise<void>;
  leaveDemo(): Promise<void>;
  openLink(address: string): void;
  fitPopover(heightPx: number): void;
  closePopover(): void;
  quit(): void;
}

/** One line a call: all that the renderer can make happen. */
export function createHandlers(shell: ShellActions): Handlers {
  return {
    'state:get': () => shell.state(),
    'quota:refresh': async () => {
      await shell.runtime().quota.refresh();
    },
    'breakdown:get': (question) => shell.runtime().pastUsage.breakdown(question),
    'history:get': () => shell.runtime().pastUsage.curves(),
    'sign-in:start': ({ region }) => {
      shell.runtime().signIn.start(region);
    },
    'sign-in:open-page': () => {
      shell.runtime().signIn.openPage();
    },
    'sign-in:copy-page': () => {
      const page = shell.runtime().signIn.page();
      if (page !== null) shell.copyText(page);
    },
    'sign-in:cancel': () => {
      shell.runtime().signIn.cancel();
    },
    'session:sign-out': async () => {
      await shell.runtime().quota.signOut();
    },
    'switch:preview': (choice) => shell.runtime().switching.preview(choice),
    'switch:confirm': ({ hash }) => shell.runtime().switching.confirm(hash),
    'repair:preview': ({ code }) => shell.runtime().switching.previewRepair(code),
    'switch:in-use': () => shell.runtime().switching.inUse(),
    'backups:list': async () => (await shell.runtime().switching.backups()).map(backupView),
    'backups:restore': ({ id }) => shell.runtime().switching.restore(id),
    'switch:undo': () => shell.runtime().switching.undo(),
    'client:ask': () => shell.runtime().installedClient.ask(),
    'preferences:set': async (change) => {
      await shell.setPreferences(definedOnly(change));
    },
    'notice:dismiss': ({ tag }) => {
      shell.runtime().notices.dismiss(tag);
    },
    'report:copy': () => {
      shell.copyText(shell.report());
    },
    'demo:enter': async () => {
      await shell.enterDemo();
    },
    'demo:leave': async () => {
      await shell.leaveDemo();
    },
    'link:open': (link) => {
      const address = addressFor(link, shell.state());
      if (address !== null) shell.openLink(address);
    },
    'popover:fit': ({ heightPx }) => {
      shell.fitPopover(heightPx);
    },
    'popover:close': () => {
      shell.closePopover();
    },
    'app:quit': () => {
      shell.quit();
    },
  };
}

const backupView = ({ id, atMs, path, label }: Backup): BackupView => ({ id, atMs, path, label });

/** The service the user is with; where nobody is signed in, the one of the user's language. */
function addressFor(link: Link, { session, language, settings }: AppState): string | null {
  if (typeof link === 'object') return pageOf(link, settings);
  if (session.state === 'signed-in') return linkAddress(link, session.region);
  return linkAddress(link, language === 'zh-CN' ? 'china' : 'international');
}

/** Only of a provider that is listed now. */
function pageOf({ providerId, page }: Exclude<Link, LinkName>, settings: AppState['settings']): string | null {
  const options = settings.state === 'readable' ? settings.options : [];
  const option = options.find(({ id }) => id === providerId);
  return option === undefined ? null : providerPage(option, page);
}

/** Zod's optional fields may be there and undefined; such a field says nothing. */
function definedOnly(change: { readonly [Field in keyof Preferences]?: Preferences[Field] | undefined }) {
  const defined: Partial<Preferences> = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  return defined;
}
