import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import { lockedWebPreferences } from './lockdown.ts';
import type { Size } from './positioning.ts';

/** `popover`: frameless, hides when it loses the focus. `window`: for desktops without a tray host. */
export type PopoverMode = 'popover' | 'window';

export interface WindowDeps {
  readonly preload: string;
  readonly url: string;
  /** At most. */
  readonly size: Size;
  readonly title: string;
  readonly platform: NodeJS.Platform;
  /** A page was lost, in a few words: it is replaced. */
  onLost(why: string): void;
}

/** A window that is not shown yet and loads the page. `lost` is called when the page is of no use any more. */
export function makeWindow(deps: WindowDeps, mode: PopoverMode, lost: () => void): BrowserWindow {
  const window = new BrowserWindow(windowOptions(deps, mode));
  watchPage(window.webContents, deps.url, (why) => {
    deps.onLost(why);
    lost();
  });
  // A page that does not load is lost: it is told there.
  window.loadURL(deps.url).catch(() => {});
  return window;
}

/** Chromium's code for a load that was given up, as each prevented navigation is. */
const aborted = -3;

/** Left alone, a page that crashed or hangs stays in its window as a blank. */
function watchPage(contents: WebContents, url: string, onLost: (why: string) => void): void {
  contents.on('render-process-gone', (_event, { reason }) => onLost(`its process is gone: ${reason}`));
  contents.on('unresponsive', () => onLost('it does not answer'));
  // Every page may go to about:blank: Electron asks nobody about it beforehand.
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
    // Linux ignores skipTaskbar; of the types that stay out of the task list only this one still takes the focus.
    ...(deps.platform === 'linux' ? { type: 'splash' } : {}),
  };
}
