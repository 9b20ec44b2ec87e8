import { app, clipboard, Menu, nativeTheme, powerMonitor, safeStorage, screen, session, shell } from 'electron';
import type { Preferences } from '../../core/preferences.ts';
import { serveAssets } from './app-protocol.ts';
import { openSessionKeyring } from './keyring.ts';
import { lockSession } from './lockdown.ts';
import type { Point } from './positioning.ts';
import { endInOrder } from './quitting.ts';
import { createSecrets, type ElectronSecrets } from './secrets.ts';

/** Nobody has touched the machine for so long: polling slows down. */
const idleAfterSeconds = 10 * 60;

/** What the whole app asks of Electron beside its windows. */
export interface System {
  readonly version: string;
  readonly secrets: ElectronSecrets;
  /** Preferred first, as BCP 47 tags. */
  languages(): readonly string[];
  isDark(): boolean;
  setTheme(theme: Preferences['theme']): void;
  pointer(): Point;
  /** Locked, or untouched for a while. */
  isIdle(): boolean;
  /** The system's proxy for a URL, as a PAC result. */
  resolveProxy(url: string): Promise<string>;
  openInBrowser(address: string): Promise<void>;
  /** Puts a text on the clipboard. */
  copyText(text: string): void;
  /** The list of what starts at log-in, of macOS and Windows. */
  readonly loginItem: { isOn(): boolean; set(enabled: boolean): void };
  /** The program and arguments that start this app again. */
  startCommand(): readonly string[];
  /** The answer ends it. */
  onDarkChanged(listener: () => void): () => void;
  /** The app was started once more: it shows itself. The answer ends it. */
  onSecondStart(listener: () => void): () => void;
  /** `end` runs once, whoever asks to quit, and is waited for as long as `limitMs`. */
  onQuit(end: () => Promise<void>, limitMs: number): void;
  /** With that exit code. */
  quit(code?: number): void;
}

export interface SystemDeps {
  readonly rendererFolder: string;
  /** Starts this app to open the keyring and nothing else. */
  readonly unlockArgument: string;
}

/** Locks the session, serves the renderer below `rendererFolder`, and hands out the rest. After `ready`. */
export function openSystem({ rendererFolder, unlockArgument }: SystemDeps): System {
  lockSession(session.defaultSession);
  serveAssets(session.defaultSession, rendererFolder);
  // macOS takes its editing shortcuts from the menu; elsewhere there is none to show.
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'editMenu' }]) : null);
  let exitCode = 0;
  return {
    version: app.getVersion(),
    secrets: createSecrets(safeStorage, process.platform, openSessionKeyring(onceMore(unlockArgument))),
    languages: () => app.getPreferredSystemLanguages(),
    isDark: () => nativeTheme.shouldUseDarkColors,
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
    pointer: () => screen.getCursorScreenPoint(),
    isIdle,
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    openInBrowser: (address) => shell.openExternal(address),
    copyText: (text) => clipboard.writeText(text),
    loginItem: {
      isOn: () => app.getLoginItemSettings().openAtLogin,
      set: (enabled) => app.setLoginItemSettings({ openAtLogin: enabled }),
    },
    startCommand,
    onDarkChanged(listener) {
      nativeTheme.on('updated', listener);
      return () => void nativeTheme.off('updated', listener);
    },
    onSecondStart(listener) {
      app.on('second-instance', listener);
      return () => void app.off('second-instance', listener);
    },
    onQuit: (end, limitMs) => endInOrder({ app, process, end, limitMs, exitCode: () => exitCode }),
    quit(code = 0) {
      exitCode = code;
      app.quit();
    },
  };
}

/** A system that cannot tell is one whose user may be there. */
function isIdle(): boolean {
  const state = powerMonitor.getSystemIdleState(idleAfterSeconds);
  return state === 'idle' || state === 'locked';
}

/** An AppImage runs from a mount that is gone once it ends; its runtime says where the file itself lies. */
function startCommand(): readonly string[] {
  if (!app.isPackaged) return [process.execPath, app.getAppPath()];
  return [process.env['APPIMAGE'] || process.execPath];
}

/** This very program with the switches it was given, but for a debugger's. */
const onceMore = (argument: string): readonly string[] => [
  process.execPath,
  ...process.argv.slice(1).filter((given) => !/^--(inspect|remote-debugging)/.test(given)),
  argument,
];
