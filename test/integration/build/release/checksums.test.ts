import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkChecksums, readChecksums, releaseFiles, writeChecksums } from '../../../../build/release/checksums.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

const program = { name: 'qwen-gauge', version: '1.2.3' };
const deb = 'qwen-gauge-1.2.3-linux-amd64.deb';
const zip = 'qwen-gauge-1.2.3-windows-x64.zip';

function release() {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, deb), 'abc');
  writeFileSync(path.join(folder, zip), Buffer.alloc(3 << 20, 1));
  writeChecksums(folder, [deb, zip]);
  const sums = () => readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8');
  const check = () => checkChecksums(folder, releaseFiles(folder, program));
  return { folder, sums, check };
}

describe('SHA256SUMS', () => {
  test('has one line for each file, as sha256sum writes it', () => {
    const { sums, check } = release();
    expect(sums()).toMatch(
      new RegExp(
        `^ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad {2}${deb}\\n[0-9a-f]{64} {2}${zip}\\n$`,
      ),
    );
    expect(check).not.toThrow();
  });

  test.skipIf(spawnSync('sha256sum', ['--version']).status !== 0)('is read by sha256sum', () => {
    const { folder } = release();
    const { status, stdout } = spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, `${deb}: OK\n${zip}: OK\n`]);
  });

  test('is written in a dry run too, whose packages are development builds', () => {
    const { folder, sums } = release();
    writeFileSync(path.join(folder, 'qwen-gauge-1.2.3-development.tgz'), '');
    writeChecksums(folder, ['qwen-gauge-1.2.3-development.tgz']);
    expect(sums()).toMatch(/ {2}qwen-gauge-1\.2\.3-development\.tgz\n$/);
  });

  test('shows a file that was changed, is missing, or is not listed', () => {
    const { folder, check } = release();
    writeFileSync(path.join(folder, deb), 'abd');
    rmSync(path.join(folder, zip));
    writeFileSync(path.join(folder, 'qwen-gauge-1.2.3.tgz'), '');
    expect(check).toThrow(`${deb} has changed, ${zip} is missing, qwen-gauge-1.2.3.tgz is not listed.`);
  });

  test.each(['', 'x  y\n', `${'a'.repeat(64)} ${deb}\n`, `${'a'.repeat(64)}  ../${deb}\n`])(
    'with the line %j is not accepted',
    (line) => {
      const { folder } = release();
      writeFileSync(path.join(folder, 'SHA256SUMS'), line || '\n');
      expect(() => readChecksums(folder)).toThrow('has a line that is no checksum');
    },
  );
});

test('the files of a release are those of its version, without folders and notes of the packer', () => {
  const { folder } = release();
  const others = [
    'builder-debug.yml',
    `${deb}.blockmap`,
    'qwen-gauge-1.2.2.tgz',
    'qwen-gauge-1.2.30.tgz',
    'SHA256SUMS',
  ];
  for (const name of [...others, 'qwen-gauge-1.2.3.tgz', 'sbom-app.cdx.json'])
    writeFileSync(path.join(folder, name), '');
  mkdirSync(path.join(folder, 'qwen-gauge-1.2.3-unpacked'));
  expect(releaseFiles(folder, program)).toEqual([deb, zip, 'qwen-gauge-1.2.3.tgz', 'sbom-app.cdx.json']);
});
