import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import type { FileConcern } from '../../../main/ports/system.ts';
import type { SettingsWriter } from '../../../main/services/settings/settings-writer.ts';
import { isPosix } from '../../support/system/posix.ts';
import { filesWith, impatientClock, temporaryFolder } from './support.ts';
import { codingPlan, envPathOf, exampleSettings, openWriter, putFile, settingsPathOf } from './writer.ts';

/** Access control lists need the tools of the package `acl` and a file system that has them. */
function canSetLists(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'qwen-gauge-lists-'));
  const end = spawnSync('setfacl', ['-m', 'u:65534:r', folder]);
  rmSync(folder, { recursive: true });
  return end.status === 0;
}
const hasLists = process.platform === 'linux' && canSetLists();
const hasAttributes = hasLists && spawnSync('setfattr', ['--version']).status === 0;

const listOf = (path: string): string => execFileSync('getfacl', ['-cp', path], { encoding: 'utf8' });
const setList = (path: string, ...args: readonly string[]): void => void execFileSync('setfacl', [...args, path]);

async function switchTo(writer: SettingsWriter, choice = codingPlan) {
  const preview = await writer.preview(choice);
  if (preview.kind !== 'plan') throw new Error(preview.kind);
  return { warnings: preview.warnings.map(({ code }) => code), result: await writer.confirm(preview.hash) };
}

function start() {
  const place = { home: temporaryFolder() };
  putFile(settingsPathOf(place), exampleSettings);
  return {
    place,
    path: settingsPathOf(place),
    writer: openWriter(place, { clock: impatientClock(), operations: nodeFileOperations }),
  };
}

describe.runIf(hasLists)('an access control list', () => {
  it.each([
    ['a user may read', ['-m', 'u:65534:r']],
    ['a group may write', ['-m', 'g:65534:rw']],
    ['several, and a mask', ['-m', 'u:65534:rw,u:65533:r,g:65532:rw,m::r']],
  ])('is kept by a switch and by its undo, and is no right of the group: %s', async (_what, args) => {
    const { path, writer } = start();
    setList(path, ...args);
    const before = listOf(path);
    const { warnings, result } = await switchTo(writer);
    expect(result).toMatchObject({ kind: 'done' });
    expect(warnings).not.toContain('group-rights-lost');
    expect(listOf(path)).toBe(before);
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(listOf(path)).toBe(before);
  });

  it('is kept on a .env file, and on the file that a link leads to', async () => {
    const { place, writer } = start();
    const repository = join(place.home, 'dotfiles');
    mkdirSync(repository);
    putFile(join(repository, 'env'), 'OTHER=1\n');
    symlinkSync(join(repository, 'env'), envPathOf(place));
    setList(join(repository, 'env'), '-m', 'u:65534:r');
    const before = listOf(join(repository, 'env'));
    const { result } = await switchTo(writer, { ...codingPlan, keyPlacement: 'env-file' });
    expect(result).toMatchObject({ kind: 'done' });
    expect(listOf(join(repository, 'env'))).toBe(before);
  });

  it('is not given by the folder’s default list', async () => {
    const { path, writer } = start();
    chmodSync(path, 0o640);
    setList(join(path, '..'), '-d', '-m', 'u:65534:r');
    const before = listOf(path);
    await switchTo(writer);
    expect(listOf(path)).toBe(before);
    expect(before).not.toContain('65534');
  });

  it('takes the rights of the group with it where it cannot be copied', async () => {
    const { place, path } = start();
    setList(path, '-m', 'u:65534:r');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    const operations = { ...nodeFileOperations, copyRights: async () => false, canCopyRights: async () => false };
    const { warnings } = await switchTo(openWriter(place, { clock: impatientClock(), operations }));
    expect(warnings).toContain('group-rights-lost');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe.runIf(hasAttributes)('extended attributes', () => {
  it('are kept by a switch and by its undo', async () => {
    const { path, writer } = start();
    execFileSync('setfattr', ['-n', 'user.label', '-v', 'private', path]);
    const read = () => execFileSync('getfattr', ['--only-values', '-n', 'user.label', path], { encoding: 'utf8' });
    await switchTo(writer);
    expect(read()).toBe('private');
    await writer.undo();
    expect(read()).toBe('private');
  });
});

describe('what the user should know before a file is replaced', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function concerns(path: string): Promise<readonly FileConcern[]> {
    const files = filesWith();
    const version = await files.readVersion(path, 'should-exist');
    if (version.kind !== 'file') throw new Error(version.kind);
    return files.concernsOf(path, version);
  }

  const asMember = (groups: readonly number[]): void => {
    vi.spyOn(process, 'geteuid').mockReturnValue(1000);
    vi.spyOn(process, 'getegid').mockReturnValue(1000);
    vi.spyOn(process, 'getgroups').mockReturnValue([...groups]);
  };

  it.runIf(process.getuid?.() === 0)('is that the rights of a group we are not in are lost', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'x');
    chownSync(path, 1000, 4321);
    chmodSync(path, 0o664);
    expect(await concerns(path)).toEqual([]);
    asMember([1000]);
    expect(await concerns(path)).toEqual(['group-rights-lost']);
    chmodSync(path, 0o604);
    expect(await concerns(path)).toEqual([]);
    chmodSync(path, 0o664);
    asMember([1000, 4321]);
    expect(await concerns(path)).toEqual([]);
  });

  it.runIf(isPosix)('is that the file is read-only', async () => {
    const { path, writer } = start();
    chmodSync(path, 0o444);
    const { warnings, result } = await switchTo(writer);
    expect(warnings).toContain('read-only');
    expect(result).toMatchObject({ kind: 'done' });
    expect(statSync(path).mode & 0o777).toBe(0o444);
  });

  it('is where the key will lie if the file or its folder is a link', async () => {
    const place = { home: temporaryFolder() };
    const repository = join(place.home, 'dotfiles/qwen');
    mkdirSync(repository, { recursive: true });
    putFile(join(repository, 'settings.json'), exampleSettings);
    symlinkSync(repository, join(place.home, '.qwen'));
    const writer = openWriter(place, { clock: impatientClock(), operations: nodeFileOperations });
    const preview = await writer.preview(codingPlan);
    expect(preview).toMatchObject({ kind: 'plan' });
    expect(preview.kind === 'plan' && preview.warnings).toContainEqual({
      code: 'key-behind-link',
      values: { path: settingsPathOf(place), target: join(repository, 'settings.json') },
    });
    // Without a key in the plan, the link is no news.
    await switchTo(writer);
    const { warnings } = await switchTo(writer, { providerId: codingPlan.providerId, model: 'glm-4.7' });
    expect(warnings).not.toContain('key-behind-link');
    expect(readdirSync(repository)).toEqual(['settings.json']);
  });

  it('is nothing for a link further up', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'disk/u/.qwen'), { recursive: true });
    symlinkSync(join(folder, 'disk'), join(folder, 'home'));
    const path = join(folder, 'home/u/.qwen/settings.json');
    writeFileSync(path, '{}', { mode: 0o600 });
    expect(await concerns(path)).toEqual([]);
  });
});
