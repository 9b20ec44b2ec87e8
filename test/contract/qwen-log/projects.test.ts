import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RequestCounter } from '../../../main/sources/session-log/counter.ts';
import { eventually } from '../../support/eventually.ts';
import { type QwenGeneration, runQwen } from '../../support/qwen/qwen-client.ts';
import { openQwenTerminal, type QwenTerminal } from '../../support/qwen/qwen-terminal.ts';
import { createWorld, type RunEnvironment } from './environment.ts';

const signal = new AbortController().signal;

let world: RunEnvironment;
let terminal: QwenTerminal | null = null;
afterEach(async () => {
  await terminal?.kill();
  terminal = null;
  await world.close();
});

const inProject = (name: string): string => path.join(world.home, 'work', name);
const sent = (): number => world.server.requests().length;

async function ask(generation: QwenGeneration, project: string): Promise<void> {
  const args = ['-p', 'say pong'];
  const { exitCode, stderr } = await runQwen({ generation, home: world.home, cwd: inProject(project), args });
  expect(exitCode, stderr).toBe(0);
}

async function countBy(source: RequestCounter) {
  await source.fetch(['coding-plan'], signal);
  return source.counts().fiveHours;
}

/** Expects the client's transcripts below the project, and none below the home folder. */
async function expectTranscriptsIn(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => /chats[/\\].*\.jsonl$/.test(name)).length).toBeGreaterThan(0);
  const atHome = await readdir(path.join(world.home, '.qwen'), { recursive: true });
  expect(atHome.filter((name) => /chats[/\\].*\.jsonl$/.test(name))).toEqual([]);
}

describe('runtime folders of projects', () => {
  it('are found where qwen-0.24.4 puts them: exactly after the end, and live once a session runs there', async () => {
    world = await createWorld({ advanced: { runtimeOutputDir: '.run' } });
    const source = world.source();
    await ask('qwen-0.24.4', 'one');
    await expectTranscriptsIn(path.join(inProject('one'), '.run'));
    expect(await countBy(source)).toEqual({ likely: sent(), from: sent() });
    expect(await world.seen()).toBe(sent());

    // No session has ended here, so only the running session reveals this folder.
    terminal = await openQwenTerminal({ generation: 'qwen-0.24.4', home: world.home, cwd: inProject('other one') });
    const before = sent();
    await terminal.say('say hello');
    // The client may send another request of its own at any moment, so the count and the number sent are compared together.
    await eventually(
      'the answers to be counted',
      async () => (await countBy(source))?.from === sent() && sent() > before,
      60_000,
    );
    await terminal.quit();
    expect(await countBy(source)).toEqual({ likely: sent(), from: sent() });
  });

  it("are found where a project's own settings put them", async () => {
    world = await createWorld();
    await mkdir(path.join(inProject('one'), '.qwen'), { recursive: true });
    const settings = JSON.stringify({ advanced: { runtimeOutputDir: '../logs' } });
    await writeFile(path.join(inProject('one'), '.qwen/settings.json'), settings);
    const rules = JSON.stringify({ [inProject('one')]: 'TRUST_FOLDER' });
    await writeFile(path.join(world.home, '.qwen/trustedFolders.json'), rules);
    const source = world.source();
    await ask('qwen-0.24.4', 'one');
    await expectTranscriptsIn(inProject('logs'));
    expect(await countBy(source)).toEqual({ likely: sent(), from: sent() });
    expect(await world.seen()).toBe(sent());
  });

  it('are found where qwen-0.15.10 puts them, by the trace it leaves below the home', async () => {
    world = await createWorld({ advanced: { runtimeOutputDir: '.run' } });
    await ask('qwen-0.15.10', 'one.and two');
    await expectTranscriptsIn(path.join(inProject('one.and two'), '.run'));
    expect(await countBy(world.source())).toMatchObject({ likely: sent(), from: sent() });
  });
});
