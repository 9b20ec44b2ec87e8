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
  const announced: string[] = [];
  let installed = false;
  const parts: Machine = {
    platform: 'linux',
    headless: true,
    look: () => system(installed),
    hasApt: true,
    isRoot: true,
    hasSudo: () => false,
    announce: (text) => announced.push(`after ${ran.length} commands: ${text}`),
    knownPackages: () => new Set(['xvfb']),
    run: async (words) => {
      ran.push(words.join(' '));
      installed = words.includes('install');
      return { status: 0, output: '' };
    },
    ...changes,
  };
  return { parts, ran, announced };
}

describe('system packages', () => {
  test('are not needed on other systems', async () => {
    const { parts, ran } = machine({ platform: 'darwin' });
    expect(await ensureSystemPackages('test', parts)).toBe('nothing to install on this system');
    expect(ran).toEqual([]);
  });

  test('nothing is run where nothing is missing', async () => {
    const { parts, ran } = machine({ look: () => system(true) });
    expect(await ensureSystemPackages('test', parts)).toBe('all there');
    expect(ran).toEqual([]);
  });

  test('on a machine without a display root installs what is missing, says so first, and looks again', async () => {
    const { parts, ran, announced } = machine();
    expect(await ensureSystemPackages('start', parts)).toBe('installed xvfb');
    expect(announced).toEqual(['after 0 commands: installing what brings Xvfb, with "apt-get install" … ']);
    expect(ran).toHaveLength(2);
    expect(ran[0]).toMatch(/^apt-get update/);
    expect(ran[1]).toMatch(/^apt-get install -y --no-install-recommends .*xvfb$/);
  });

  test.each(['demo', 'test'] as const)('without a display %s may use sudo, and says so first', async (purpose) => {
    const { parts, ran, announced } = machine({ isRoot: false, hasSudo: () => true });
    await ensureSystemPackages(purpose, parts);
    expect(announced.join('')).toMatch(/^after 0 commands: .*"sudo -n apt-get install"/);
    expect(ran.every((line) => line.startsWith('sudo -n apt-get '))).toBe(true);
  });

  const command = 'sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb';

  test('starting never uses sudo: the exact command is shown and nothing is run', async () => {
    const { parts, ran } = machine({ isRoot: false, hasSudo: () => true });
    await expect(ensureSystemPackages('start', parts)).rejects.toThrow(command);
    expect(ran).toEqual([]);
  });

  test.each(['start', 'demo', 'test'] as const)('on a desktop, %s installs nothing by itself', async (purpose) => {
    const look = () => ({ ...system(false), libraries: '0 libs found in cache' });
    const { parts, ran } = machine({ headless: false, isRoot: false, hasSudo: () => true, look });
    await expect(ensureSystemPackages(purpose, parts)).rejects.toThrow(
      /Nothing was changed\. Run this, then try again:/,
    );
    expect(ran).toEqual([]);
  });

  test('without the right to install, the exact command is shown and nothing is run', async () => {
    const { parts, ran } = machine({ isRoot: false });
    await expect(ensureSystemPackages('test', parts)).rejects.toThrow(command);
    expect(ran).toEqual([]);
  });

  test('without apt, the missing programs are named', async () => {
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

  test('any other failure shows the output of apt', async () => {
    const { parts } = machine({ run: async () => ({ status: 100, output: 'E: dpkg was interrupted' }) });
    await expect(ensureSystemPackages('start', parts)).rejects.toThrow(/E: dpkg was interrupted\n.*exit code 100/);
  });

  test('an installation after which something is still missing is a failure', async () => {
    const { parts } = machine({ look: () => system(false) });
    await expect(ensureSystemPackages('start', parts)).rejects.toThrow('done, yet Xvfb is not found');
  });
});
