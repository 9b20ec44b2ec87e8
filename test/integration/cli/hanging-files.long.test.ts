import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hangingMount, noHangingMount } from '../../support/hanging-mount.ts';
import { bundledCli, createCliProgram, twoProviders } from './environment.ts';

let entry = '';
beforeAll(async () => {
  entry = await bundledCli();
});

/** Far more than the 2 s, as the program starts slowly on a busy machine; a run that hangs is killed later. */
const longestMs = 45_000;

async function withinLimit<Value>(work: Promise<Value>): Promise<Value> {
  const startedMs = performance.now();
  const value = await work;
  expect(performance.now() - startedMs).toBeLessThan(longestMs);
  return value;
}

const notAnswered = (file: string): string => `${file} could not be read in 2 s`;
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

describe.skipIf(noHangingMount !== null)('on a mount that does not answer', () => {
  it.each(['.env', '.qwen/.env'])('%s is named by explain, providers and switch, which end', async (name) => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    const mount = await hangingMount();
    symlinkSync(path.join(mount, 'keys.env'), path.join(cli.home, name));
    const named = notAnswered(path.join(cli.home, name));
    const explained = await withinLimit(cli.run(['explain']));
    expect(oneLine(explained.out)).toContain(named);
    expect(oneLine((await withinLimit(cli.run(['providers']))).out)).toContain(named);
    const switched = await withinLimit(cli.run(['switch', '127.0.0.1:41002', '--dry-run']));
    expect(oneLine(switched.out + switched.err)).toContain('could not be read in 2 s');
  });

  it('the settings themselves are named, and nothing is written', async () => {
    const cli = createCliProgram(entry);
    const mount = await hangingMount();
    mkdirSync(path.join(cli.home, '.qwen'));
    symlinkSync(path.join(mount, 'settings.json'), path.join(cli.home, '.qwen/settings.json'));
    for (const args of [['explain'], ['switch', 'deepseek', '--yes'], ['undo'], ['backups'], ['status']]) {
      const { code, out, err } = await withinLimit(cli.run(args));
      expect(code, args[0]).not.toBeNull();
      if (args[0] === 'explain' || args[0] === 'switch')
        expect(oneLine(out + err)).toContain('could not be read in 2 s');
    }
  });

  it('six files hang together, and every other file is read', async () => {
    const cli = createCliProgram(entry);
    const settings = cli.write('.qwen/settings.json', twoProviders);
    const mount = await hangingMount();
    mkdirSync(path.join(cli.home, 'work/project/.qwen'), { recursive: true });
    const links = ['.env', '.qwen/.env', '.qwen/trustedFolders.json', '.qwen/settings.json.orig', '.qwen/projects'];
    for (const name of [...links, 'work/project/.qwen/settings.json']) {
      symlinkSync(path.join(mount, name), path.join(cli.home, name));
    }
    const explained = await withinLimit(cli.run(['explain']));
    expect(oneLine(explained.out)).toContain('could not be read in 2 s');
    expect(oneLine((await withinLimit(cli.run(['providers']))).out)).toContain('Box B');
    expect(readFileSync(settings, 'utf8')).toBe(twoProviders);
  });

  it('a refresh of the status ends', async () => {
    const cli = createCliProgram(entry);
    const mount = await hangingMount();
    mkdirSync(path.join(cli.home, '.qwen'));
    for (const name of ['settings.json', '.env', 'projects']) {
      symlinkSync(path.join(mount, name), path.join(cli.home, '.qwen', name));
    }
    expect((await withinLimit(cli.run(['status', '--refresh']))).code).not.toBeNull();
  });
});
