import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import { lockedWebPreferences } from './lockdown.ts';
import type { Size } from './positioning.ts';

/** `popover`: frameless, hides when it loses the focus. `window`: for desktops without a tray host. */
export type PopoverMode = 'popover' | 'window';

export interface WindowDeps {
  readonly preload: string;
  readonly url: string;
  /** The largest size. */
  readonly size: Size;
  readonly title: string;
  readonly platform: NodeJS.Platform;
  /** A page was lost for this reason and is replaced. */
  onLost(reason: string): void;
}

/** Makes a hidden window that loads the page. `lost` is called when the page cannot be used any more. */
export function makeWindow(deps: WindowDeps, mode: PopoverMode, lost: () => void): BrowserWindow {
  const window = new BrowserWindow(windowOptions(deps, mode));
  watchPage(window.webContents, deps.url, (reason) => {
    deps.onLost(reason);
    lost();
  });
  // `watchPage` reports a page that does not load.
  window.loadURL(deps.url).catch(() => {});
  return window;
}

/** Chromium's code for an aborted load, which each prevented navigation is too. */
const aborted = -3;

/** Reports a page that crashed, hangs, left or failed to load, which would stay in its window as a blank. */
function watchPage(contents: WebContents, url: string, onLost: (reason: string) => void): void {
  contents.on('render-process-gone', (_event, { reason }) => onLost(`its process is gone: ${reason}`));
  contents.on('unresponsive', () => onLost('it does not answer'));
  // Any page may navigate to about:blank, for which Electron emits no event beforehand.
  contents.on('did-navigate', (_event, to) => {
    if (!to.startsWith(url)) onLost('it left its address');
  });
  contents.on('did-fail-load', (_event, code, text, _address, isMainFrame) => {
    if (isMainFrame && code !== aborted) onLost(`it did not load: ${text}`);
  });
}

function windowOptions(deps: WindowDeps, mode: PopoverMode): Electron.BrowserWindowConstructorOptions {
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
    // Linux ignores skipTaskbar. Of the types that stay out of the task list only this one can have the focus.
    ...(deps.platform === 'linux' ? { type: 'splash' } : {}),
  };
}
