import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { twoProviders } from './environment.ts';
import { canBecomeUser, createUserHome } from './other-user.ts';

/** A group that the user is not in. */
const foreignGroup = 23_456;

it.skipIf(!canBecomeUser)(
  'says before a switch that the rights of a foreign group cannot be kept, and gives them to no other group',
  async () => {
    const { data, write, settingsPath, own, asUser, user } = await createUserHome();
    write('.qwen/settings.json', twoProviders);
    mkdirSync(data);
    own();
    chownSync(settingsPath, user, foreignGroup);
    chmodSync(settingsPath, 0o664);
    const planned = asUser('switch', '127.0.0.1:41002', '--dry-run');
    expect(planned.out).toContain(`to ${settingsPath} cannot be kept`);
    expect(statSync(settingsPath).mode & 0o777).toBe(0o664);
    const switched = asUser('switch', '127.0.0.1:41002', '--yes').out;
    expect(switched.indexOf('cannot be kept')).toBeLessThan(switched.indexOf('Switched to'));
    expect(switched).toContain('cannot be kept');
    expect(statSync(settingsPath)).toMatchObject({ gid: user });
    expect(statSync(settingsPath).mode & 0o777).toBe(0o604);
  },
);
