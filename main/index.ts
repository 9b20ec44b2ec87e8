import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import {
  appearanceAtStart,
  exitNow,
  outliveTerminal,
  prepareElectron,
  reportFaults,
  unlockKeyringAndExit,
  whenReady,
} from './adapters/electron/startup.ts';
import { createTray } from './adapters/electron/tray.ts';
import { dataFolderFor, isFolderUsable, makePassingFolder } from './adapters/files/data-folder.ts';
import { type Overrides, readOverrides } from './adapters/http/overrides.ts';
import { readStartOptions, type StartOptions } from './app/start-options.ts';
import { firstTrayContent } from './app/tray.ts';
import { redact } from './core/redact.ts';

/** The official client's code for arguments that cannot be used. */
const badSettingsExitCode = 4;

outliveTerminal();
reportFaults((sentence) => process.stderr.write(`${redact(sentence, [homedir()])}\n`));
try {
  begin(readStartOptions(process.argv));
} catch (fault) {
  failAloud(fault);
}

function begin(options: StartOptions): void {
  const overrides = readOverrides(process.env);
  if (options.unlockKeyring) unlockKeyringAndExit(makePassingFolder(tmpdir()));
  else if (overrides.kind === 'accepted') prepare(options, overrides.overrides);
  else {
    process.stderr.write(`Qwen Gauge did not start: ${overrides.sentence}\n`);
    exitNow(badSettingsExitCode);
  }
}

/** What must happen before Electron is ready. */
function prepare(options: StartOptions, overrides: Overrides): void {
  const folders = findFolders(options);
  if (folders === null) exitNow(1);
  else if (prepareElectron({ folder: folders.folder, chromiumFolder: path.join(folders.folder, 'chromium') })) {
    whenReady()
      .then(() => start(options, overrides, folders))
      .catch(failAloud);
  } else {
    process.stdout.write('Qwen Gauge is running already: its window was opened.\n');
    exitNow(0);
  }
}

interface RunFolders {
  readonly dataFolder: string;
  /** False: nothing can be kept in it. */
  readonly isUsable: boolean;
  /** What this run writes to: the data folder, or one that goes with the run. */
  readonly folder: string;
}

/** The demo leaves the user's own folder alone. Null: nothing can be written anywhere, and that was said. */
function findFolders({ demo }: StartOptions): RunFolders | null {
  const dataFolder = dataFolderFor({ environment: process.env, platform: process.platform, home: homedir() });
  if (!demo && isFolderUsable(dataFolder)) return { dataFolder, isUsable: true, folder: dataFolder };
  try {
    const folder = makePassingFolder(tmpdir());
    if (demo) return { dataFolder: folder, isUsable: true, folder };
    process.stderr.write(
      `Qwen Gauge cannot write to its data folder ${dataFolder}: it goes on, and forgets everything at its end.\n`,
    );
    return { dataFolder, isUsable: false, folder };
  } catch {
    // Full, read-only or missing, and so is the data folder: Electron itself could not go on.
    const tried = demo ? `${tmpdir()} cannot` : `neither ${dataFolder} nor ${tmpdir()} can`;
    process.stderr.write(`Qwen Gauge did not start: ${tried} be written to.\n`);
    return null;
  }
}

/** A bug at the start: better a sentence and an end than an icon without an app. */
function failAloud(fault: unknown): void {
  process.stderr.write(`Qwen Gauge did not start: ${fault instanceof Error ? fault.stack : fault}\n`);
  exitNow(1);
}

/** The tray first: what is heavy is loaded once the icon is there. */
async function start(options: StartOptions, overrides: Overrides, { dataFolder, isUsable }: RunFolders): Promise<void> {
  const { platform } = process;
  const tray = createTray(firstTrayContent({ ...appearanceAtStart(), platform }), platform);
  const { createApp } = await import('./app.ts');
  await createApp({ options, overrides, tray, dataFolder, isUsable }).start();
}
