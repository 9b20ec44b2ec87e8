import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './source-files.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;

/** What git keeps, or would keep; null outside a repository (an unpacked archive). */
function trackedFiles(): string[] | null {
  if (!existsSync(path.join(root, '.git'))) return null;
  const list = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  return list.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)));
}

describe('versions', () => {
  test('every version in package.json is exact', () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    expect(Object.keys(asked)).toContain('electron');
    expect(Object.entries(asked).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test('the lock file says what, with its checksum, and not where from', () => {
    const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: boolean; inBundle?: boolean }>;
    };
    const packages = Object.entries(lock.packages).filter(([name]) => name !== '');
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, entry]) => entry.resolved !== undefined).map(([name]) => name)).toEqual([]);
    expect(packages.filter(([, entry]) => !entry.integrity && !entry.inBundle).map(([name]) => name)).toEqual([]);
  });

  test('what bin names exists', () => {
    expect(Object.values(manifest.bin).filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});

// In pieces, so that this file does not name what it forbids.
const MACHINE_PATHS = [
  ['', 'work', '(main|shared)\\b'],
  ['', 'home', '(?!you\\b|user\\b|me\\b|dev\\b|someone\\b)[a-z][\\w-]*', ''],
  ['', 'Users', '(?!you\\b|user\\b|me\\b|dev\\b|someone\\b)[a-z][\\w-]*', ''],
  ['', 'root', '\\.'],
].map((parts) => new RegExp(`(?<![\\w.-])${parts.join('/')}`));

const machinePathsIn = (text: string) => MACHINE_PATHS.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);

test('no tracked file names a path of somebody’s machine', () => {
  const tracked = trackedFiles() ?? [];
  const own = tracked.filter((file) => !file.startsWith('test/fixtures/'));
  const found = own.flatMap((file) =>
    machinePathsIn(readFileSync(path.join(root, file), 'utf8')).map((hit) => `${file}: ${hit}`),
  );
  expect(found).toEqual([]);
  expect(machinePathsIn(['see /wo', 'rk', '/main/x.ts'].join(''))).not.toEqual([]);
  expect(machinePathsIn(['cat ', '/ro', 'ot/.npmrc'].join(''))).not.toEqual([]);
  expect(machinePathsIn('https://example.org/work/mainly and /usr/bin/env')).toEqual([]);
});
