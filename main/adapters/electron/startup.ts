import { app, nativeTheme, safeStorage } from 'electron';
import { registerScheme } from './app-protocol.ts';
import { lockAllContents } from './lockdown.ts';

/** The app's name among all apps of a system; the installers must write the same one. */
const appId = 'app.qwengauge.QwenGauge';

export interface Profile {
  /** The app's own folder: Chromium keeps the lock of the single instance in it. */
  readonly folder: string;
  /** What Chromium stores of pages, which for this app is nothing worth keeping. */
  readonly chromiumFolder: string;
}

/**
 * All that must be said before Electron is ready. False: another instance of this profile runs, was told of this start,
 * and nothing more may be done here.
 */
export function prepareElectron({ folder, chromiumFolder }: Profile): boolean {
  app.setPath('userData', folder);
  app.setPath('sessionData', chromiumFolder);
  if (!app.requestSingleInstanceLock()) return false;
  // Windows drops the notices of an app it cannot tell from another.
  if (process.platform === 'win32') app.setAppUserModelId(appId);
  registerScheme();
  lockAllContents();
  // Chromium refuses its sandbox to root; everywhere else it is never given up.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // One small window: software drawing shows it sooner than a GPU process starts.
  app.disableHardwareAcceleration();
  // macOS: an app of the menu bar has no place in the Dock. Other systems have none.
  app.dock?.hide();
  // The tray keeps the app alive, not the popover.
  app.on('window-all-closed', () => {});
  return true;
}

/** All that a run does which was started for it: the system's question keeps this process waiting, and no other. */
export function unlockKeyringAndExit(folder: string): void {
  app.setPath('userData', folder);
  app.disableHardwareAcceleration();
  void app.whenReady().then(() => app.exit(safeStorage.isEncryptionAvailable() ? 0 : 1));
}

/** Resolves when windows and trays may be made. Never await it at the top level of a module: Electron waits for that. */
export const whenReady = (): Promise<void> => app.whenReady();

/**
 * A fault nobody caught is a bug: it is told, and the app goes on. Left to itself Electron stops everything behind a
 * dialogue until somebody presses a button. Answers the function that ends the telling.
 */
export function reportFaults(report: (sentence: string) => void): () => void {
  const tell = (fault: unknown): void =>
    report(`fault: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
  return () => {
    process.off('uncaughtException', tell);
    process.off('unhandledRejection', tell);
  };
}

/** Who reads the terminal may leave before the app does. Told as a fault, that would be told there, without end. */
export function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** Ends the program now, also before it is ready. */
export const exitNow = (code: number): void => app.exit(code);

/** What the first picture of the tray depends on. To be called after `ready`. */
export const appearanceAtStart = (): { readonly languages: readonly string[]; readonly isDark: boolean } => ({
  languages: app.getPreferredSystemLanguages(),
  isDark: nativeTheme.shouldUseDarkColors,
});
