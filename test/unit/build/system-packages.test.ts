import { describe, expect, test } from 'vitest';
import type { System } from '../../../build/setup/needs.mjs';
import { ensureSystemPackages, type Machine } from '../../../build/setup/system-packages.mjs';

const system = (present: boolean): System => ({
  libraries: null,
  hasTool: (name) => present || name !== 'Xvfb',
  hasFont: () => true,
});

function machine(changes: Partial<Machine> & { succeeds?: boolean } = {}) {
  const ran: string[] = [];
  let installed = false;
  const parts: Machine = {
    platform: 'linux',
    headless: true,
    look: () => system(installed),
    hasApt: true,
    privilege: () => [],
    knownPackages: () => new Set(['xvfb']),
    run: async (words) => {
      ran.push(words.join(' '));
      installed = words.includes('install');
      return { status: 0, output: '' };
    },
    ...changes,
  };
  return { parts, ran };
}

describe('system packages', () => {
  test('are no matter on other systems', async () => {
    const { parts, ran } = machine({ platform: 'darwin' });
    expect(await ensureSystemPackages('test', parts)).toBe('nothing to install on this system');
    expect(ran).toEqual([]);
  });

  test('nothing is run where all is there', async () => {
    const { parts, ran } = machine({ look: () => system(true) });
    expect(await ensureSystemPackages('test', parts)).toBe('all there');
    expect(ran).toEqual([]);
  });

  test('root installs what is missing, and looks again', async () => {
    const { parts, ran } = machine();
    expect(await ensureSystemPackages('start', parts)).toBe('installed xvfb');
    expect(ran).toHaveLength(2);
    expect(ran[0]).toMatch(/^apt-get update/);
    expect(ran[1]).toMatch(/^apt-get install -y --no-install-recommends .*xvfb$/);
  });

  test('with passwordless sudo it goes through sudo', async () => {
    const { parts, ran } = machine({ privilege: () => ['sudo', '-n'] });
    await ensureSystemPackages('start', parts);
    expect(ran.every((line) => line.startsWith('sudo -n apt-get '))).toBe(true);
  });

  test('without the right to install, the exact command is said and nothing is run', async () => {
    const { parts, ran } = machine({ privilege: () => null });
    await expect(ensureSystemPackages('start', parts)).rejects.toThrow(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb',
    );
    expect(ran).toEqual([]);
  });

  test('without apt, the missing things are named', async () => {
    const { parts } = machine({ hasApt: false });
    await expect(ensureSystemPackages('start', parts)).rejects.toThrow('Qwen Gauge needs Xvfb: install');
  });

  test('a dead network is one sentence', async () => {
    const output = 'W: Failed to fetch: Temporary failure resolving\nE: Unable to locate package xvfb';
    const { parts } = machine({ run: async () => ({ status: 100, output }) });
    await expect(ensureSystemPackages('start', parts)).rejects.toThrow(
      /^Installing xvfb: the network could not be reached\. Check the connection and try again\.$/,
    );
  });

  test('any other failure shows the last words of apt', async () => {
    const { parts } = machine({ run: async () => ({ status: 100, output: 'E: dpkg was interrupted' }) });
    await expect(ensureSystemPackages('start', parts)).rejects.toThrow(/E: dpkg was interrupted\n.*exit code 100/);
  });

  test('an installation that brought nothing is a failure', async () => {
    const { parts } = machine({ look: () => system(false) });
    await expect(ensureSystemPackages('start', parts)).rejects.toThrow('done, yet Xvfb is not found');
  });
});
