import type { AppState, BackupView } from '../../preload/contract.ts';
import { createBrowserOpener } from '../adapters/electron/external.ts';
import type { Handlers } from '../adapters/electron/ipc.ts';
import { failureReport } from '../core/view/quota/failure-report.ts';
import { historyCsv, historyJson } from '../core/view/usage/history-export.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Backup } from '../services/settings/backups.ts';
import type { AppContext } from './app-context.ts';
import { linkAddress } from './links.ts';
import { createPreferenceHandlers } from './preference-handlers.ts';
import type { ShownRuntime } from './shown-runtime.ts';
import type { UserInterface } from './user-interface.ts';

export interface HandlersDeps {
  readonly context: AppContext;
  readonly ui: UserInterface;
  readonly runtimes: ShownRuntime;
  stateIn(runtime: Runtime): AppState;
}

/** What each call of the renderer does: all that the renderer can make happen. */
export function createHandlers({ context, ui, runtimes, stateIn }: HandlersDeps): Handlers {
  const { system } = context;
  const runtime = (): Runtime => {
    const shown = runtimes.shown();
    if (shown === null) throw new Error('a call came before there was a runtime to answer it');
    return shown;
  };
  const state = (): AppState => stateIn(runtime());
  const settingsPath = (): string | null => {
    const view = runtime().switching.view();
    return view.state === 'unknown' ? null : view.path;
  };
  const openPage = createBrowserOpener(system.openInBrowser);
  return {
    'state:get': state,
    'quota:refresh': async () => void (await runtime().quota.refresh()),
    'breakdown:get': (question) => runtime().pastUsage.breakdown(question),
    'history:get': () => runtime().pastUsage.pictures(),
    'history:use': () => runtime().pastUsage.localUse(),
    'history:copy': async ({ format }) => {
      const records = await runtime().pastUsage.records();
      system.copyText(format === 'csv' ? historyCsv(records) : historyJson(records));
    },
    'sign-in:start': async ({ region, account }) => void (await runtime().signIn.start(region, account)),
    'sign-in:open-page': () => void runtime().signIn.openPage(),
    'sign-in:copy-page': () => {
      const page = runtime().signIn.page();
      if (page !== null) system.copyText(page);
    },
    'sign-in:cancel': () => void runtime().signIn.cancel(),
    'session:sign-out': async () => void (await runtime().quota.signOut()),
    'account:choose': ({ id }) => void runtime().accounts.choose(id),
    'account:rename': ({ id, name }) => void runtime().accounts.rename(id, name),
    'account:remove': async ({ id }) => void (await runtime().accounts.remove(id)),
    'switch:preview': (choice) => runtime().switching.preview(choice),
    'switch:confirm': ({ hash }) => runtime().switching.confirm(hash),
    'repair:preview': ({ code }) => runtime().switching.previewRepair(code),
    'switch:in-use': () => runtime().switching.inUse(),
    'backups:list': async () => {
      const { backups, unread } = await runtime().switching.backups();
      return { backups: backups.map(backupView), unread: unread.map(({ path }) => path) };
    },
    'backups:restore': ({ id }) => runtime().switching.restore(id),
    'switch:undo': () => runtime().switching.undo(),
    'settings-file:open': async () => {
      const path = settingsPath();
      return path !== null && system.openPath(path);
    },
    'settings-file:copy': () => {
      const path = settingsPath();
      if (path !== null) system.copyText(path);
    },
    'client:ask': () => runtime().installedClient.ask(),
    ...createPreferenceHandlers({ context, ui, runtime }),
    'notice:dismiss': ({ tag }) => void runtime().notices.dismiss(tag),
    'notice:snooze': ({ tag }) => void runtime().notices.snooze(tag),
    'window:snooze': (wanted) => void runtime().notices.setSnoozed(wanted),
    'decisions:get': () => runtime().notices.decisions(),
    'report:read': () => reportOf(state()),
    'report:copy': () => void system.copyText(reportOf(state())),
    'demo:enter': async () => void (await runtimes.enterDemo()),
    'demo:leave': async () => void (await runtimes.leaveDemo()),
    'link:open': (link) => {
      const address = link === 'releases' ? runtime().updates.page() : linkAddress(link, state());
      if (address !== null) void openPage(address);
    },
    'popover:fit': ({ heightPx }) => void ui.popover.fit(heightPx),
    'popover:close': () => void ui.popover.hide(),
    'app:quit': () => void system.quit(),
  };
}

const backupView = ({ id, atMs, path, label }: Backup): BackupView => ({ id, atMs, path, label });

/** A report of what could not be read, without secrets. */
function reportOf({ snapshot, session, version, time }: AppState): string {
  const platform = `Electron ${process.versions['electron']}, ${process.platform} ${process.arch}`;
  return failureReport({ snapshot, session, version, platform, nowMs: time.nowMs });
}
