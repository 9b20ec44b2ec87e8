import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRemoteMounts } from '../../../main/adapters/foreign-files/remote-mounts.ts';

function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'qwen-gauge-mounts-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const line = (point: string, type: string): string => `41 26 0:38 / ${point} rw,relatime shared:1 - ${type} source rw`;
const on = (lines: readonly string[]) =>
  createRemoteMounts({ platform: 'linux', readMounts: () => ['26 1 8:1 / / rw - ext4 /dev/a rw', ...lines].join('\n') })
    .on;

describe.skipIf(process.platform === 'win32')('on Linux', () => {
  it.each(['nfs4', 'cifs', 'fuse.sshfs', 'fuse.gvfsd-fuse', 'fuseblk', '9p', 'autofs', 'virtiofs', 'a-future-one'])(
    '%s may stop answering, what lies beside it does not',
    (type) => {
      const folder = temporaryFolder();
      const find = on([line(`${folder}/far`, type)]);
      mkdirSync(path.join(folder, 'far-not'));
      expect(find(`${folder}/far/.qwen/settings.json`)).toBe(`${folder}/far`);
      expect(find(`${folder}/far`)).toBe(`${folder}/far`);
      expect(find(`${folder}/far-not/settings.json`)).toBeNull();
      expect(find(`${folder}/missing/settings.json`)).toBeNull();
    },
  );

  it('follows links to files and folders, relative ones too, and loops to no end', () => {
    const folder = temporaryFolder();
    const find = on([line(`${folder}/far`, 'nfs')]);
    mkdirSync(path.join(folder, 'home/sub'), { recursive: true });
    symlinkSync('../far/keys.env', path.join(folder, 'home/.env'));
    symlinkSync(path.join(folder, 'far/qwen'), path.join(folder, 'home/.qwen'));
    symlinkSync('.qwen', path.join(folder, 'home/again'));
    symlinkSync('loop', path.join(folder, 'home/loop'));
    for (const name of ['.env', '.qwen/settings.json', 'again/a/b', 'sub/../.env']) {
      expect(find(`${folder}/home/${name}`), name).toBe(`${folder}/far`);
    }
    expect(find(`${folder}/home/loop/x`)).toBeNull();
    expect(find(`${folder}/home/sub`)).toBeNull();
  });

  it('takes the inner mount, the last one at a place, and names with spaces', () => {
    const folder = temporaryFolder();
    const find = on([
      line(`${folder}/far/near`, 'ext4'),
      line(`${folder}/far`, 'autofs'),
      line(`${folder}/two`, 'nfs'),
      line(`${folder}/two`, 'tmpfs'),
      line(`${folder}/my\\040disk`, 'cifs'),
    ]);
    mkdirSync(path.join(folder, 'two'));
    writeFileSync(path.join(folder, 'two/file'), '');
    // The way to the inner mount leads through the outer one, which may not answer.
    expect(find(`${folder}/far/near/file`)).toBe(`${folder}/far`);
    expect(find(`${folder}/two/file`)).toBeNull();
    expect(find(`${folder}/my disk/file`)).toBe(`${folder}/my disk`);
  });

  it('asks nothing of a remote mount, and takes all as local without a list', () => {
    const folder = temporaryFolder();
    const none = createRemoteMounts({
      platform: 'linux',
      readMounts: () => {
        throw new Error('no /proc');
      },
    });
    expect(none.on(`${folder}/x`)).toBeNull();
  });
});

it.skipIf(process.platform === 'win32')('goes by the path on macOS', () => {
  const { on: find } = createRemoteMounts({ platform: 'darwin', readMounts: () => '' });
  expect(find('/Volumes/share/settings.json')).toBe('/Volumes');
  expect(find('/net/host/a')).toBe('/net');
  expect(find(temporaryFolder())).toBeNull();
});

it('goes by the drive on Windows', () => {
  const { on: find } = createRemoteMounts({ platform: 'win32', readMounts: () => '', systemDrive: 'C:' });
  expect(find('c:\\Users\\me\\.qwen\\settings.json')).toBeNull();
  expect(find('H:\\.qwen\\settings.json')).toBe('H:\\');
  expect(find('\\\\host\\share\\settings.json')).toBe('\\\\host\\share\\');
});
