import { Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import type { WindowSnooze } from '../../core/notices/snooze.ts';
import { printable } from '../../core/text/printable.ts';
import type { MenuItem, TrayCommand } from '../../core/view/tray/tray-menu.ts';
import type { Rectangle } from './positioning.ts';
import { imageOf, type TrayIcon } from './tray-image.ts';

export interface TrayContent {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  /** Beside the icon on macOS; Linux and Windows show none. */
  readonly title: string;
  readonly menu: readonly MenuItem[];
}

interface TrayEvents {
  onClick(): void;
  onCommand(id: TrayCommand): void;
  onProvider(providerId: string): void;
  onSnooze(wanted: WindowSnooze): void;
}

export interface ElectronTray {
  /** Handles events from now on, those first that came before the app was loaded. */
  listen(events: TrayEvents): void;
  /** Passes only what differs to the system, so it may be called with the same content again. */
  render(content: TrayContent): void;
  bounds(): Rectangle;
  /** Registers the icon again, for a panel that started after the app: Electron never does so by itself. */
  recreate(): void;
  stop(): void;
}

/** The tray icon. It stays referenced here, because a garbage-collected `Tray` vanishes from the panel. */
export function createTray(first: TrayContent, platform: NodeJS.Platform): ElectronTray {
  let listener: TrayEvents | null = null;
  const early: ((events: TrayEvents) => void)[] = [];
  const deliver = (event: (events: TrayEvents) => void): void => {
    if (listener === null) early.push(event);
    else event(listener);
  };
  const events: TrayEvents = {
    onClick: () => deliver((to) => to.onClick()),
    onCommand: (id) => deliver((to) => to.onCommand(id)),
    onSnooze: (wanted) => deliver((to) => to.onSnooze(wanted)),
    onProvider(providerId) {
      deliver((to) => to.onProvider(providerId));
      // The system has marked the clicked entry, so the mark is set back to the provider in use.
      setImmediate(() => {
        if (platform !== 'darwin' && !tray.isDestroyed()) tray.setContextMenu(menuOf(shown.menu, events));
      });
    },
  };
  let shown = first;
  let tray = make();

  function make(): Tray {
    const made = new Tray(imageOf(shown.icon));
    made.on('click', () => events.onClick());
    made.setToolTip(shown.tooltip);
    if (platform === 'darwin') {
      made.setTitle(shown.title);
      // Otherwise a double click is reported as well as its clicks.
      made.setIgnoreDoubleClickEvents(true);
      // With a context menu set, macOS opens it on every click and 'click' never comes.
      made.on('right-click', () => made.popUpContextMenu(menuOf(shown.menu, events)));
    } else made.setContextMenu(menuOf(shown.menu, events));
    return made;
  }

  function render(content: TrayContent): void {
    const before = shown;
    shown = content;
    const iconChanged = before.icon.key !== content.icon.key;
    const tooltipChanged = before.tooltip !== content.tooltip;
    const menuChanged = JSON.stringify(before.menu) !== JSON.stringify(content.menu);
    if (iconChanged) tray.setImage(imageOf(content.icon));
    if (tooltipChanged) tray.setToolTip(content.tooltip);
    if (platform === 'darwin') {
      if (before.title !== content.title) tray.setTitle(content.title);
      return;
    }
    // Linux panels keep a dead menu after other changes unless it is set again (electron #52674).
    if (menuChanged || (platform === 'linux' && (iconChanged || tooltipChanged))) {
      tray.setContextMenu(menuOf(content.menu, events));
    }
  }

  return {
    listen(to) {
      listener = to;
      for (const event of early.splice(0)) event(to);
    },
    render,
    bounds: () => tray.getBounds(),
    recreate() {
      tray.destroy();
      tray = make();
    },
    stop: () => tray.destroy(),
  };
}

function menuOf(items: readonly MenuItem[], events: TrayEvents): Menu {
  return Menu.buildFromTemplate(items.map((item) => templateOf(item, events)));
}

function templateOf(item: MenuItem, events: TrayEvents): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'text':
      return { label: shownLabel(item.label), enabled: false };
    case 'submenu':
      return { label: shownLabel(item.label), submenu: item.items.map((one) => templateOf(one, events)) };
    case 'snooze':
      return { label: shownLabel(item.label), click: () => events.onSnooze(item.wanted) };
    case 'command':
      return { id: item.id, label: shownLabel(item.label), click: () => events.onCommand(item.id) };
    case 'provider':
      // Of a group of radio items one is always marked, even where none of them is in use.
      return {
        type: 'checkbox',
        label: shownLabel(item.label),
        checked: item.current,
        click: () => events.onProvider(item.providerId),
      };
  }
}

/** Names from settings files cannot forge a line. A single `&` would underline the next letter and vanish. */
const shownLabel = (label: string): string => printable(label).replaceAll('&', '&&');
