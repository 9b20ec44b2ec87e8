import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { hasTrayHost } from './adapters/desktop/tray-host.ts';
import {
  collectFurtherStarts,
  exitNow,
  isSandboxGivenUp,
  keepHeapSmall,
  prepareElectron,
  reportFaults,
  showAndExit,
  surviveTerminalLoss,
  systemLanguages,
  unlockKeyringAndExit,
  whenReady,
} from './adapters/electron/startup.ts';
import { createTray } from './adapters/electron/tray.ts';
import { trayPlace } from './adapters/electron/tray-image.ts';
import { dataFolderFor, isFolderUsable, makePassingFolder } from './adapters/files/data-folder.ts';
import { protectFolder } from './adapters/files/folder-protection.ts';
import { type Overrides, readOverrides } from './adapters/http/overrides.ts';
import { readStartOptions, type StartOptions } from './app/start-options.ts';
import { firstTrayContent } from './app/tray-content.ts';
import type { AppDeps } from './app.ts';
import { redact } from './core/redact.ts';

/** The exit code that the official client uses for invalid arguments. */
const badSettingsExitCode = 4;

keepHeapSmall();
surviveTerminalLoss();
reportFaults((sentence) => process.stderr.write(`${redact(sentence, [homedir()])}\n`));
try {
  begin(readStartOptions(process.argv));
} catch (fault) {
  reportAndExit(fault);
}

function begin(options: StartOptions): void {
  const overrides = readOverrides(process.env);
  if (options.unlockKeyring) void unlockKeyringAndExit(makePassingFolder(tmpdir()));
  else if (isSandboxGivenUp()) refuseWithoutSandbox();
  else if (overrides.kind === 'accepted') prepare(options, overrides.overrides);
  else {
    process.stderr.write(`Qwen Gauge did not start: ${overrides.sentence}\n`);
    exitNow(badSettingsExitCode);
  }
}

/** Ends before any page is shown: without the sandbox, a fault in a page's code could reach the user's files. */
function refuseWithoutSandbox(): void {
  const title = 'Qwen Gauge did not start';
  const text =
    'It was started with --no-sandbox, and runs only inside its sandbox. Start it without that option. An AppImage adds ' +
    'the option by itself where the system does not allow user namespaces: install the deb or rpm package there.';
  process.stderr.write(`${title}: ${text}\n`);
  void showAndExit(title, text, badSettingsExitCode);
}

/** What must happen before Electron is ready. */
function prepare(options: StartOptions, overrides: Overrides): void {
  const folders = findFolders(options);
  if (folders === null) exitNow(1);
  else if (prepareElectron({ folder: folders.folder, chromiumFolder: path.join(folders.folder, 'chromium') })) {
    const furtherStarts = collectFurtherStarts();
    // Asked before the icon is made: a panel that starts after that does not show it, and must not be missed.
    const hadTrayHost = hasTrayHost(process.platform);
    whenReady()
      .then(() => start({ options, overrides, furtherStarts, hadTrayHost, ...folders }))
      .catch(reportAndExit);
  } else {
    process.stdout.write('Qwen Gauge is running already: its window was opened.\n');
    exitNow(0);
  }
}

interface RunFolders {
  readonly dataFolder: string;
  /** False: nothing can be kept in the data folder. */
  readonly isUsable: boolean;
  /** What this run writes to: the data folder, or a temporary one. */
  readonly folder: string;
}

/** The folders of this run; the demo never uses the user's own. Null: nothing can be written anywhere, as reported. */
function findFolders({ demo }: StartOptions): RunFolders | null {
  const dataFolder = dataFolderFor({ environment: process.env, platform: process.platform, home: homedir() });
  if (!demo && isFolderUsable(dataFolder)) return { dataFolder, isUsable: true, folder: dataFolder };
  try {
    const folder = makePassingFolder(tmpdir());
    if (demo) return { dataFolder: folder, isUsable: true, folder };
    const problem = protectFolder(dataFolder) ? 'cannot write to' : 'keeps nothing where others can write:';
    process.stderr.write(
      `Qwen Gauge ${problem} its data folder ${dataFolder}: it continues, and forgets everything when it ends.\n`,
    );
    return { dataFolder, isUsable: false, folder };
  } catch {
    // The temporary folder is full, read-only or missing, and so is the data folder: Electron itself could not run.
    const tried = demo ? `${tmpdir()} cannot` : `neither ${dataFolder} nor ${tmpdir()} can`;
    process.stderr.write(`Qwen Gauge did not start: ${tried} be written to.\n`);
    return null;
  }
}

/** Reports a bug at the start and ends the program: an icon without an app would be of no use. */
function reportAndExit(fault: unknown): void {
  const text = redact(String(fault instanceof Error ? fault.stack : fault), [homedir()]);
  process.stderr.write(`Qwen Gauge did not start: ${text}\n`);
  exitNow(1);
}

/**
 * The icon registers with the panel on this thread, step by step: loading the app meanwhile would delay it. A machine that
 * took long to come this far also takes longer for that.
 */
const beforeLoadingMs = (): number => Math.max(250, performance.now() / 3);

/** Shows the tray icon first, and loads the rest of the app once the icon has had time to register. */
async function start(run: Omit<AppDeps, 'tray'>): Promise<void> {
  const tray = createTray(firstTrayContent(systemLanguages(), trayPlace()), process.platform);
  await setTimeout(beforeLoadingMs());
  const { createApp } = await import('./app.ts');
  await createApp({ ...run, tray }).start();
}
