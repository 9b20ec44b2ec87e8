import { type BrowserWindow, screen, type WebContents } from 'electron';
import type { Clock } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';
import { makeWindow, type PopoverMode, type WindowDeps } from './popover-window.ts';
import { type Anchor, anchorPoint, displayNear, placePopover, type Size, sizeFor } from './positioning.ts';

/** A window made on click costs some 45 ms more than a hidden one and saves 35 to 50 MiB while nobody looks. */
const destroyAfterMs = 5 * 60_000;

/**
 * A click on the tray first takes the focus from the open popover, which hides it, and then arrives as a click.
 * Within this time it means "close", not "open again".
 */
const clickAfterBlurMs = 300;

/** A page that is lost twice within this time would be lost again: it is replaced when it is asked for. */
const lostAgainMs = 10_000;

/** A page that has not said its height by then is shown as high as can be. */
const fitWithinMs = 400;

export interface PopoverDeps extends WindowDeps {
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

/** The window of now, and how far it has come. */
interface Opened {
  readonly window: BrowserWindow;
  readonly mode: PopoverMode;
  /** An empty frame would flash before the first paint, and a height of its own after it. */
  state: 'loading' | 'painted' | 'revealed';
  /** As the page said; null: it has not yet. */
  contentHeightPx: number | null;
  cancelReveal(): void;
}

/** The one window of the app: made when first shown, hidden when left, destroyed after five minutes unseen. */
export function createPopover(deps: PopoverDeps): Popover {
  let mode: PopoverMode = 'popover';
  let open: Opened | null = null;
  let anchor: Anchor = { kind: 'none' };
  let hiddenByBlurAtMs = Number.NEGATIVE_INFINITY;
  let lostAtMs = Number.NEGATIVE_INFINITY;
  let held = false;
  const destroying = createTimer(deps.clock);

  const isVisible = (): boolean => open?.window.isVisible() ?? false;

  function make(): Opened {
    const window = makeWindow(deps, mode, () => replace(made));
    const made: Opened = { window, mode, state: 'loading', contentHeightPx: null, cancelReveal: () => {} };
    open = made;
    window.once('ready-to-show', () => {
      made.state = 'painted';
      made.cancelReveal = deps.clock.after(fitWithinMs, () => reveal(made));
      if (made.contentHeightPx !== null) reveal(made);
    });
    window.on('blur', () => {
      if (made.mode !== 'popover' || held || !window.isVisible()) return;
      hiddenByBlurAtMs = deps.clock.now();
      hide();
    });
    window.on('closed', () => {
      made.cancelReveal();
      if (open === made) open = null;
      deps.onVisible(false);
      // A panel may have come since: then the tray keeps the app alive.
      if (made.mode === 'window' && mode === 'window') deps.onWindowClosed();
    });
    return made;
  }

  function show(at: Anchor): void {
    destroying.cancel();
    if (open !== null && open.mode !== mode && !open.window.isVisible()) destroy();
    anchor = at;
    const shown = open ?? make();
    place();
    if (shown.state === 'revealed') reveal(shown);
  }

  function reveal(opened: Opened): void {
    opened.cancelReveal();
    opened.state = 'revealed';
    opened.window.show();
    opened.window.focus();
    deps.onVisible(true);
  }

  /** Its page was lost: who looked at it gets a new one. */
  function replace(lost: Opened): void {
    if (open !== lost) return;
    const wasSeen = lost.window.isVisible();
    const wasLostLately = Math.abs(deps.clock.now() - lostAtMs) < lostAgainMs;
    lostAtMs = deps.clock.now();
    destroy();
    if (wasSeen && !wasLostLately) show(anchor);
  }

  function place(): void {
    if (open?.mode !== 'popover') return;
    // Never skipped as "already there": on X11 the bounds read back may be those before a change under way.
    open.window.setBounds(placeFor(anchor, sizeFor(deps.size, open.contentHeightPx)));
  }

  function hide(): void {
    if (open === null || open.mode === 'window' || !open.window.isVisible()) return;
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
      // A clock that was put back since must not make the icon deaf.
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
      mode = next;
    },
    hold(next) {
      held = next;
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
