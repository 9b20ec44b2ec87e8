import { appendFile, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createForeignFiles } from '../../../main/adapters/foreign-files/foreign-files.ts';
import { createLineScanner, type Needle } from '../../../main/sources/session-log/reading/line-scanner.ts';
import { createTailRoom, readAppended, type TailPosition } from '../../../main/sources/session-log/reading/tail.ts';
import { expectNoSecret } from '../../support/arbitrary-secrets.ts';

const ownFiles = createForeignFiles().own;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qwen-gauge-tail-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(
  file: string,
  position: TailPosition | null,
  needle: Needle | null = null,
  mostBytes = Number.POSITIVE_INFINITY,
) {
  const lines: string[] = [];
  const signal = new AbortController().signal;
  const onLine = (line: string): void => void lines.push(line);
  const result = await readAppended(file, position, {
    files: ownFiles,
    mostBytes,
    needle,
    signal,
    onLine,
    room: createTailRoom(64 * 1024),
  });
  return { lines, result };
}

describe('readAppended', () => {
  it('keeps no part of a file in the position, and still reads on where it ended', async () => {
    const file = path.join(folder, 'short.jsonl');
    const secret = 'vaO9SiL3key3Dmw0';
    await writeFile(file, `${secret}\n`);
    const { result } = await read(file, null);
    expectNoSecret(result?.position, secret, 'the position');
    await appendFile(file, `${'x'.repeat(200)}\n`);
    expect((await read(file, result?.position ?? null)).lines).toEqual(['x'.repeat(200)]);
  });

  it('reads only the new bytes, and a half line only once it is whole', async () => {
    const file = path.join(folder, 'chat.jsonl');
    await writeFile(file, 'one\ntwo\nhal');
    const first = await read(file, null);
    expect(first.lines).toEqual(['one', 'two']);
    await appendFile(file, 'f\nthree\n');
    const second = await read(file, first.result?.position ?? null);
    expect(second.lines).toEqual(['half', 'three']);
    expect(second.result?.bytesRead).toBe('half\nthree\n'.length);
    const third = await read(file, second.result?.position ?? null);
    expect(third.lines).toEqual([]);
    expect(third.result?.bytesRead).toBe(0);
  });

  it('starts over when the file was cut short or replaced', async () => {
    const file = path.join(folder, 'chat.jsonl');
    await writeFile(file, 'first line\nsecond line\n');
    const before = await read(file, null);
    await truncate(file, 0);
    await appendFile(file, 'new\n');
    const cut = await read(file, before.result?.position ?? null);
    expect(cut.lines).toEqual(['new']);

    const other = path.join(folder, 'other');
    await writeFile(other, 'entirely different and longer than before\nand more\n');
    await rename(other, file);
    const replaced = await read(file, cut.result?.position ?? null);
    expect(replaced.lines).toEqual(['entirely different and longer than before', 'and more']);
  });

  it('answers null for a file that is gone', async () => {
    expect((await read(path.join(folder, 'none'), null)).result).toBeNull();
  });

  it('passes over a line too long to hold, also when it grows between two reads', async () => {
    const file = path.join(folder, 'chat.jsonl');
    await writeFile(file, `a\n${'x'.repeat(5 * 1024 * 1024)}`);
    const first = await read(file, null);
    expect(first.lines).toEqual(['a']);
    await appendFile(file, `${'y'.repeat(1000)}\nb\n`);
    const second = await read(file, first.result?.position ?? null);
    expect(second.lines).toEqual(['b']);
    expect(second.result?.bytesRead).toBe(1000 + '\nb\n'.length);
  });
});

describe('createLineScanner', () => {
  const line = fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.string({ unit: fc.constantFrom('a', 'é', ':', '"', ' '), maxLength: 20 }),
    )
    .map((text) => text.replaceAll('\n', ' '));
  it('delivers the same lines however the bytes are cut', () =>
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 30 }),
        fc.boolean(),
        fc.constantFrom(null, { before: '', text: 'a' }, { before: 'é', text: 'a' }, { before: ':"', text: 'é' }),
        (lines, cuts, ended, needle) => {
          const bytes = Buffer.from(lines.join('\n') + (ended ? '\n' : ''), 'utf8');
          const got: string[] = [];
          const scanner = createLineScanner({
            needle,
            maxLineBytes: 1000,
            skipping: false,
            onLine: (text) => got.push(text),
          });
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const step = 1 + (cuts[turn % cuts.length] ?? 0);
            scanner.push(bytes.subarray(at, at + step));
            at += step;
          }
          const whole = bytes.toString('utf8').split('\n').slice(0, -1);
          const wanted = needle === null ? '' : `${needle.before}${needle.text}`;
          expect(got).toEqual(whole.filter((text) => text.includes(wanted)));
          expect(scanner.consumed()).toBe(Buffer.byteLength(whole.map((text) => `${text}\n`).join('')));
        },
      ),
      { numRuns: 2000 },
    ));
});
