import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import type { Clock } from '../../ports.ts';
import { lockedWebPreferences } from './lockdown.ts';
import { type Anchor, anchorPoint, displayNear, placePopover, type Size, sizeFor } from './positioning.ts';

/** A window made on click costs some 45 ms more than a hidden one and saves 35 to 50 MiB while nobody looks. */
const destroyAfterMs = 5 * 60_000;

/**
 * A click on the tray first takes the focus from the open popover, which hides it, and then arrives as a click.
 * Within this time it means "close", not "open again".
 */
const clickAfterBlurMs = 300;

/** A page that has not said its height by then is shown as high as can be. */
const fitWithinMs = 400;

/** `popover`: frameless, hides when it loses the focus. `window`: for desktops without a tray host. */
export type PopoverMode = 'popover' | 'window';

export interface PopoverDeps {
  readonly preload: string;
  readonly url: string;
  /** At most. */
  readonly size: Size;
  readonly title: string;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** The only window of a desktop without a tray was closed by the user. */
  onWindowClosed(): void;
  onVisible(visible: boolean): void;
}

export interface Popover {
  show(anchor: Anchor): void;
  /** The page's natural height: the popover takes it as far as it may. A plain window keeps the user's. */
  fit(heightPx: number): void;
  /** Shows, or hides what is shown. */
  toggle(anchor: Anchor): void;
  /** Nothing for a plain window: without a tray there would be no way back to it. */
  hide(): void;
  isVisible(): boolean;
  /** Null while there is no window. */
  contents(): WebContents | null;
  /** For the next window that is made; one that is open stays as it is. */
  setMode(mode: PopoverMode): void;
  /** While held, losing the focus does not hide it: for taking pictures. */
  hold(held: boolean): void;
  stop(): void;
}

/** The one window of the app: made when first shown, hidden when left, destroyed after five minutes unseen. */
export function createPopover(deps: PopoverDeps): Popover {
  let mode: PopoverMode = 'popover';
  let open: { readonly window: BrowserWindow; readonly mode: PopoverMode } | null = null;
  let anchor: Anchor = { kind: 'none' };
  let contentHeightPx: number | null = null;
  let onFitted: (() => void) | null = null;
  let hiddenByBlurAtMs = Number.NEGATIVE_INFINITY;
  let held = false;
  let cancelDestroy = (): void => {};

  const isVisible = (): boolean => open?.window.isVisible() ?? false;

  function make(): BrowserWindow {
    const window = new BrowserWindow(windowOptions(deps, mode));
    const made = { window, mode };
    open = made;
    window.on('blur', () => {
      if (made.mode !== 'popover' || held || !window.isVisible()) return;
      hiddenByBlurAtMs = deps.clock.now();
      hide();
    });
    window.on('closed', () => {
      if (open === made) open = null;
      deps.onVisible(false);
      // A panel may have come since: then the tray keeps the app alive.
      if (made.mode === 'window' && mode === 'window') deps.onWindowClosed();
    });
    void window.loadURL(deps.url);
    return window;
  }

  function show(at: Anchor): void {
    cancelDestroy();
    if (open !== null && open.mode !== mode && !open.window.isVisible()) destroy();
    anchor = at;
    const known = open?.window ?? null;
    const window = known ?? make();
    place();
    const reveal = (): void => {
      if (window.isDestroyed()) return;
      window.show();
      window.focus();
      deps.onVisible(true);
    };
    if (known === null) revealOnceDrawn(window, reveal);
    else reveal();
  }

  /** An empty frame would flash before the first paint, and a height of its own after it. */
  function revealOnceDrawn(window: BrowserWindow, reveal: () => void): void {
    window.once('ready-to-show', () => {
      const once = (): void => {
        cancel();
        onFitted = null;
        reveal();
      };
      const cancel = deps.clock.after(fitWithinMs, once);
      if (contentHeightPx === null) onFitted = once;
      else once();
    });
  }

  function place(): void {
    if (open?.mode !== 'popover') return;
    // Never skipped as "already there": on X11 the bounds read back may be those before a change under way.
    open.window.setBounds(placeFor(anchor, sizeFor(deps.size, contentHeightPx)));
  }

  function hide(): void {
    if (open === null || open.mode === 'window' || !open.window.isVisible()) return;
    open.window.hide();
    deps.onVisible(false);
    cancelDestroy();
    cancelDestroy = deps.clock.after(destroyAfterMs, destroy);
  }

  function destroy(): void {
    cancelDestroy();
    const window = open?.window;
    open = null;
    contentHeightPx = null;
    onFitted = null;
    window?.removeAllListeners('closed');
    window?.destroy();
  }

  return {
    show,
    hide,
    toggle(anchor) {
      if (isVisible()) hide();
      else if (deps.clock.now() - hiddenByBlurAtMs >= clickAfterBlurMs) show(anchor);
    },
    fit(heightPx) {
      contentHeightPx = heightPx;
      place();
      onFitted?.();
    },
    isVisible,
    contents: () => open?.window.webContents ?? null,
    setMode(next) {
      mode = next;
    },
    hold(next) {
      held = next;
    },
    stop: destroy,
  };
}

function windowOptions(deps: PopoverDeps, mode: PopoverMode): Electron.BrowserWindowConstructorOptions {
  const common: Electron.BrowserWindowConstructorOptions = {
    ...deps.size,
    show: false,
    title: deps.title,
    fullscreenable: false,
    maximizable: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: { ...lockedWebPreferences, preload: deps.preload },
  };
  if (mode === 'window') return { ...common, autoHideMenuBar: true };
  return {
    ...common,
    frame: false,
    resizable: false,
    minimizable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    // Linux ignores skipTaskbar; of the types that stay out of the task list only this one still takes the focus.
    ...(deps.platform === 'linux' ? { type: 'splash' } : {}),
  };
}

function placeFor(anchor: Anchor, size: Size): Electron.Rectangle {
  const primary = screen.getPrimaryDisplay();
  const point = anchorPoint(anchor);
  const display = point === null ? primary : (displayNear(screen.getAllDisplays(), point) ?? primary);
  return placePopover(anchor, size, display);
}
