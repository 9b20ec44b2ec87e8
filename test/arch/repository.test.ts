import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, packageNamedBy } from './imports.ts';
import { readSource, root, sourceFiles } from './source-files.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;

interface LockEntry {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockEntry>>;
};

/** Whether `part` is found from the folder of `name` upwards, as Node looks for it. */
function isLocked(name: string, part: string): boolean {
  if (lock.packages[`${name}/node_modules/${part}`.replace(/^\//, '')]) return true;
  const up = name.lastIndexOf('/node_modules/');
  return name !== '' && isLocked(up < 0 ? '' : name.slice(0, up), part);
}

/** The files that git tracks; null outside a repository (an unpacked archive). */
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

  test('the packages whose code ships are dependencies, and all others devDependencies', () => {
    const builtins = new Set(builtinModules);
    const loaded = sourceFiles().flatMap((file) =>
      importsOf(file, readSource(file)).flatMap(({ specifier, kind }) =>
        kind === 'type' || specifier.startsWith('.') ? [] : packageNamedBy(specifier, builtins),
      ),
    );
    const shipped = new Set(loaded.filter((name) => !name.startsWith('node:') && name !== 'electron'));
    expect(Object.keys(manifest.dependencies ?? {}).sort()).toEqual([...shipped].sort());
    expect(Object.keys(manifest.devDependencies ?? {}).filter((name) => shipped.has(name))).toEqual([]);
  });

  test('the lock file has the checksum of each package and not the address of a registry', () => {
    const packages = Object.entries(lock.packages).filter(([name]) => name !== '');
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, entry]) => entry.resolved !== undefined).map(([name]) => name)).toEqual([]);
    expect(packages.filter(([, entry]) => !entry.integrity && !entry.inBundle).map(([name]) => name)).toEqual([]);
  });

  test('the lock file has the optional packages of every system, without which npm ci fails', () => {
    const absent = Object.entries(lock.packages).flatMap(([name, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((part) => !isLocked(name, part)),
    );
    expect(absent).toEqual([]);
  });

  test('the files named in bin exist', () => {
    expect(Object.values(manifest.bin).filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});

// Written so that this file does not contain what it forbids.
const OURS = [/(?<![\w.-])\/wor{1}k\/(main|shared)\b/, /(?<![\w.-])\/roo{1}t\/\./];
/** Tests may use invented people. */
const SOMEBODYS = /(?<![\w.-])\/(home|Users)\/(?!you\b|user\b|me\b)[a-z]/;

const machinePathsIn = (file: string, text: string) =>
  [...OURS, ...(file.startsWith('test/') ? [] : [SOMEBODYS])].flatMap((pattern) => pattern.exec(text)?.[0] ?? []);

test('no tracked file names a path of somebody’s machine', () => {
  const tracked = trackedFiles() ?? [];
  const own = tracked.filter((file) => !file.startsWith('test/fixtures/'));
  const found = own.flatMap((file) =>
    machinePathsIn(file, readFileSync(path.join(root, file), 'utf8')).map((hit) => `${file}: ${hit}`),
  );
  expect(found).toEqual([]);
  expect(machinePathsIn('a.md', ['see /wo', 'rk', '/main/x.ts'].join(''))).not.toEqual([]);
  expect(machinePathsIn('a.md', ['cat ', '/ro', 'ot/.npmrc'].join(''))).not.toEqual([]);
  expect(machinePathsIn('a.md', '/home/ada/notes')).not.toEqual([]);
  expect(machinePathsIn('a.md', 'https://example.org/work/mainly, /home/you and /usr/bin/env')).toEqual([]);
});
