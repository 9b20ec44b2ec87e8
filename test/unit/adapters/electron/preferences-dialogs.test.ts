import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fileDialogs } from '../../../../main/adapters/electron/files/preferences-dialogs.ts';
import { isPosix } from '../../../support/system/posix.ts';

const chosen = vi.hoisted(() => ({ file: '' }));
vi.mock('electron', () => ({
  BrowserWindow: { fromWebContents: () => null },
  dialog: {
    showOpenDialog: async () => ({ filePaths: [chosen.file] }),
    showSaveDialog: async () => ({ filePath: chosen.file }),
  },
}));

let folder = '';
const below = (name: string): string => path.join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dialogs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (file: string) => {
  chosen.file = file;
  return fileDialogs.read(null);
};
const write = (file: string, text: string) => {
  chosen.file = file;
  return fileDialogs.write(null, 'preferences.json', text);
};

it('reads a file', async () => {
  writeFileSync(below('file.json'), '{}');
  expect(await read(below('file.json'))).toEqual({ text: '{}' });
});

it('reads no folder and no file that is too large', async () => {
  writeFileSync(below('large.json'), Buffer.alloc(1024 * 1024 + 1));
  for (const file of [folder, below('large.json'), below('missing.json')])
    expect(await read(file)).toEqual({ text: null });
});

it.skipIf(!isPosix)('does not wait for a pipe', async () => {
  execFileSync('mkfifo', [below('pipe')]);
  expect(await read(below('pipe'))).toEqual({ text: null });
});

it('replaces a file and leaves nothing beside it', async () => {
  writeFileSync(below('file.json'), 'old');
  expect(await write(below('file.json'), 'new')).toBe('saved');
  expect(readFileSync(below('file.json'), 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['file.json']);
  expect(await write(below('missing/file.json'), 'new')).toBe('failed');
});

it.skipIf(!isPosix)('writes to the file behind a link', async () => {
  writeFileSync(below('real.json'), 'old');
  symlinkSync('real.json', below('link.json'));
  expect(await write(below('link.json'), 'new')).toBe('saved');
  expect(lstatSync(below('link.json')).isSymbolicLink()).toBe(true);
  expect(readFileSync(below('real.json'), 'utf8')).toBe('new');
});

it.skipIf(!isPosix)('writes through no link that lies beside the file', async () => {
  writeFileSync(below('other'), 'untouched');
  symlinkSync('other', below(`file.json.${process.pid}.tmp`));
  expect(await write(below('file.json'), 'new')).toBe('saved');
  expect(readFileSync(below('other'), 'utf8')).toBe('untouched');
});
