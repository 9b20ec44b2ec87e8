import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDesktop } from '../../../build/desktop.mjs';

const MODULE = path.resolve(import.meta.dirname, '../../../build/desktop.mjs');

const isAlive = (pid: number) => existsSync(`/proc/${pid}/stat`) && !isZombie(pid);
const isZombie = (pid: number) => !existsSync(`/proc/${pid}/exe`);

async function outputOf(child: ReturnType<Awaited<ReturnType<typeof openDesktop>>['run']>): Promise<string> {
  let text = '';
  child.stdout?.on('data', (data) => {
    text += data;
  });
  await once(child, 'close');
  return text.trim();
}

describe.runIf(process.platform === 'linux')('a virtual desktop', () => {
  test('offers programs a display, a bus and a home of its own', async () => {
    const desktop = await openDesktop({ size: '800x600x24' });
    onTestFinished(desktop.close);
    const geometry = desktop.run('xdotool', ['getdisplaygeometry'], { stdio: ['ignore', 'pipe', 'inherit'] });
    expect(await outputOf(geometry)).toBe('800 600');
    expect(desktop.env['DBUS_SESSION_BUS_ADDRESS']).toContain(desktop.home);
    expect(desktop.env['HOME']).toBe(desktop.home);
    expect(desktop.env['WAYLAND_DISPLAY']).toBeUndefined();
    expect(statSync(desktop.home).mode & 0o777).toBe(0o700);
  });

  test('keeps the user’s home when asked', async () => {
    const desktop = await openDesktop({ isolateHome: false });
    onTestFinished(desktop.close);
    expect(desktop.env['HOME']).toBe(process.env['HOME']);
    expect(desktop.env['XDG_RUNTIME_DIR']).toBe(desktop.home);
  });

  test('two can be open, and each ends with the programs it started', async () => {
    const [one, other] = await Promise.all([openDesktop(), openDesktop()]);
    onTestFinished(other.close);
    expect(one.env['DISPLAY']).not.toBe(other.env['DISPLAY']);
    const child = one.run('sh', ['-c', 'sleep 600 & wait']);
    await once(child, 'spawn');
    await Promise.all([one.close(), one.close()]);
    expect(isAlive(child.pid ?? 0)).toBe(false);
    expect(existsSync(one.home)).toBe(false);
    expect(existsSync(other.home)).toBe(true);
  });

  test('that does not start is reported in one sentence, without a stack', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-programs-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(path.join(folder, 'Xvfb'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    const program = `const { openDisplay } = await import(${JSON.stringify(MODULE.replace('desktop', 'headless'))});
      const { reportAndExit } = await import(${JSON.stringify(MODULE.replace('desktop', 'setup/steps'))});
      await openDisplay({}).catch(reportAndExit);`;
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...env, PATH: `${folder}:${env['PATH']}` },
      encoding: 'utf8',
    });
    expect(stderr).toBe('There is no display here, and a virtual one does not start: Xvfb ended with exit code 3.\n');
    expect(status).toBe(1);
  });

  test('listens to signals only while it is open', async () => {
    const before = process.listenerCount('SIGTERM');
    const desktop = await openDesktop();
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    await desktop.close();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends with a program that %s ends', async (signal) => {
    const program = `import { openDesktop } from ${JSON.stringify(MODULE)};
      const desktop = await openDesktop();
      console.log(JSON.stringify({ home: desktop.home, pid: desktop.run('sleep', ['600']).pid }));
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(owner.stdout, 'data');
    const { home, pid } = JSON.parse(String(line)) as { home: string; pid: number };
    owner.kill(signal);
    expect(await once(owner, 'exit')).toEqual([null, signal]);
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
    expect(existsSync(home)).toBe(false);
  });
});
