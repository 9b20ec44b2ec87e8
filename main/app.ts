import { createBrowserOpener } from './adapters/electron/external.ts';
import { serveCalls } from './adapters/electron/ipc.ts';
import { watchSystemEvents } from './adapters/electron/power.ts';
import type { ElectronTray } from './adapters/electron/tray.ts';
import { hasTrayHost } from './adapters/electron/tray-host.ts';
import type { Overrides } from './adapters/http/overrides.ts';
import { type AppContext, openAppContext } from './app/app-context.ts';
import { createHandlers } from './app/handlers.ts';
import { createShownRuntime } from './app/shown-runtime.ts';
import type { StartOptions } from './app/start-options.ts';
import { stateOf } from './app/state.ts';
import { createTrayEvents } from './app/tray-events.ts';
import { watchForTrayHost } from './app/tray-host.ts';
import { createUserInterface } from './app/user-interface.ts';
import type { Notices } from './ports/system.ts';
import { createRealEnvironment } from './runtime/real-environment.ts';
import type { RunEnvironment } from './runtime/run-environment.ts';
import { createRuntime, type Runtime } from './runtime/runtime.ts';

/** Quitting waits at most this long for what is still to be written or sent. */
const quitLimitMs = 2_500;

export interface AppDeps {
  readonly options: StartOptions;
  readonly overrides: Overrides;
  /** It is shown since before this module was loaded. */
  readonly tray: ElectronTray;
  readonly dataFolder: string;
  /** False: nothing can be kept there, the app runs in memory. */
  readonly isUsable: boolean;
}

export interface App {
  /** Resolves once everything is started. The app stops everything when it quits. */
  start(): Promise<void>;
}

/** Makes the parts of the app, from those that need nothing to those that need the others, and says how they start. */
export function createApp(deps: AppDeps): App {
  const { options } = deps;
  const context = openAppContext(deps);
  const { system, clock, log, changes, preferences } = context;
  const ui = createUserInterface({ ...context, tray: deps.tray });

  const createRuntimeIn = (runEnvironment: RunEnvironment, notices: Notices): Runtime =>
    createRuntime({
      runEnvironment,
      log,
      notices,
      preferences: preferences.current,
      locale: context.locale,
      lastInterestAtMs: ui.lastSeenAtMs,
      isIdle: system.isIdle,
      onNoticeClick: (to) => ui.open({ to }),
      onSwitchQuestion: (providerId) => ui.open({ to: 'switch', providerId }),
      onChange: changes.notify,
    });
  const real = options.demo ? null : createRuntimeIn(openRealEnvironment(context, deps.overrides), context.notices);
  const runtimes = createShownRuntime({
    real,
    // Loaded on demand: a normal start does not read the demo's code.
    openDemo: async () => (await import('./demo/demo.ts')).openDemo({ context, options, createRuntimeIn }),
    onChange(shown) {
      preferences.setDemo(shown.isDemo);
      changes.notify();
    },
  });
  const stateIn = (runtime: Runtime) => stateOf({ runtime, context, destination: ui.destination() });
  const handlers = createHandlers({ context, ui, runtimes, stateIn });
  const endings: (() => void)[] = [];

  async function start(): Promise<void> {
    system.onQuit(stop, quitLimitMs);
    endings.push(system.onSecondStart(() => ui.open()));
    // The popover's calls need a runtime to answer them.
    if (real === null) await runtimes.enterDemo();
    endings.push(
      serveCalls(handlers, log),
      watchSystemEvents(
        {
          onWake: () => real?.machineWoke(),
          onOnline: () => real?.machineWoke(),
          onReturn: () => real?.attentionChanged(),
        },
        { clock, isIdle: system.isIdle },
      ),
      watchForTrayHost({
        clock,
        hasTrayHost: () => hasTrayHost(process.platform),
        onAbsent: ui.showWithoutTray,
        onArrived: ui.returnToTray,
      }),
    );
    const shownState = () => {
      const runtime = runtimes.shown();
      return runtime === null ? null : stateIn(runtime);
    };
    ui.start({ state: shownState, ...createTrayEvents({ context, ui, runtimes }) });
    if (real === null) runtimes.demo()?.present(ui, shownState);
    else await Promise.all([real.start(), preferences.followSystem()]);
    log.info(`started ${system.version} on ${process.platform}, Electron ${process.versions['electron']}`);
  }

  async function stop(): Promise<void> {
    for (const end of endings.splice(0)) end();
    system.secrets.stop();
    ui.stop();
    await runtimes.stop();
    await context.close();
  }
  return { start };
}

function openRealEnvironment(context: AppContext, overrides: Overrides): RunEnvironment {
  const { system, log } = context;
  const open = createBrowserOpener(system.openInBrowser);
  return createRealEnvironment({
    ...context,
    secrets: system.secrets,
    overrides,
    openPage: (address) => void open(address).then((opened) => opened || log.warn('no browser opened the page')),
  });
}
