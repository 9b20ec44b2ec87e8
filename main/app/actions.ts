import type { AppState } from '../../preload/contract.ts';
import { createBrowserOpener } from '../adapters/electron/external.ts';
import type { Handlers } from '../adapters/electron/ipc.ts';
import { failureReport } from '../core/view/quota/failure-report.ts';
import type { TrayCommand } from '../core/view/tray/tray-view.ts';
import type { PlayedDemo } from '../demo/run.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { AppContext } from './app-context.ts';
import { createHandlers } from './handlers.ts';
import type { Screen } from './user-interface.ts';
import type { ShownRuntime } from './shown-runtime.ts';
import { appStateOf } from './state.ts';

/** What the app is made of, once it is wired. */
export interface Parts {
  readonly appContext: AppContext;
  readonly shownRuntime: ShownRuntime<PlayedDemo>;
  readonly screen: Screen;
}

/** What is shown of a runtime now. */
export function stateOf({ appContext, screen }: Parts, runtime: Runtime): AppState {
  const { choices, problems, system, language, clock } = appContext;
  return appStateOf({
    runtime,
    preferences: choices.current(),
    language: language(),
    problems: problems.list(),
    destination: screen.destination(),
    version: system.version,
    nowMs: clock.now(),
  });
}

/** What the renderer's calls make happen. */
export function handlersOf(parts: Parts): Handlers {
  const { appContext, shownRuntime, screen } = parts;
  const open = createBrowserOpener(appContext.system.openInBrowser);
  const shown = (): Runtime => {
    const runtime = shownRuntime.shown();
    if (runtime === null) throw new Error('calls are served only once something is shown');
    return runtime;
  };
  return createHandlers({
    runtime: shown,
    state: () => stateOf(parts, shown()),
    async setPreferences(change) {
      await appContext.choices.set(change);
      shown().preferencesChanged();
    },
    report() {
      const platform = `Electron ${process.versions['electron']}, ${process.platform} ${process.arch}`;
      const { snapshot, session, version, time } = stateOf(parts, shown());
      return failureReport({ snapshot, session, version, platform, nowMs: time.nowMs });
    },
    copyText: appContext.system.copyText,
    enterDemo: shownRuntime.enterDemo,
    leaveDemo: shownRuntime.leaveDemo,
    openLink: (address) => void open(address),
    fitPopover: screen.popover.fit,
    closePopover: screen.popover.hide,
    quit: appContext.system.quit,
  });
}

/** What the tray's menu makes happen. */
export function runTrayCommand(command: TrayCommand, { appContext, shownRuntime, screen }: Parts): void {
  switch (command) {
    case 'open':
      screen.open();
      break;
    case 'sign-in':
      screen.open({ to: 'quota' });
      break;
    case 'refresh':
      void shownRuntime.shown()?.quota.refresh();
      break;
    case 'sign-out':
      void shownRuntime.shown()?.quota.signOut();
      break;
    case 'leave-demo':
      if (shownRuntime.real === null) appContext.system.quit();
      else void shownRuntime.leaveDemo();
      break;
    case 'quit':
      appContext.system.quit();
      break;
  }
}
