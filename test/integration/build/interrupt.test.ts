import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { temporaryFolder } from './temporary-folder.ts';

const module = (name: string) =>
  JSON.stringify(pathToFileURL(path.resolve(import.meta.dirname, '../../../build/setup', name)).href);

/** As deaf as an npm that is installing. */
const deaf = `
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  require('node:fs').writeFileSync('pid', String(process.pid));
  setInterval(() => {}, 1000);
`;
const program = `
  const { runQuietly } = await import(${module('command.mjs')});
  const { withLock } = await import(${module('lock.mjs')});
  const { stopChildrenOnSignal } = await import(${module('interrupt.mjs')});
  stopChildrenOnSignal();
  await withLock('lock', () => runQuietly(process.execPath, ['-e', ${JSON.stringify(deaf)}], { killSignal: 'SIGKILL' }));
`;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends a set-up after what it started, and frees its lock', async (signal, code) => {
  const cwd = temporaryFolder();
  const setup = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd, stdio: 'ignore' });
  const ended = once(setup, 'exit');
  const pidFile = path.join(cwd, 'pid');
  const pid = await eventually('the program', () => existsSync(pidFile) && Number(readFileSync(pidFile, 'utf8')));
  expect(existsSync(path.join(cwd, 'lock'))).toBe(true);
  setup.kill(signal);
  expect(await ended).toEqual([code, null]);
  await eventually('the end of the program', () => !isAlive(pid));
  expect(existsSync(path.join(cwd, 'lock'))).toBe(false);
});
