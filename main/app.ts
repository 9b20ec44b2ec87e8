import type { AppState } from '../preload/contract.ts';
import { createBrowserOpener } from './adapters/electron/external.ts';
import { serveCalls } from './adapters/electron/ipc.ts';
import { watchWorld } from './adapters/electron/power.ts';
import type { TrayView } from './adapters/electron/tray.ts';
import { hasTrayHost } from './adapters/electron/tray-host.ts';
import type { Overrides } from './adapters/http/overrides.ts';
import { handlersOf, obey, type Parts, stateOf } from './app/actions.ts';
import { type Base, openBase } from './app/app-context.ts';
import { createScreen } from './app/screen.ts';
import { createStage } from './app/shown-runtime.ts';
import type { StartOptions } from './app/start-options.ts';
import { watchForTrayHost } from './app/tray-host.ts';
import { openDemoRun } from './demo/run.ts';
import { createDemoShow } from './demo/show.ts';
import { createRealWorld } from './runtime/real-environment.ts';
import type { World } from './runtime/run-environment.ts';
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
  const base = openBase(deps);
  // Only a run that is nothing but a demo is told and directed; "Try with demo data" is the user's own play.
  const show = deps.options.demo ? createDemoShow({ base, options: deps.options, demo: () => stage.demo() }) : null;
  const runtimeIn = (world: World): Runtime =>
    createRuntime({
      world,
      log: base.log,
      notices: show?.notices ?? base.notices,
      preferences: base.choices.current,
      place: base.place,
      lastInterestAtMs: () => screen.lastSeenAtMs(),
      idle: base.system.isIdle,
      onNoticeClick: (to) => screen.open({ to }),
      onSwitchQuestion: (providerId) => screen.open({ to: 'switch', providerId }),
      onChange: base.changes.tell,
    });
  const stage = createStage({
    real: deps.options.demo ? null : runtimeIn(realWorld(base, deps.overrides)),
    openDemo: () => openDemoRun({ ...base, createRuntime: runtimeIn }),
    onChange() {
      base.choices.setDemo(stage.shown()?.world.demo ?? false);
      base.changes.tell();
    },
  });
  const state = (): AppState | null => {
    const runtime = stage.shown();
    return runtime === null ? null : stateOf(parts, runtime);
  };
  const screen = createScreen({
    ...base,
    tray: deps.tray,
    state,
    onCommand: (command) => obey(command, parts),
    onProvider: (providerId) => void stage.shown()?.quickSwitch(providerId),
    onAttention: () => stage.shown()?.attend(),
  });
  const parts: Parts = { base, stage, screen };
  return run(parts, () => show?.start(screen, state) ?? nothing);
}

const nothing = (): void => {};

function run(parts: Parts, startShow: () => () => void): App {
  const { base, stage, screen } = parts;
  const endings: (() => void)[] = [];

  async function start(): Promise<void> {
    base.system.onQuit(stop, quitLimitMs);
    endings.push(base.system.onSecondStart(() => screen.open()));
    if (stage.real === null) await stage.enterDemo();
    endings.push(
      serveCalls(handlersOf(parts), base.log),
      watchWorld(
        {
          onWake: () => stage.real?.wake(),
          onOnline: () => stage.real?.wake(),
          onReturn: () => stage.real?.userReturned(),
        },
        { clock: base.clock, isIdle: base.system.isIdle },
      ),
      watchForTrayHost({
        clock: base.clock,
        hasTrayHost: () => hasTrayHost(process.platform),
        onAbsent: screen.showWithoutTray,
        onArrived: screen.returnToTray,
      }),
    );
    screen.start();
    endings.push(startShow());
    if (stage.real !== null) await Promise.all([stage.real.start(), base.choices.followSystem()]);
    base.log.info(`started ${base.system.version} on ${process.platform}, Electron ${process.versions['electron']}`);
  }

  async function stop(): Promise<void> {
    for (const end of endings.splice(0)) end();
    base.system.secrets.stop();
    screen.stop();
    await stage.stop();
    await base.close();
  }
  return { start, stop };
}

const realWorld = ({ clock, http, system, dataFolder, onUnwritten, log }: Base, overrides: Overrides): World => {
  const open = createBrowserOpener(system.openInBrowser);
  return createRealWorld({
    clock,
    http,
    secrets: system.secrets,
    overrides,
    dataFolder,
    onUnwritten,
    openPage: (address) => void open(address).then((opened) => opened || log.warn('no browser opened the page')),
  });
};
