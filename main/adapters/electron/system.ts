import { app, clipboard, Menu, nativeTheme, powerMonitor, safeStorage, screen, session, shell } from 'electron';
import type { Preferences } from '../../core/preferences.ts';
import { serveAssets } from './app-protocol.ts';
import { type FileDialogs, fileDialogs } from './files/preferences-dialogs.ts';
import { openSessionKeyring } from './keyring.ts';
import { lockSession, openPageSession } from './lockdown.ts';
import type { Point } from './positioning.ts';
import { endInOrder } from './quitting.ts';
import { createSecrets, type ElectronSecrets } from './secrets.ts';

/** After this time without input, polling slows down. */
const idleAfterSeconds = 10 * 60;

/** What the app needs of Electron beside its windows. */
export interface System {
  readonly version: string;
  /** False: it runs from a checkout. */
  readonly isPackaged: boolean;
  readonly secrets: ElectronSecrets;
  /** Preferred first, as BCP 47 tags. */
  languages(): readonly string[];
  /** How the user's region writes times: a BCP 47 tag, or a POSIX name on Linux. */
  regionalLocale(): string;
  setTheme(theme: Preferences['theme']): void;
  pointer(): Point;
  /** The machine is locked, or had no input for a while. */
  isIdle(): boolean;
  /** The system's proxy for a URL, as a PAC result. */
  resolveProxy(url: string): Promise<string>;
  openInBrowser(address: string): Promise<void>;
  copyText(text: string): void;
  readonly files: FileDialogs;
  /** Opens a folder in the file manager, or a file in its program; false: the system could not. Linux does not tell that no program took it. */
  openPath(path: string): Promise<boolean>;
  /** Whether macOS or Windows starts the app at log-in. */
  readonly loginItem: { isOn(): boolean; set(enabled: boolean): void };
  startCommand(): readonly string[];
  /** `end` is called once before the app quits, which waits for it at most `limitMs`. */
  onQuit(end: () => Promise<void>, limitMs: number): void;
  /** The exit code is 0 unless given. */
  quit(code?: number): void;
}

export interface SystemDeps {
  readonly rendererFolder: string;
  /** The argument that starts this app only to open the keyring. */
  readonly unlockArgument: string;
}

/** Locks every session and serves the renderer below `rendererFolder`. To be called after `ready`. */
export function openSystem({ rendererFolder, unlockArgument }: SystemDeps): System {
  lockSession(session.defaultSession);
  serveAssets(openPageSession(), rendererFolder);
  // macOS takes its editing shortcuts from the menu; other systems show none.
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'editMenu' }]) : null);
  let exitCode = 0;
  return {
    version: app.getVersion(),
    isPackaged: app.isPackaged,
    secrets: createSecrets(safeStorage, process.platform, openSessionKeyring(ownCommandWith(unlockArgument))),
    languages: () => app.getPreferredSystemLanguages(),
    regionalLocale,
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
    pointer: () => screen.getCursorScreenPoint(),
    isIdle,
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    openInBrowser: (address) => shell.openExternal(address),
    copyText: (text) => clipboard.writeText(text),
    files: fileDialogs,
    openPath: async (path) => (await shell.openPath(path)) === '',
    loginItem: {
      isOn: () => app.getLoginItemSettings().openAtLogin,
      set: (enabled) => app.setLoginItemSettings({ openAtLogin: enabled }),
    },
    startCommand,
    onQuit: (end, limitMs) => endInOrder({ app, process, end, limitMs, exitCode: () => exitCode }),
    quit(code = 0) {
      exitCode = code;
      app.quit();
    },
  };
}

/** Chromium takes "C" for American English, so on Linux the variables are read in the order of POSIX. */
function regionalLocale(): string {
  if (process.platform !== 'linux') return app.getSystemLocale();
  return process.env['LC_ALL'] || process.env['LC_TIME'] || process.env['LANG'] || 'C';
}

/** False where the system does not know. */
function isIdle(): boolean {
  const state = powerMonitor.getSystemIdleState(idleAfterSeconds);
  return state === 'idle' || state === 'locked';
}

/** An AppImage runs from a temporary mount, so its own file, named by its runtime, is started instead. */
function startCommand(): readonly string[] {
  if (!app.isPackaged) return [process.execPath, app.getAppPath()];
  return [process.env['APPIMAGE'] || process.execPath];
}

/** The command line of this run with one more argument, and without those for a debugger. */
const ownCommandWith = (argument: string): readonly string[] => [
  process.execPath,
  ...process.argv.slice(1).filter((given) => !/^--(inspect|remote-debugging)/.test(given)),
  argument,
];
