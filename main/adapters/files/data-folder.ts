import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isProcessAlive } from './temp-owner.ts';

export interface DataFolderPlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

const folderName = 'QwenGauge';

/**
 * Where the app keeps its own files: `QWEN_GAUGE_DATA_DIR`, else where the system wants such things. App and command
 * line must agree on it, and only the app has Electron to ask.
 */
export function dataFolderFor({ environment, platform, home }: DataFolderPlace): string {
  const chosen = environment['QWEN_GAUGE_DATA_DIR'];
  if (chosen) return path.resolve(chosen);
  switch (platform) {
    case 'darwin':
      return path.join(home, 'Library', 'Application Support', folderName);
    case 'win32':
      return path.join(environment['APPDATA'] || path.join(home, 'AppData', 'Roaming'), folderName);
    default:
      return path.join(environment['XDG_CONFIG_HOME'] || path.join(home, '.config'), folderName);
  }
}

/** Can files be made in it? Makes the folder (0700) where there is none. A full disk is found out at the first write. */
export function isFolderUsable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    // Only making something tells of read-only mounts, of root's rights, and of a disk without room for a name.
    rmdirSync(mkdtempSync(path.join(folder, '.probe-')));
    return true;
  } catch {
    // A file in its place, no right, read-only, full: the app then keeps its state in memory.
    return false;
  }
}

const passingName = /^qwen-gauge-passing-(\d+)-/;

/**
 * A folder for this run alone. Chromium writes to it until after the program's end, so nobody can remove their own:
 * each run removes those of the runs that are over.
 */
export function makePassingFolder(parent: string): string {
  for (const name of namesIn(parent)) {
    const pid = passingName.exec(name)?.[1];
    if (pid === undefined || isProcessAlive(Number(pid))) continue;
    try {
      rmSync(path.join(parent, name), { recursive: true, force: true });
    } catch {
      // Another user's, or still being written to: it stays until somebody may remove it.
    }
  }
  return mkdtempSync(path.join(parent, `qwen-gauge-passing-${process.pid}-`));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Not to be listed: nothing is swept.
    return [];
  }
}
