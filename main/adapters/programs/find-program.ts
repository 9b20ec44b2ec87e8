import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

export interface ProgramEnvironment {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How to start a program so that no shell interprets its arguments. */
export interface ProgramCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Windows only: `args` are passed without quoting. */
  readonly verbatim: boolean;
}

/** The extensions of programs on Windows, in the default order of PATHEXT. */
const windowsExtensions = ['.com', '.exe', '.bat', '.cmd'];

/**
 * The paths at which `name` may be found by the PATH, in its order. Leaves out relative entries, which name another
 * program in each working folder, one that anybody may have put there.
 */
export function programCandidates(name: string, { platform, environment }: ProgramEnvironment): readonly string[] {
  if (!/^[\w.-]+$/.test(name)) return [];
  const windows = platform === 'win32';
  const { delimiter, isAbsolute, join } = windows ? win32 : posix;
  const folders = (pathVariable(environment, windows) ?? '')
    .split(delimiter)
    .map((folder) => folder.replace(/^"(.*)"$/, '$1'))
    .filter((folder) => isAbsolute(folder));
  const extensions = windows ? windowsExtensions : [''];
  return folders.flatMap((folder) => extensions.map((extension) => join(folder, name + extension)));
}

/** The path of the first candidate that is an executable file; null: the program is not installed. */
export async function findProgram(name: string, system: ProgramEnvironment): Promise<string | null> {
  for (const path of programCandidates(name, system)) if (await isProgram(path)) return path;
  return null;
}

/**
 * How to start the program at `path`; null: it cannot be started safely. A Windows batch file (npm makes one for each
 * of its programs) needs `cmd.exe`, which interprets the arguments, so only plain words are passed (CVE-2024-27980).
 */
export function commandFor(path: string, args: readonly string[], system: ProgramEnvironment): ProgramCommand | null {
  if (system.platform !== 'win32' || !/\.(cmd|bat)$/i.test(path)) return { file: path, args, verbatim: false };
  if (/["%\r\n]/.test(path) || !args.every((arg) => /^[\w.:=/-]+$/.test(arg))) return null;
  const line = [`"${path}"`, ...args].join(' ');
  return { file: systemProgram('cmd.exe', system), args: ['/d', '/s', '/c', `"${line}"`], verbatim: true };
}

/** The path of a program of Windows itself, independent of the PATH. */
export const systemProgram = (name: string, { environment }: ProgramEnvironment): string =>
  win32.join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', name);

/** Windows spells it `Path` and ignores the case. */
function pathVariable(environment: ProgramEnvironment['environment'], windows: boolean): string | undefined {
  if (!windows) return environment['PATH'];
  return Object.entries(environment).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false; // Missing, or not executable for this user.
  }
}
