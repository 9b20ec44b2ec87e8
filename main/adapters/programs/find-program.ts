import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

export interface ProgramPlaces {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How a found program is started without a shell reading its arguments. */
export interface ProgramCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Windows only: `args` are passed on as they are. */
  readonly verbatim: boolean;
}

/** Windows knows a program by its ending; the order is that of a plain Windows. */
const windowsEndings = ['.com', '.exe', '.bat', '.cmd'];

/**
 * Where `name` would be found on the PATH, most important first. Relative entries are left out: they name another
 * program in each folder, one that anybody may have put there.
 */
export function programCandidates(name: string, { platform, environment }: ProgramPlaces): readonly string[] {
  if (!/^[\w.-]+$/.test(name)) return [];
  const windows = platform === 'win32';
  const { delimiter, isAbsolute, join } = windows ? win32 : posix;
  const folders = (pathVariable(environment, windows) ?? '')
    .split(delimiter)
    .map((folder) => folder.replace(/^"(.*)"$/, '$1'))
    .filter((folder) => isAbsolute(folder));
  const endings = windows ? windowsEndings : [''];
  return folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending)));
}

/** The first of the candidates that is a file one may run; null: not installed. */
export async function findProgram(name: string, places: ProgramPlaces): Promise<string | null> {
  for (const path of programCandidates(name, places)) if (await isProgram(path)) return path;
  return null;
}

/**
 * How to start the program at `path`; null: not safely. A Windows batch file (npm makes one for each of its programs)
 * runs in `cmd.exe` only, which reads its arguments once more: nothing but plain words is passed to it (CVE-2024-27980).
 */
export function commandFor(path: string, args: readonly string[], places: ProgramPlaces): ProgramCommand | null {
  if (places.platform !== 'win32' || !/\.(cmd|bat)$/i.test(path)) return { file: path, args, verbatim: false };
  if (/["%\r\n]/.test(path) || !args.every((arg) => /^[\w.:=/-]+$/.test(arg))) return null;
  const line = [`"${path}"`, ...args].join(' ');
  return { file: systemProgram('cmd.exe', places), args: ['/d', '/s', '/c', `"${line}"`], verbatim: true };
}

/** A program of Windows itself, wherever the PATH leads. */
export const systemProgram = (name: string, { environment }: ProgramPlaces): string =>
  win32.join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', name);

/** Windows spells it `Path`, and does not mind. */
function pathVariable(environment: ProgramPlaces['environment'], windows: boolean): string | undefined {
  if (!windows) return environment['PATH'];
  return Object.entries(environment).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false; // not there, or not for this user
  }
}
