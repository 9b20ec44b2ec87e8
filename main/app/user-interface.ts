import path from 'node:path';
import type { AppState, Destination } from '../../preload/contract.ts';
import { origin } from '../adapters/electron/app-protocol.ts';
import { pushTo } from '../adapters/electron/ipc.ts';
import { createPopover, type Popover } from '../adapters/electron/popover.ts';
import { type Anchor, anchorOf } from '../adapters/electron/positioning.ts';
import type { System } from '../adapters/electron/system.ts';
import type { TrayView } from '../adapters/electron/tray.ts';
import type { Place } from '../core/view/format.ts';
import type { TrayCommand } from '../core/view/tray/tray-view.ts';
import type { Clock, Log } from '../ports/system.ts';
import type { Changes } from './changes.ts';
import { createDestinations, type Wish } from './destinations.ts';
import { trayContent, trayViewOf } from './tray.ts';

/** At its highest: a plan with all its windows below a trouble told in words. What shows less is lower. */
const popoverSize = { width: 380, height: 720 };

export interface ScreenDeps {
  readonly tray: TrayView;
  readonly system: System;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly log: Log;
  /** Null until there is anything to show. */
  state(): AppState | null;
  place(): Place;
  onCommand(command: TrayCommand): void;
  onProvider(providerId: string): void;
  /** The popover was opened or closed. */
  onAttention(): void;
}

/** Everything the user sees: tray and popover, always of the same state. */
export interface Screen {
  readonly popover: Popover;
  /** Opens the popover where the tray is, or where it would be; with a wish, there. */
  open(wish?: Wish): void;
  /** Where the popover was led to; null once it was closed. */
  destination(): Destination | null;
  /** When the popover was last seen open; null: not in this run. */
  lastSeenAtMs(): number | null;
  /** From now on what changes is shown, and clicks are heard. */
  start(): void;
  /** No panel shows the tray: a plain window stands in for it. */
  showWithoutTray(): void;
  /** A panel came: the icon registers with it, and the next window is a popover again. */
  returnToTray(): void;
  stop(): void;
}

export function createScreen(deps: ScreenDeps): Screen {
  const { tray, system, clock, changes } = deps;
  const endings: (() => void)[] = [];
  const destinations = createDestinations(changes.tell);
  let lastSeenAtMs: number | null = null;

  const popover = createPopover({
    preload: path.join(import.meta.dirname, '../preload/index.cjs'),
    url: `${origin}/`,
    size: popoverSize,
    title: deps.place().words.appName,
    platform: process.platform,
    clock,
    onLost: (why) => deps.log.warn(`the page was replaced: ${why}`),
    onWindowClosed: () => system.quit(),
    onVisible(visible) {
      lastSeenAtMs = clock.now();
      if (!visible) destinations.clear();
      deps.onAttention();
    },
  });

  function render(): void {
    const state = deps.state();
    if (state === null) return;
    const view = trayViewOf(state, deps.place());
    tray.render(trayContent(view, { dark: system.isDark(), platform: process.platform }));
    pushTo(popover.contents(), 'state:changed', state, deps.log);
  }

  /** The pointer says where the icon is only right after a click on it. */
  const anchorAtClick = (): Anchor => anchorOf(tray.bounds(), system.pointer());
  const open = (wish?: Wish): void => {
    if (wish !== undefined) destinations.lead(wish);
    popover.show(anchorOf(tray.bounds(), null));
  };

  return {
    popover,
    open,
    destination: destinations.current,
    lastSeenAtMs: () => (popover.isVisible() ? clock.now() : lastSeenAtMs),
    start() {
      endings.push(changes.listen(render), system.onDarkChanged(changes.tell));
      render();
      tray.listen({
        onClick: () => popover.toggle(anchorAtClick()),
        onCommand: deps.onCommand,
        onProvider: deps.onProvider,
      });
    },
    showWithoutTray() {
      popover.setMode('window');
      open();
    },
    returnToTray() {
      popover.setMode('popover');
      tray.recreate();
    },
    stop() {
      for (const end of endings.splice(0)) end();
      popover.stop();
      tray.stop();
    },
  };
}
