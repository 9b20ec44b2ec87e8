import path from 'node:path';
import { hasTrayHost } from './adapters/desktop/tray-host.ts';
import { serveCalls } from './adapters/electron/ipc.ts';
import { watchSystemEvents } from './adapters/electron/power.ts';
import { startingUtilityProcess } from './adapters/electron/processes/utility-process.ts';
import type { FurtherStarts } from './adapters/electron/startup.ts';
import type { ElectronTray } from './adapters/electron/tray.ts';
import { fileProcesses } from './adapters/foreign-files/file-process.ts';
import type { Overrides } from './adapters/http/overrides.ts';
import { type AppContext, openAppContext } from './app/app-context.ts';
import { readAppLink } from './app/app-link.ts';
import { makeFirstContact } from './app/first-contact.ts';
import { createHandlers } from './app/handlers.ts';
import { createRuntimes } from './app/runtimes.ts';
import type { ShownRuntime } from './app/shown-runtime.ts';
import type { StartOptions } from './app/start-options.ts';
import { stateOf } from './app/state.ts';
import { createTrayEvents } from './app/tray-events.ts';
import { createUserInterface, type UserInterface } from './app/user-interface.ts';
import type { Runtime } from './runtime/runtime.ts';

/** Quitting waits at most this long for what is still to be written or sent. */
const quitLimitMs = 1_500;

export interface AppDeps {
  readonly options: StartOptions;
  readonly overrides: Overrides;
  readonly furtherStarts: FurtherStarts;
  /** It is shown since before this module was loaded. */
  readonly tray: ElectronTray;
  /** Whether a panel was there when the tray was made. */
  readonly hadTrayHost: Promise<boolean>;
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
  fileProcesses.start = startingUtilityProcess(path.join(import.meta.dirname, '../file-process/index.cjs'));
  const context = openAppContext(deps);
  const ui = createUserInterface({ ...context, tray: deps.tray });
  const runtimes = createRuntimes({
    ...deps,
    context,
    ui,
    // Loaded on demand: a normal start does not read the demo's code.
    openDemo: async (createRuntimeIn) =>
      (await import('./demo/demo.ts')).openDemo({ context, options: deps.options, createRuntimeIn }),
  });
  const { real } = runtimes;
  const { system, log } = context;
  const endings: (() => void)[] = [];

  async function start(): Promise<void> {
    system.onQuit(stop, quitLimitMs);
    // The popover's calls need a runtime to answer them.
    if (real === null) await runtimes.enterDemo();
    const stateIn = (runtime: Runtime) => stateOf({ runtime, context, destination: ui.destination() });
    const shownState = () => {
      const runtime = runtimes.shown();
      return runtime === null ? null : stateIn(runtime);
    };
    endings.push(serveCalls(createHandlers({ context, ui, runtimes, stateIn }), log));
    ui.start({ state: shownState, ...createTrayEvents({ context, ui, runtimes }) });
    endings.push(...watchDesktop(context, ui, runtimes, deps.hadTrayHost));
    if (real === null) runtimes.demo()?.present(ui, shownState);
    else await Promise.all([real.start(), context.preferences.followSystem()]);
    if (deps.options.link !== null) ui.open(deps.options.link.request);
    endings.push(deps.furtherStarts.listen((argv) => ui.open(readAppLink(argv)?.request)));
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

/** Watches machine and panel. Returns the functions that end it. */
function watchDesktop(
  context: AppContext,
  ui: UserInterface,
  { real }: ShownRuntime,
  hadTrayHost: Promise<boolean>,
): readonly (() => void)[] {
  const { clock, system } = context;
  const events = {
    onWake: () => real?.machineWoke(),
    onOnline: () => real?.machineWoke(),
    onReturn: () => real?.attentionChanged(),
  };
  return [
    watchSystemEvents(events, { clock, isIdle: system.isIdle }),
    makeFirstContact({
      context: { ...context, isFirstRun: context.isFirstRun && real !== null },
      ui,
      hadTrayHost,
      hasTrayHost: () => hasTrayHost(process.platform),
      desktop: process.env['XDG_CURRENT_DESKTOP'] ?? '',
    }),
  ];
}
