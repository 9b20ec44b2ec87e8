import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { unzip } from '../../../build/unzip.mjs';
import { temporaryFolder } from './temporary-folder.ts';
import { type ZipEntry, zipOf } from './zip-builder.ts';

const keep = (name: string) => name;

function prepared(content: Buffer) {
  const folder = temporaryFolder();
  const zip = path.join(folder, 'test.zip');
  writeFileSync(zip, content);
  return { zip, folder, out: path.join(folder, 'out') };
}

const unpackAll = (entries: readonly ZipEntry[], place: (name: string) => string | null = keep) => {
  const { zip, out, folder } = prepared(zipOf(entries));
  return { out, folder, done: unzip(zip, out, place) };
};

describe('unzip', () => {
  test('unpacks stored and deflated files with their modes, in folders', async () => {
    const body = 'x'.repeat(10_000);
    const { out, done } = unpackAll([
      { name: 'a/', body: '' },
      { name: 'a/deep/packed', body, mode: 0o100755 },
      { name: 'stored', body: 'short', stored: true },
      { name: 'empty', body: '' },
    ]);
    await done;
    expect(readFileSync(path.join(out, 'a/deep/packed'), 'utf8')).toBe(body);
    expect(statSync(path.join(out, 'a/deep/packed')).mode & 0o777).toBe(0o755);
    expect(readFileSync(path.join(out, 'stored'), 'utf8')).toBe('short');
    expect(statSync(path.join(out, 'empty')).size).toBe(0);
  });

  test('unpacks only the chosen files, at the chosen paths', async () => {
    const { out, done } = unpackAll(
      [
        { name: 'top/a', body: '1' },
        { name: 'b', body: '2' },
      ],
      (name) => (name === 'b' ? null : name.replace('top/', 'other/')),
    );
    await done;
    expect(readdirSync(out, { recursive: true }).sort()).toEqual(['other', path.join('other', 'a')]);
  });

  test.each([
    ['../escaped', 'invalid relative path'],
    ['a/../../escaped', 'invalid relative path'],
    ['/escaped', 'absolute path'],
    ['a\\..\\..\\escaped', 'invalid characters in fileName'],
    ['.', 'leaves the folder'],
  ])('refuses %s, and writes nothing', async (name, reason) => {
    const { folder, done } = unpackAll([
      { name: 'good', body: '1' },
      { name, body: 'evil' },
    ]);
    await expect(done).rejects.toThrow(reason);
    expect(readdirSync(folder)).toEqual(['test.zip']);
  });

  test('refuses symbolic links, devices and encrypted files', async () => {
    await expect(unpackAll([{ name: 'link', body: '/etc', mode: 0o120777 }]).done).rejects.toThrow(
      /not a regular file/,
    );
    await expect(unpackAll([{ name: 'device', body: '', mode: 0o060644 }]).done).rejects.toThrow(/not a regular file/);
    await expect(unpackAll([{ name: 'secret', body: 'x', flags: 1 }]).done).rejects.toThrow(/encrypted/);
  });

  test('refuses two entries for one file', async () => {
    const { done } = unpackAll([
      { name: 'a', body: '1' },
      { name: 'a', body: '2' },
    ]);
    await expect(done).rejects.toThrow(/EEXIST/);
  });

  test.each([true, false])('notices a changed byte (stored: %s)', async (stored) => {
    const content = zipOf([{ name: 'a', body: 'a body that is long enough to be packed', stored }]);
    content.writeUInt8(content.readUInt8(40) ^ 0xff, 40);
    const { zip, out } = prepared(content);
    await expect(unzip(zip, out, keep)).rejects.toThrow(/test\.zip: a is damaged/);
    expect(existsSync(path.join(out, 'a'))).toBe(false);
  });

  test('notices a wrong checksum over right bytes', async () => {
    const content = zipOf([{ name: 'a', body: 'body' }]);
    const entry = content.lastIndexOf('PK\x01\x02');
    content.writeUInt32LE(0xdeadbeef, entry + 16);
    const { zip, out } = prepared(content);
    await expect(unzip(zip, out, keep)).rejects.toThrow(/a is damaged/);
  });

  test('never unpacks more than the announced size', async () => {
    const content = zipOf([{ name: 'bomb', body: Buffer.alloc(1_000_000) }]);
    content.writeUInt32LE(10, content.lastIndexOf('PK\x01\x02') + 24);
    const { zip, out } = prepared(content);
    await expect(unzip(zip, out, keep)).rejects.toThrow(/bomb is damaged/);
  });

  test('a truncated zip is refused, wherever it is cut', async () => {
    const content = zipOf([
      { name: 'a', body: 'one' },
      { name: 'b', body: 'two' },
    ]);
    for (let length = 0; length < content.length; length += 7) {
      const { zip, out } = prepared(content.subarray(0, length));
      await expect(unzip(zip, out, keep)).rejects.toThrow(/test\.zip: /);
    }
  });
});
