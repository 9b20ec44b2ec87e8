import type { AppState } from '../preload/contract.ts';
import { createBrowserOpener } from './adapters/electron/external.ts';
import { serveCalls } from './adapters/electron/ipc.ts';
import { watchSystemEvents } from './adapters/electron/power.ts';
import type { TrayView } from './adapters/electron/tray.ts';
import { hasTrayHost } from './adapters/electron/tray-host.ts';
import type { Overrides } from './adapters/http/overrides.ts';
import { handlersOf, type Parts, runTrayCommand, stateOf } from './app/actions.ts';
import { type AppContext, openAppContext } from './app/app-context.ts';
import { createScreen } from './app/user-interface.ts';
import { createShownRuntime } from './app/shown-runtime.ts';
import type { StartOptions } from './app/start-options.ts';
import { watchForTrayHost } from './app/tray-host.ts';
import { openDemoRun } from './demo/run.ts';
import { createDemoShow } from './demo/demo.ts';
import { createRealEnvironment } from './runtime/real-environment.ts';
import type { RunEnvironment } from './runtime/run-environment.ts';
import { createRuntime, type Runtime } from './runtime/runtime.ts';

/** Quitting waits so long for what is still to be written or told. */
const quitLimitMs = 2_500;

export interface AppDeps {
  readonly options: StartOptions;
  readonly overrides: Overrides;
  /** Up since before this was loaded. */
  readonly tray: TrayView;
  readonly dataFolder: string;
  /** False: nothing can be kept there, the app runs in memory. */
  readonly usable: boolean;
}

export interface App {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes everything and wires it; what happens after that is in the parts. */
export function createApp(deps: AppDeps): App {
  const appContext = openAppContext(deps);
  // Only a run that is nothing but a demo is told and directed; "Try with demo data" is the user's own play.
  const show = deps.options.demo
    ? createDemoShow({ appContext, options: deps.options, demo: () => shownRuntime.demo() })
    : null;
  const runtimeIn = (runEnvironment: RunEnvironment): Runtime =>
    createRuntime({
      runEnvironment,
      log: appContext.log,
      notices: show?.notices ?? appContext.notices,
      preferences: appContext.choices.current,
      place: appContext.place,
      lastInterestAtMs: () => screen.lastSeenAtMs(),
      isIdle: appContext.system.isIdle,
      onNoticeClick: (to) => screen.open({ to }),
      onSwitchQuestion: (providerId) => screen.open({ to: 'switch', providerId }),
      onChange: appContext.changes.tell,
    });
  const shownRuntime = createShownRuntime({
    real: deps.options.demo ? null : runtimeIn(realEnvironment(appContext, deps.overrides)),
    openDemo: () => openDemoRun({ ...appContext, createRuntime: runtimeIn }),
    onChange() {
      appContext.choices.setDemo(shownRuntime.shown()?.isDemo ?? false);
      appContext.changes.tell();
    },
  });
  const state = (): AppState | null => {
    const runtime = shownRuntime.shown();
    return runtime === null ? null : stateOf(parts, runtime);
  };
  const screen = createScreen({
    ...appContext,
    tray: deps.tray,
    state,
    onCommand: (command) => runTrayCommand(command, parts),
    onProvider: (providerId) => void shownRuntime.shown()?.quickSwitch(providerId),
    onAttention: () => shownRuntime.shown()?.attentionChanged(),
  });
  const parts: Parts = { appContext, shownRuntime, screen };
  return run(parts, () => show?.start(screen, state) ?? nothing);
}

const nothing = (): void => {};

function run(parts: Parts, startShow: () => () => void): App {
  const { appContext, shownRuntime, screen } = parts;
  const endings: (() => void)[] = [];

  async function start(): Promise<void> {
    appContext.system.onQuit(stop, quitLimitMs);
    endings.push(appContext.system.onSecondStart(() => screen.open()));
    if (shownRuntime.real === null) await shownRuntime.enterDemo();
    endings.push(
      serveCalls(handlersOf(parts), appContext.log),
      watchSystemEvents(
        {
          onWake: () => shownRuntime.real?.machineWoke(),
          onOnline: () => shownRuntime.real?.machineWoke(),
          onReturn: () => shownRuntime.real?.attentionChanged(),
        },
        { clock: appContext.clock, isIdle: appContext.system.isIdle },
      ),
      watchForTrayHost({
        clock: appContext.clock,
        hasTrayHost: () => hasTrayHost(process.platform),
        onAbsent: screen.showWithoutTray,
        onArrived: screen.returnToTray,
      }),
    );
    screen.start();
    endings.push(startShow());
    if (shownRuntime.real !== null) await Promise.all([shownRuntime.real.start(), appContext.choices.followSystem()]);
    appContext.log.info(
      `started ${appContext.system.version} on ${process.platform}, Electron ${process.versions['electron']}`,
    );
  }

  async function stop(): Promise<void> {
    for (const end of endings.splice(0)) end();
    appContext.system.secrets.stop();
    screen.stop();
    await shownRuntime.stop();
    await appContext.close();
  }
  return { start, stop };
}

const realEnvironment = (
  { clock, http, system, dataFolder, onUnwritten, log }: AppContext,
  overrides: Overrides,
): RunEnvironment => {
  const open = createBrowserOpener(system.openInBrowser);
  return createRealEnvironment({
    clock,
    http,
    secrets: system.secrets,
    overrides,
    dataFolder,
    onUnwritten,
    openPage: (address) => void open(address).then((opened) => opened || log.warn('no browser opened the page')),
  });
};
