import type { AppState } from '../../preload/contract.ts';
import { createBrowserOpener } from '../adapters/electron/external.ts';
import type { Handlers } from '../adapters/electron/ipc.ts';
import { failureReport } from '../core/view/quota/report.ts';
import type { TrayCommand } from '../core/view/tray/tray.ts';
import type { PlayedDemo } from '../demo/run.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Base } from './app-context.ts';
import { createHandlers } from './handlers.ts';
import type { Screen } from './screen.ts';
import type { Stage } from './shown-runtime.ts';
import { appStateOf } from './state.ts';

/** What the app is made of, once it is wired. */
export interface Parts {
  readonly base: Base;
  readonly stage: Stage<PlayedDemo>;
  readonly screen: Screen;
}

/** What is shown of a runtime now. */
export function stateOf({ base, screen }: Parts, runtime: Runtime): AppState {
  const { choices, problems, system, language } = base;
  return appStateOf({
    runtime,
    preferences: choices.current(),
    language: language(),
    problems: problems.list(),
    destination: screen.destination(),
    version: system.version,
  });
}

/** What the renderer's calls make happen. */
export function handlersOf(parts: Parts): Handlers {
  const { base, stage, screen } = parts;
  const open = createBrowserOpener(base.system.openInBrowser);
  const shown = (): Runtime => {
    const runtime = stage.shown();
    if (runtime === null) throw new Error('calls are served only once something is shown');
    return runtime;
  };
  return createHandlers({
    runtime: shown,
    state: () => stateOf(parts, shown()),
    async setPreferences(change) {
      await base.choices.set(change);
      shown().reconsider();
    },
    report() {
      const platform = `Electron ${process.versions['electron']}, ${process.platform} ${process.arch}`;
      const { snapshot, session, version, time } = stateOf(parts, shown());
      return failureReport({ snapshot, session, version, platform, nowMs: time.nowMs });
    },
    copyText: base.system.copyText,
    enterDemo: stage.enterDemo,
    leaveDemo: stage.leaveDemo,
    openLink: (address) => void open(address),
    fitPopover: screen.popover.fit,
    closePopover: screen.popover.hide,
    quit: base.system.quit,
  });
}

/** What the tray's menu makes happen. */
export function obey(command: TrayCommand, { base, stage, screen }: Parts): void {
  switch (command) {
    case 'open':
      screen.open();
      break;
    case 'sign-in':
      screen.open({ to: 'quota' });
      break;
    case 'refresh':
      void stage.shown()?.refresh();
      break;
    case 'sign-out':
      void stage.shown()?.signOut();
      break;
    case 'leave-demo':
      if (stage.real === null) base.system.quit();
      else void stage.leaveDemo();
      break;
    case 'quit':
      base.system.quit();
      break;
  }
}
