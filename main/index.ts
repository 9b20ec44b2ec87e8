import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { dataFolderFor, isFolderUsable, makePassingFolder } from './adapters/data-folder.ts';
import { exitNow, firstSurroundings, prepareElectron, reportFaults, whenReady } from './adapters/electron/startup.ts';
import { createTrayView } from './adapters/electron/tray.ts';
import { type Overrides, readOverrides } from './adapters/overrides.ts';
import { readStartOptions, type StartOptions } from './app/start-options.ts';
import { firstTrayContent } from './app/tray.ts';
import { redact } from './core/redact.ts';

/** The official client's code for arguments that cannot be used. */
const badSettingsExitCode = 4;

reportFaults((sentence) => process.stderr.write(`${redact(sentence, [homedir()])}\n`));
const options = readStartOptions(process.argv);
const overrides = readOverrides(process.env);
if (overrides.kind === 'accepted') prepare(options, overrides.overrides);
else {
  process.stderr.write(`Qwen Gauge did not start: ${overrides.sentence}\n`);
  exitNow(badSettingsExitCode);
}

/** What must happen before Electron is ready. */
function prepare(options: StartOptions, overrides: Overrides): void {
  const dataFolder = chooseDataFolder(options);
  const usable = isFolderUsable(dataFolder);
  const folder = usable ? dataFolder : makePassingFolder(tmpdir());
  if (!usable) {
    process.stderr.write(
      `Qwen Gauge cannot write to its data folder ${dataFolder}: it goes on, and forgets everything at its end.\n`,
    );
  }
  if (prepareElectron({ folder, chromiumFolder: path.join(folder, 'chromium') })) {
    whenReady()
      .then(() => start(options, overrides, { dataFolder, usable }))
      .catch(failAloud);
  } else {
    process.stdout.write('Qwen Gauge is running already: its window was opened.\n');
    exitNow(0);
  }
}

/** The demo leaves the user's own folder alone. */
function chooseDataFolder({ demo }: StartOptions): string {
  if (demo) return makePassingFolder(tmpdir());
  return dataFolderFor({ environment: process.env, platform: process.platform, home: homedir() });
}

/** A bug at the start: better a sentence and an end than an icon without an app. */
function failAloud(fault: unknown): void {
  process.stderr.write(`Qwen Gauge did not start: ${fault instanceof Error ? fault.stack : fault}\n`);
  exitNow(1);
}

/** The tray first: what is heavy is loaded once the icon is there. */
async function start(
  options: StartOptions,
  overrides: Overrides,
  data: { readonly dataFolder: string; readonly usable: boolean },
): Promise<void> {
  const { platform } = process;
  const tray = createTrayView(firstTrayContent({ ...firstSurroundings(), platform }), platform);
  const { createApp } = await import('./app.ts');
  await createApp({ options, overrides, tray, ...data }).start();
}
