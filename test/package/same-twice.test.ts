import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { findPackages, root } from './support/packages.ts';

const copy = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-again-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const git = (...words: string[]): string => execFileSync('git', words, { cwd: root, encoding: 'utf8' });
const checksum = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Copies what git tracks, as it is now; the installed packages are shared. */
function copyCheckout(): void {
  for (const name of git('ls-files', '-z').split('\0')) {
    if (name === '' || name.startsWith('test/') || !existsSync(path.join(root, name))) continue;
    mkdirSync(path.dirname(path.join(copy, name)), { recursive: true });
    cpSync(path.join(root, name), path.join(copy, name));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
}

it.skipIf(!existsSync(path.join(root, '.git')))(
  'one commit, packed in two places, makes the same packages',
  async () => {
    const { archive, deb, rpm } = findPackages();
    copyCheckout();
    const epoch = git('log', '-1', '--format=%ct').trim();
    const env = { ...process.env, SOURCE_DATE_EPOCH: epoch, TZ: 'Pacific/Auckland' };
    await promisify(execFile)('sh', ['-c', 'umask 077; exec "$0" build/dist.mjs tar.gz deb rpm', process.execPath], {
      cwd: copy,
      env,
    });
    for (const file of [archive, deb, rpm]) {
      expect(checksum(path.join(copy, 'release', path.basename(file))), path.basename(file)).toBe(checksum(file));
    }
  },
);
