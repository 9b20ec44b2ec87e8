import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { protectFolder } from './folder-protection.ts';
import { isProcessAlive } from './temp-owner.ts';

export interface DataFolderContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

const folderName = 'QwenGauge';

/**
 * Returns the folder for the app's own files: `QWEN_GAUGE_DATA_DIR`, else the system's usual place. The path is computed here
 * because the command line must use the same folder and cannot ask Electron.
 */
export function dataFolderFor({ environment, platform, home }: DataFolderContext): string {
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

/**
 * Whether files can be created in the folder, and by nobody else. Created with mode 0700 if missing. Does not detect a full
 * disk.
 */
export function isFolderUsable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    // Access rights do not reveal a read-only mount, root's rights or a disk without free entries; creating a folder does.
    rmdirSync(mkdtempSync(path.join(folder, '.probe-')));
    return protectFolder(folder);
  } catch {
    // The path is a file, access is denied, or the disk is read-only or full. The app then keeps its state in memory.
    return false;
  }
}

const temporaryName = /^qwen-gauge-passing-(\d+)-/;

/**
 * Creates a temporary folder that is removed when the program exits. A run that was killed cannot remove its own, so each
 * run also removes those of earlier ones.
 */
export function makePassingFolder(parent: string): string {
  for (const name of namesIn(parent)) {
    const pid = temporaryName.exec(name)?.[1];
    if (pid !== undefined && !isProcessAlive(Number(pid))) removeIfPossible(path.join(parent, name));
  }
  const folder = mkdtempSync(path.join(parent, `qwen-gauge-passing-${process.pid}-`));
  // Unless it has only just started, Chromium writes its last files before Electron emits this.
  process.on('exit', () => removeIfPossible(folder));
  return folder;
}

function removeIfPossible(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The folder belongs to another user or is still being written to. A later run may remove it.
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that cannot be listed is not swept.
    return [];
  }
}
