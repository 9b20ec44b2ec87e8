import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, lchownSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { bundledCli, type CliEnvironment, type CliRun, createCliEnvironment } from './environment.ts';

/** A user without a name. */
const user = 12_345;

/** Whether this process may start programs as another user: root, where `setpriv` is installed. */
export const canBecomeUser =
  process.geteuid?.() === 0 && spawnSync('setpriv', ['--reuid', String(user), process.execPath, '-v']).status === 0;

interface UserHome extends Omit<CliEnvironment, 'run'> {
  readonly user: number;
  readonly asRoot: CliEnvironment['run'];
  own(): void;
  asUser(...args: string[]): CliRun;
}

/**
 * The home of a user who is not root. `asUser` runs a command as that user, and `asRoot` as root in that home, as
 * `sudo` does where it keeps `HOME`. `own` gives the user all files there.
 */
export async function createUserHome(): Promise<UserHome> {
  const entry = await bundledCli();
  execFileSync('chmod', ['-R', 'a+rX', path.resolve(entry, '../../..')]);
  const { run: asRoot, ...folders } = createCliEnvironment();
  const { home, data } = folders;
  chmodSync(home, 0o755);
  const become = ['--reuid', String(user), '--regid', String(user), '--clear-groups', process.execPath, entry];
  const env = { HOME: home, PATH: '/usr/bin:/bin', QWEN_GAUGE_DATA_DIR: data, LANG: 'en_US.UTF-8', TZ: 'UTC' };
  return {
    ...folders,
    user,
    asRoot,
    own() {
      for (const name of ['', ...readdirSync(home, { recursive: true })]) {
        lchownSync(path.join(home, String(name)), user, user);
      }
    },
    asUser(...args) {
      const ended = spawnSync('setpriv', [...become, ...args], { cwd: home, env, encoding: 'utf8' });
      return { code: ended.status, out: ended.stdout, err: ended.stderr };
    },
  };
}
