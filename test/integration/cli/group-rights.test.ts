import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, lchownSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { bundledCli, createCliProgram, twoProviders } from './environment.ts';

/** A user without a name, and a group that this user is not in. */
const user = 12_345;
const foreignGroup = 23_456;

const canBecomeUser =
  process.geteuid?.() === 0 && spawnSync('setpriv', ['--reuid', String(user), process.execPath, '-v']).status === 0;

it.skipIf(!canBecomeUser)(
  'says before a switch that the rights of a foreign group cannot be kept, and gives them to no other group',
  async () => {
    const entry = await bundledCli();
    const bundle = path.resolve(entry, '../../..');
    execFileSync('chmod', ['-R', 'a+rX', bundle]);
    const { home, write, settingsPath } = createCliProgram(entry);
    write('.qwen/settings.json', twoProviders);
    mkdirSync(path.join(home, 'data'));
    lchownSync(home, user, user);
    for (const name of readdirSync(home, { recursive: true })) lchownSync(path.join(home, String(name)), user, user);
    chownSync(settingsPath, user, foreignGroup);
    chmodSync(settingsPath, 0o664);
    const run = (...args: string[]): string =>
      execFileSync(
        'setpriv',
        ['--reuid', String(user), '--regid', String(user), '--clear-groups', process.execPath, entry, ...args],
        {
          cwd: home,
          env: { HOME: home, QWEN_GAUGE_DATA_DIR: path.join(home, 'data'), LANG: 'en_US.UTF-8' },
          encoding: 'utf8',
        },
      );
    expect(run('switch', '127.0.0.1:41002', '--dry-run')).toContain(`with ${settingsPath} cannot be kept`);
    expect(statSync(settingsPath).mode & 0o777).toBe(0o664);
    const switched = run('switch', '127.0.0.1:41002', '--yes');
    expect(switched.indexOf('cannot be kept')).toBeLessThan(switched.indexOf('Switched to'));
    expect(switched).toContain('cannot be kept');
    expect(statSync(settingsPath)).toMatchObject({ gid: user });
    expect(statSync(settingsPath).mode & 0o777).toBe(0o604);
  },
);
