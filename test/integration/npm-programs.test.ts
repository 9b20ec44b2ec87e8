import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { npmProgram } from '../support/qwen/npm-programs.ts';

/** Stands for npm: notes each call and, unless told to fail, writes the package it was asked for. */
const standInNpm = `#!${process.execPath}
const { appendFileSync, mkdirSync, writeFileSync, existsSync } = require('node:fs');
const spec = process.argv.at(-1);
const name = spec.slice(0, spec.lastIndexOf('@'));
appendFileSync(process.env.NPM_CALLS, process.argv.slice(2).join(' ') + '\\n');
if (existsSync(process.env.NPM_CALLS + '.fail')) { console.error('E404 not found'); process.exit(1); }
mkdirSync('node_modules/' + name, { recursive: true });
writeFileSync('node_modules/' + name + '/package.json', JSON.stringify({ bin: { qwencloud: 'dist/cli.js' } }));
`;

describe('programs from npm', () => {
  let folder = '';
  let calls = '';
  let environment: Record<string, string> = {};

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'npm-programs-'));
    calls = join(folder, 'calls');
    await mkdir(join(folder, 'bin'));
    await writeFile(join(folder, 'bin', 'npm'), standInNpm, { mode: 0o755 });
    environment = { PATH: join(folder, 'bin'), XDG_CACHE_HOME: join(folder, 'cache'), NPM_CALLS: calls };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are fetched once, exactly, without install scripts, and started with this Node', async () => {
    const start = await npmProgram('qwencloud-1.0.2', environment);
    expect(await npmProgram('qwencloud-1.0.2', environment)).toEqual(start);
    const place = join(folder, 'cache/qwen-gauge/programs/@qwencloud/qwencloud-cli@1.0.2');
    expect(start).toEqual({
      command: process.execPath,
      args: [join(place, 'node_modules/@qwencloud/qwencloud-cli/dist/cli.js')],
    });
    const asked = (await readFile(calls, 'utf8')).trim().split('\n');
    expect(asked).toEqual([expect.stringMatching(/^install --ignore-scripts .*@qwencloud\/qwencloud-cli@1\.0\.2$/)]);
  });

  it('are whole when two ask at once', async () => {
    const [one, other] = await Promise.all([
      npmProgram('qwencloud-1.4.1', environment),
      npmProgram('qwencloud-1.4.1', environment),
    ]);
    expect(one).toEqual(other);
    expect(existsSync(dirname(dirname(String(one.args[0]))))).toBe(true);
    expect(await readdir(join(folder, 'cache/qwen-gauge/programs'))).toEqual(['@qwencloud']);
  });

  it('say which package could not be fetched, and leave nothing half done', async () => {
    await writeFile(`${calls}.fail`, '');
    await expect(npmProgram('qwencloud-1.0.2', environment)).rejects.toThrow('@qwencloud/qwencloud-cli@1.0.2');
    expect(await readdir(join(folder, 'cache/qwen-gauge/programs/@qwencloud'))).toEqual([]);
    await rm(`${calls}.fail`);
    await expect(npmProgram('qwencloud-1.0.2', environment)).resolves.toBeDefined();
  });
});
