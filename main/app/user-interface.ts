import path from 'node:path';
import type { AppState, Destination } from '../../preload/contract.ts';
import { origin, prepareAnswers } from '../adapters/electron/app-protocol.ts';
import { pushTo } from '../adapters/electron/ipc.ts';
import { createPopover, type Popover } from '../adapters/electron/popover.ts';
import { type Anchor, anchorOf, type Size } from '../adapters/electron/positioning.ts';
import type { Shortcut } from '../adapters/electron/shortcuts/global-shortcut.ts';
import type { System } from '../adapters/electron/system.ts';
import type { ElectronTray } from '../adapters/electron/tray.ts';
import { trayPlace, watchScreens } from '../adapters/electron/tray-image.ts';
import type { WindowSnooze } from '../core/notices/snooze.ts';
import { minuteMs } from '../core/quota/calendar.ts';
import type { Locale } from '../core/view/format.ts';
import { textScale } from '../core/view/preferences/text-size.ts';
import type { TrayCommand } from '../core/view/tray/tray-menu.ts';
import type { Clock, Log } from '../ports/system.ts';
import { createTimer } from '../ports/timer.ts';
import type { Changes } from './changes.ts';
import type { UserPreferences } from './preferences.ts';
import { createDestinations, type DestinationRequest, trayViewOf } from './state.ts';
import { trayContent } from './tray-content.ts';

/**
 * The greatest height fits a plan with all its windows below an error message. The page says when it needs less. Larger
 * letters have a larger window, as far as the screen has room.
 */
const popoverSize = { width: 380, height: 720 };
const sizeAt = (scale: number): Size => ({
  width: Math.round(popoverSize.width * scale),
  height: Math.round(popoverSize.height * scale),
});

export interface UserInterfaceDeps {
  readonly tray: ElectronTray;
  readonly system: System;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly shortcut: Pick<Shortcut, 'listen'>;
  readonly log: Log;
  readonly preferences: Pick<UserPreferences, 'current'>;
  locale(): Locale;
}

/** What is shown, and what the user's actions lead to. */
export interface UserInterfaceHandlers {
  /** Null until there is anything to show. */
  state(): AppState | null;
  onCommand(command: TrayCommand): void;
  onProvider(providerId: string): void;
  onSnooze(wanted: WindowSnooze): void;
  onVisibilityChange(): void;
}

/** Everything the user sees: tray and popover, always of the same state. */
export interface UserInterface {
  readonly popover: Popover;
  /** Opens the popover at the tray icon, or where it would be, at the requested destination. */
  open(request?: DestinationRequest): void;
  /** The last requested destination; null once the popover was closed. */
  destination(): Destination | null;
  /** When the popover was last seen open; null: not in this run. */
  lastSeenAtMs(): number | null;
  /** From now on changes are shown and clicks are handled. */
  start(handlers: UserInterfaceHandlers): void;
  /** No panel shows the tray: a plain window replaces it. */
  showWithoutTray(): void;
  /** A panel started: the icon registers with it, and the plain window goes. */
  returnToTray(): void;
  stop(): void;
}

export function createUserInterface(deps: UserInterfaceDeps): UserInterface {
  const { tray, system, clock, changes, log } = deps;
  const endings: (() => void)[] = [];
  const destinations = createDestinations(changes.notify);
  const nextMinute = createTimer(clock);
  let handlers: UserInterfaceHandlers | null = null;
  let lastSeenAtMs: number | null = null;

  const popover = createPopover({
    preload: path.join(import.meta.dirname, '../preload/index.cjs'),
    url: `${origin}/`,
    get size() {
      return sizeAt(textScale(deps.preferences.current().textSize));
    },
    title: deps.locale().words.appName,
    platform: process.platform,
    clock,
    // The first check of a state by its schema takes 10 ms, for which the page would wait.
    onPageStarting() {
      prepareAnswers();
      render();
    },
    onLost: (reason) => log.warn(`the page was replaced: ${reason}`),
    onWindowClosed: () => system.quit(),
    onVisible(isVisible) {
      lastSeenAtMs = clock.now();
      if (!isVisible) destinations.clear();
      handlers?.onVisibilityChange();
    },
  });

  function render(): void {
    const state = renderTray();
    const page = popover.contents();
    if (page !== null && state !== null) pushTo(page, 'state:changed', state, log);
  }

  /** Draws the tray alone, again in a minute while a text holds a passing time: the page follows the clock by itself. */
  function renderTray(): AppState | null {
    const state = handlers?.state() ?? null;
    if (state === null) return null;
    const view = trayViewOf(state, deps.locale());
    const { trayIcon, trayIconSize } = state.preferences;
    tray.render(trayContent(view, { ...trayPlace(), trayIcon, trayIconSize }));
    if (view.hasPassingTime) nextMinute.set(minuteMs, renderTray);
    else nextMinute.cancel();
    return state;
  }

  /** The pointer is at the icon only right after a click on it. */
  const anchorAtClick = (): Anchor => anchorOf(tray.bounds(), system.pointer());
  const open = (request?: DestinationRequest): void => {
    if (request !== undefined) destinations.request(request);
    popover.show(anchorOf(tray.bounds(), null));
  };

  return {
    popover,
    open,
    destination: destinations.current,
    lastSeenAtMs: () => (popover.isVisible() ? clock.now() : lastSeenAtMs),
    start(given) {
      handlers = given;
      endings.push(changes.subscribe(render), watchScreens(renderTray));
      deps.shortcut.listen(() => popover.toggle(anchorOf(tray.bounds(), null)));
      render();
      tray.listen({
        onClick: () => popover.toggle(anchorAtClick()),
        onCommand: given.onCommand,
        onProvider: given.onProvider,
        onSnooze: given.onSnooze,
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
      nextMinute.cancel();
      popover.stop();
      tray.stop();
    },
  };
}
