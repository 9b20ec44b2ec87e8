import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProcesses } from '../../../main/adapters/programs/processes.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'qwen-gauge-programs-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, script: string, mode = 0o755): Promise<void> {
  await writeFile(path.join(folder, name), `#!${process.execPath}\n${script}`);
  await chmod(path.join(folder, name), mode);
}

const open = (searchPath = folder) =>
  createProcesses({
    platform: process.platform,
    environment: () => ({ PATH: searchPath, ELECTRON_RUN_AS_NODE: '1', KEPT: 'yes' }),
    workFolder: () => folder,
  });
const limits = (extra: object = {}) => ({
  timeoutMs: 20_000,
  maxBytes: 100_000,
  signal: new AbortController().signal,
  ...extra,
});
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a program of the user', () => {
  it('gets its arguments unchanged, a clean environment, no input, and a working folder of its own', async () => {
    await program(
      'echo-all',
      `process.stdin.resume().on('end', () => {
        const { KEPT, ELECTRON_RUN_AS_NODE } = process.env;
        console.log(JSON.stringify({ args: process.argv.slice(2), KEPT, ELECTRON_RUN_AS_NODE, cwd: process.cwd() }));
        console.error('grüße');
        process.exitCode = 3;
      });`,
    );
    const args = ['$(touch x)', 'a b', '*', '"', ';'];
    const result = await open().run('echo-all', args, limits());
    expect(result).toMatchObject({ ok: true, value: { exitCode: 3, stderr: 'grüße\n' } });
    expect(result.ok && JSON.parse(result.value.stdout)).toEqual({ args, KEPT: 'yes', cwd: folder });
  });

  it('is searched at each call, and must be executable', async () => {
    const processes = open();
    expect(await processes.isInstalled('late')).toBe(false);
    expect(await processes.run('late', [], limits())).toMatchObject({ failure: { code: 'not-installed' } });
    await program('late', 'console.log(1)', 0o644);
    await mkdir(path.join(folder, 'folder-of-that-name'));
    expect(await processes.isInstalled('folder-of-that-name')).toBe(false);
    expect(await processes.isInstalled('late')).toBe(false);
    await chmod(path.join(folder, 'late'), 0o755);
    expect(await processes.isInstalled('late')).toBe(true);
  });

  it('returns a failure if the system starts nothing', async () => {
    await program('willing', 'console.log(1)');
    const notStarted = { ok: false, failure: { kind: 'program-failed', program: 'willing', code: 'not-started' } };
    // Longer than any system allows, so that the error is thrown instead of emitted by the child.
    expect(await open().run('willing', ['x'.repeat(8 * 1024 * 1024)], limits())).toEqual(notStarted);
    expect(await open().run('willing', ['\0'], limits())).toEqual(notStarted);
    const nowhere = createProcesses({
      platform: process.platform,
      environment: () => ({ PATH: folder }),
      workFolder: () => path.join(folder, 'gone'),
    });
    expect(await nowhere.run('willing', [], limits())).toEqual(notStarted);
  });

  it('returns a failure if the file is no program', async () => {
    await writeFile(path.join(folder, 'broken'), '#!/nowhere/interpreter\n', { mode: 0o755 });
    const result = await open().run('broken', [], limits());
    expect(result).toEqual({
      ok: false,
      failure: { kind: 'program-failed', program: 'broken', code: 'not-started' },
    });
  });

  it('reports that a signal ended it', async () => {
    await program('killed', `process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)`);
    expect(await open().run('killed', [], limits())).toMatchObject({ failure: { code: 'ended-by-signal' } });
  });

  it('is ended with everything that it started if it takes too long', async () => {
    const pidFile = path.join(folder, 'pid');
    await program(
      'parent',
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'],
         { stdio: 'inherit' });
       require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));
       setInterval(() => {}, 1000);`,
    );
    const abort = new AbortController();
    const running = open().run('parent', [], limits({ signal: abort.signal }));
    const pid = await vi.waitFor(
      async () => Number(await readFile(pidFile, 'utf8')) || Promise.reject(new Error('not yet')),
      {
        timeout: 15_000,
        interval: 40,
      },
    );
    expect(isAlive(pid)).toBe(true);
    abort.abort();
    expect(await running).toMatchObject({ failure: { code: 'ended-by-signal' } });
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 40 });
    expect(await open().run('parent', [], limits({ timeoutMs: 300 }))).toEqual({
      ok: false,
      failure: { kind: 'timeout' },
    });
  });

  it('is ended if its output is too large', async () => {
    await program('chatty', `process.stdout.write('x'.repeat(200_000)); setInterval(() => {}, 1000)`);
    expect(await open().run('chatty', [], limits())).toEqual({ ok: false, failure: { kind: 'too-large' } });
  });

  it('is done when it exits, although one of its children keeps its pipes open', async () => {
    await program(
      'leaver',
      `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 5_000)'],
         { stdio: 'inherit', detached: true }).unref();
       console.log('output'); process.exit(0);`,
    );
    expect(await open().run('leaver', [], limits())).toMatchObject({ ok: true, value: { stdout: 'output\n' } });
  });

  it('is not started after an abort', async () => {
    await program('any', 'console.log(1)');
    const signal = AbortSignal.abort();
    expect(await open().run('any', [], limits({ signal }))).toMatchObject({ failure: { code: 'not-started' } });
  });
});
