import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { app, dialog, safeStorage } from 'electron';
import { registerScheme } from './app-protocol.ts';
import { lockAllContents } from './lockdown.ts';

/** Identifies the app to the system; the installers must write the same one. */
const appId = 'app.qwengauge.QwenGauge';

export interface Profile {
  /** The app's own folder, in which Chromium keeps the lock of the single instance. */
  readonly folder: string;
  /** Where Chromium stores data of pages; this app needs none of it. */
  readonly chromiumFolder: string;
}

/**
 * Sets everything that must be set before Electron is ready. False: another instance with this profile runs and was
 * notified, so this one must end without doing anything.
 */
export function prepareElectron({ folder, chromiumFolder }: Profile): boolean {
  app.setPath('userData', folder);
  app.setPath('sessionData', chromiumFolder);
  if (!app.requestSingleInstanceLock()) return false;
  // Windows drops the notifications of an app it cannot identify.
  if (process.platform === 'win32') app.setAppUserModelId(appId);
  registerScheme();
  lockAllContents();
  // Chromium refuses its sandbox to root and is then started without; for everyone else the sandbox is on.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // Software rendering shows one small window sooner than a GPU process starts.
  app.disableHardwareAcceleration();
  // An app in the menu bar of macOS does not belong in the Dock; other systems have no Dock.
  app.dock?.hide();
  // The tray keeps the app alive, not the popover.
  app.on('window-all-closed', () => {});
  return true;
}

/**
 * Whether this installed app was started without Chromium's sandbox although it would work. Root is excepted, whom Chromium
 * refuses its sandbox, and so is a checkout, whose tests run in containers.
 */
export const isSandboxGivenUp = (): boolean =>
  app.isPackaged && app.commandLine.hasSwitch('no-sandbox') && process.getuid?.() !== 0;

/** Shows why the app cannot start, in a dialog for those who see no terminal, and ends once it was closed. */
export async function showAndExit(title: string, text: string, code: number): Promise<void> {
  await app.whenReady();
  dialog.showErrorBox(title, text);
  app.exit(code);
}

/** Further starts of the app while it runs. */
export interface FurtherStarts {
  /**
   * Calls the listener for each start with its arguments, first for those that came before it listened. Returns the
   * function that ends this.
   */
  listen(listener: (argv: readonly string[]) => void): () => void;
}

/**
 * Collects further starts from now on, before the app can handle them. On macOS a followed link is no start but an event,
 * and counts as one here. To be called before `ready`, since macOS sends the link of the first start that early.
 */
export function collectFurtherStarts(): FurtherStarts {
  const waiting: (readonly string[])[] = [];
  const starts = { listener: (argv: readonly string[]): void => void waiting.push(argv) };
  app.on('second-instance', (_event, argv) => starts.listener(argv));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    starts.listener([url]);
  });
  return {
    listen(listener) {
      starts.listener = listener;
      for (const argv of waiting.splice(0)) listener(argv);
      return () => {
        starts.listener = () => {};
      };
    },
  };
}

/** The time that Chromium takes to create its folders once it is ready, with a margin. */
const settleMs = 500;

/** Only opens the keyring and exits, so that the system's password prompt blocks this process and not the app's. */
export async function unlockKeyringAndExit(folder: string): Promise<void> {
  app.setPath('userData', folder);
  app.disableHardwareAcceleration();
  await app.whenReady();
  const isOpen = safeStorage.isEncryptionAvailable();
  // Ended before Chromium has settled, it would create the folder again after the exit has removed it.
  await setTimeout(settleMs);
  app.exit(isOpen ? 0 : 1);
}

/** Resolves when windows and trays may be made. Awaiting it at a module's top level would never end. */
export const whenReady = (): Promise<void> => app.whenReady();

/**
 * Reports uncaught errors, which are bugs, and lets the app continue: Electron's default is a dialog that blocks
 * everything until a button is pressed. Returns the function that ends the reports.
 */
export function reportFaults(report: (text: string) => void): () => void {
  const onFault = (fault: unknown): void =>
    report(`fault: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);
  return () => {
    process.off('uncaughtException', onFault);
    process.off('unhandledRejection', onFault);
  };
}

/**
 * Keeps V8's space for new objects at its first size. Loading the app would enlarge it by 6 MiB, which an app that
 * afterwards only waits would keep.
 */
export const keepHeapSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');

/** Ignores errors of a terminal that was closed: reporting them would write to that terminal again, without end. */
export function surviveTerminalLoss(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** Ends the program now, even before it is ready. */
export const exitNow = (code: number): void => app.exit(code);

/** The user's languages, preferred first, as BCP 47 tags. To be called after `ready`. */
export const systemLanguages = (): readonly string[] => app.getPreferredSystemLanguages();
