import { readdirSync } from 'node:fs';
import { join } from 'node:path';

interface User {
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * The environment with a longer PATH, to which the folders are appended where package managers put programs and the
 * `node` that these need. A desktop starts apps with a shorter PATH than a terminal has: macOS with
 * /usr/bin:/bin:/usr/sbin:/sbin, Linux without what the shell's own files add. Windows passes the user's whole PATH, so
 * there nothing is added.
 */
export function withUsualFolders(
  environment: Readonly<Record<string, string | undefined>>,
  user: User,
): Readonly<Record<string, string | undefined>> {
  if (user.platform === 'win32') return environment;
  const named = (environment['PATH'] ?? '').split(':');
  const added = usualFolders(user).filter((folder) => !named.includes(folder));
  return { ...environment, PATH: [...named, ...added].filter((folder) => folder !== '').join(':') };
}

function usualFolders({ platform, home }: User): readonly string[] {
  const macOs = platform === 'darwin';
  const ofUser = ['.local/bin', '.npm-global/bin', '.volta/bin', '.bun/bin', '.asdf/shims', 'n/bin'];
  const ofManagers = macOs
    ? ['Library/pnpm', 'Library/Application Support/fnm/aliases/default/bin']
    : ['.local/share/pnpm', '.local/share/fnm/aliases/default/bin'];
  const ofSystem = macOs ? ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin'] : [];
  const inHome = home === '' ? [] : [...ofUser, ...ofManagers].map((folder) => join(home, folder));
  return [...ofSystem, ...inHome, ...nvmFolders(home)];
}

/** The folder of each version of Node that nvm has installed, newest first. Only the user's shell knows the active one. */
function nvmFolders(home: string): readonly string[] {
  if (home === '') return [];
  const versions = join(home, '.nvm', 'versions', 'node');
  const numbers = (name: string): readonly number[] => name.replace(/^v/, '').split('.').map(Number);
  const newer = (one: string, other: string): number => {
    const [of, against] = [numbers(one), numbers(other)];
    return [0, 1, 2].map((part) => (against[part] ?? 0) - (of[part] ?? 0)).find((difference) => difference !== 0) ?? 0;
  };
  return namesIn(versions)
    .filter((name) => /^v\d+\.\d+\.\d+$/.test(name))
    .toSorted(newer)
    .map((name) => join(versions, name, 'bin'));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // nvm is not installed.
  }
}
