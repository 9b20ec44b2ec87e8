import { type BrowserWindow, screen, type WebContents } from 'electron';
import type { Clock } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';
import { makeWindow, type PopoverMode, type WindowDeps } from './popover-window.ts';
import { type Anchor, anchorPoint, displayNear, placePopover, type Size, sizeFor } from './positioning.ts';

/** A window made on click opens some 45 ms later than a hidden one, and saves 35 to 50 MiB while it is not needed. */
const destroyAfterMs = 5 * 60_000;

/**
 * A click on the tray first takes the focus from the open popover, which hides it, and then arrives as a click. Within
 * this time after the loss of focus a click means "close", not "open again".
 */
const clickAfterBlurMs = 300;

/** A page lost twice within this time would be lost again, so it is replaced only when the popover is next opened. */
const lostAgainMs = 10_000;

/** A page that has not reported its height by then is shown at the greatest height. */
const fitWithinMs = 400;

export interface PopoverDeps extends WindowDeps {
  readonly clock: Clock;
  /** A window was made, and the process of its page is starting: there is time for what the page will ask first. */
  onPageStarting(): void;
  /** The user closed the window that replaces the tray. */
  onWindowClosed(): void;
  onVisible(isVisible: boolean): void;
}

export interface Popover {
  show(anchor: Anchor): void;
  /** Takes the page's natural height, within limits. A plain window keeps the height the user gave it. */
  fit(heightPx: number): void;
  toggle(anchor: Anchor): void;
  /** Does nothing to a plain window: without a tray there would be no way to open it again. */
  hide(): void;
  isVisible(): boolean;
  /** Null while there is no window. */
  contents(): WebContents | null;
  /** Closes an open window of the other kind. */
  setMode(mode: PopoverMode): void;
  /** While held, the popover stays open without the focus, for screenshots. */
  hold(isHeld: boolean): void;
  stop(): void;
}

/** The present window, and how far it has loaded. */
interface OpenWindow {
  readonly window: BrowserWindow;
  /** Shown before it is painted, a window is an empty frame; shown before its height is known, it changes its size. */
  state: 'loading' | 'painted' | 'revealed';
  /** As the page reported; null: not yet. */
  contentHeightPx: number | null;
  cancelReveal(): void;
}

/** The only window of the app: made when first shown, hidden without the focus, destroyed after five hidden minutes. */
export function createPopover(deps: PopoverDeps): Popover {
  let mode: PopoverMode = 'popover';
  let open: OpenWindow | null = null;
  let anchor: Anchor = { kind: 'none' };
  let hiddenByBlurAtMs = Number.NEGATIVE_INFINITY;
  let lostAtMs = Number.NEGATIVE_INFINITY;
  let isHeld = false;
  const destroying = createTimer(deps.clock);

  const isVisible = (): boolean => open?.window.isVisible() ?? false;

  function make(): OpenWindow {
    const window = makeWindow(deps, mode, () => replace(made));
    const made: OpenWindow = { window, state: 'loading', contentHeightPx: null, cancelReveal: () => {} };
    open = made;
    window.once('ready-to-show', () => {
      made.state = 'painted';
      made.cancelReveal = deps.clock.after(fitWithinMs, () => reveal(made));
      if (made.contentHeightPx !== null) reveal(made);
    });
    window.on('blur', () => {
      if (mode !== 'popover' || isHeld || !window.isVisible()) return;
      hiddenByBlurAtMs = deps.clock.now();
      hide();
    });
    window.on('closed', () => {
      made.cancelReveal();
      if (open === made) open = null;
      deps.onVisible(false);
      if (mode === 'window') deps.onWindowClosed();
    });
    deps.onPageStarting();
    return made;
  }

  function show(at: Anchor): void {
    destroying.cancel();
    anchor = at;
    const shown = open ?? make();
    place();
    if (shown.state === 'revealed') reveal(shown);
  }

  function reveal(opened: OpenWindow): void {
    opened.cancelReveal();
    opened.state = 'revealed';
    opened.window.show();
    opened.window.focus();
    deps.onVisible(true);
  }

  /** Replaces a window whose page was lost, at once if it was visible. */
  function replace(lost: OpenWindow): void {
    if (open !== lost) return;
    const wasVisible = lost.window.isVisible();
    const wasLostLately = Math.abs(deps.clock.now() - lostAtMs) < lostAgainMs;
    lostAtMs = deps.clock.now();
    destroy();
    if (wasVisible && !wasLostLately) show(anchor);
  }

  function place(): void {
    if (open === null || mode !== 'popover') return;
    // Set even if they seem equal: on X11 the bounds read may be those before a pending change.
    open.window.setBounds(placeFor(anchor, sizeFor(deps.size, open.contentHeightPx)));
  }

  function hide(): void {
    if (open === null || mode === 'window' || !open.window.isVisible()) return;
    open.window.hide();
    deps.onVisible(false);
    destroying.set(destroyAfterMs, destroy);
  }

  function destroy(): void {
    destroying.cancel();
    const opened = open;
    open = null;
    opened?.cancelReveal();
    opened?.window.removeAllListeners('closed');
    opened?.window.destroy();
  }

  return {
    show,
    hide,
    toggle(anchor) {
      if (isVisible()) hide();
      // A clock that was set back must not make the icon ignore clicks.
      else if (Math.abs(deps.clock.now() - hiddenByBlurAtMs) >= clickAfterBlurMs) show(anchor);
    },
    fit(heightPx) {
      if (open === null) return;
      open.contentHeightPx = heightPx;
      place();
      if (open.state === 'painted') reveal(open);
    },
    isVisible,
    contents: () => open?.window.webContents ?? null,
    setMode(next) {
      if (next === mode) return;
      mode = next;
      const wasVisible = isVisible();
      destroy();
      if (wasVisible) deps.onVisible(false);
    },
    hold(next) {
      isHeld = next;
    },
    stop: destroy,
  };
}

function placeFor(anchor: Anchor, size: Size): Electron.Rectangle {
  const primary = screen.getPrimaryDisplay();
  const point = anchorPoint(anchor);
  const display = point === null ? primary : (displayNear(screen.getAllDisplays(), point) ?? primary);
  return placePopover(anchor, size, display);
}
