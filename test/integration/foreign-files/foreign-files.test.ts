import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProgram } from '../../../main/adapters/foreign-files/file-process.ts';
import { createForeignFiles } from '../../../main/adapters/foreign-files/foreign-files.ts';
import type { ForeignFiles } from '../../../main/ports/foreign-files.ts';
import { withDeadMount } from '../../support/dead-mount.ts';

let folder: string;
let foreign: ForeignFiles;
const at = (name: string): string => path.join(folder, name);
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'qwen-gauge-foreign-')));
  foreign = createForeignFiles();
});
afterEach(async () => {
  foreign.end();
  await rm(folder, { recursive: true, force: true });
});

async function textIn(file: string): Promise<string | null> {
  const opened = await foreign.of(folder).open(file);
  if (opened === null) return null;
  const buffer = Buffer.alloc(opened.size + 10);
  const length = await opened.read(buffer, 0);
  await opened.close();
  return buffer.toString('utf8', 0, length);
}

describe('a foreign place', () => {
  it('shows its folders and files', async () => {
    await mkdir(at('sub'));
    await writeFile(at('file'), 'some text');
    await symlink(at('file'), at('link'));
    const files = foreign.of(folder);
    const kinds = Object.fromEntries((await files.list(folder)).map(({ name, kind }) => [name, kind]));
    expect(kinds).toEqual({ sub: 'folder', file: 'file', link: 'other' });
    expect(await files.facts(at('file'))).toMatchObject({ kind: 'file', size: 9 });
    expect(await files.realPath(at('link'))).toBe(at('file'));
    expect(await textIn(at('file'))).toBe('some text');
    expect(await Promise.all([files.list(at('none')), files.facts(at('none')), files.realPath(at('none'))])).toEqual([
      [],
      null,
      null,
    ]);
  });

  it.skipIf(process.platform === 'win32')('gives no link, device or pipe to read', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await writeFile(at('file'), 'some text');
    await symlink('/dev/zero', at('zero'));
    await symlink(at('file'), at('link'));
    const opened = await Promise.all(['pipe', 'zero', 'link', 'none'].map((name) => textIn(at(name))));
    expect(opened).toEqual([null, null, null, null]);
    expect(await textIn('/dev/zero')).toBeNull();
    expect(foreign.abandoned()).toBe(0);
  });
});

describe('a mount that no longer answers', () => {
  it('is abandoned with the calls under way, and other places are read on', async () => {
    foreign = createForeignFiles({ start: (events) => startProgram(withDeadMount, events), patienceMs: 200 });
    await mkdir(at('dead'));
    await writeFile(at('alive'), 'text');
    const file = await foreign.of('alive').open(at('alive'));
    const dead = ['one', 'two', 'three'].map((place) => foreign.of(place).list(at('dead')));
    expect(await Promise.all([...dead, foreign.of('alive').facts(at('alive'))])).toEqual([[], [], [], null]);
    expect(foreign.abandoned()).toBe(1);
    expect(await foreign.of('alive').facts(at('alive'))).toMatchObject({ size: 4 });
    // A file that was open in the abandoned process is lost, and its number is not used in the next one.
    await expect(file?.read(Buffer.alloc(4), 0)).rejects.toThrow();

    // The place is not asked again for some time.
    expect(await foreign.of('one').facts(at('alive'))).toBeNull();
    expect(foreign.abandoned()).toBe(1);
  });

  it('delays no end', async () => {
    foreign = createForeignFiles({ start: (events) => startProgram(withDeadMount, events), patienceMs: 600_000 });
    const asked = foreign.of('dead').list(at('dead'));
    foreign.end();
    expect(await asked).toEqual([]);
  });
});

it('a reader process that cannot work is not started again and again', async () => {
  foreign = createForeignFiles({ start: (events) => startProgram('process.exit(1)', events) });
  expect(await foreign.of('a').facts(folder)).toBeNull();
  const startedMs = performance.now();
  expect(await foreign.of('b').facts(folder)).toBeNull();
  expect(performance.now() - startedMs).toBeLessThan(50);
});
