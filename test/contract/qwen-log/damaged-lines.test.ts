import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runQwen } from '../../support/qwen/qwen-client.ts';
import { createWorld, isInternal, type RunEnvironment } from './environment.ts';

let world: RunEnvironment;
/** How many requests the two prompts made, those of the client's own included. */
let sent: number;

async function ask(...args: string[]): Promise<void> {
  const { exitCode, stderr } = await runQwen({ generation: 'qwen-0.24.4', home: world.home, starts: 'as-typed', args });
  expect(exitCode, stderr).toBe(0);
}

/** The transcript of a session of two prompts: its file and its lines. */
let transcript: { readonly file: string; readonly lines: readonly string[] };

const qwenFolder = (): string => path.join(world.home, '.qwen');

async function findTranscript(): Promise<typeof transcript> {
  const names = await readdir(qwenFolder(), { recursive: true });
  const [name, ...others] = names.filter((each) => /chats[/\\][^/\\]*\.jsonl$/.test(each));
  expect(others).toEqual([]);
  const file = path.join(qwenFolder(), name ?? '');
  return { file, lines: (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '') };
}

/** Replaces the transcript and removes all other logs, so that only the transcript can be counted. */
async function replaceTranscript(text: string): Promise<void> {
  const names = await readdir(qwenFolder(), { recursive: true });
  const logs = names.filter((name) => name.endsWith('.jsonl')).map((name) => path.join(qwenFolder(), name));
  await Promise.all(logs.map((log) => rm(log)));
  await writeFile(transcript.file, text);
}

/** How many answers a reader that starts now finds, those of requests of the client's own included. */
async function answersFoundByUs(): Promise<number> {
  const source = world.source('live');
  await source.fetch(['coding-plan'], new AbortController().signal);
  return source.counts().fiveHours?.from ?? 0;
}

/** How many answers of the session the client sends again when it continues it: those that it found in the transcript. */
async function answersFoundByClient(): Promise<number> {
  world.server.clear();
  await ask('--continue', '-p', 'say more');
  const prompt = world.server.requests().find((request) => !isInternal(request));
  return prompt?.earlierAnswers ?? 0;
}

const isAnswer = (line: string): boolean => line.includes('"type":"assistant"');

/** Every second answer and what follows it share a line. */
const someGlued = (between: string) => (lines: readonly string[]) =>
  lines.map((line, at) => line + (isAnswer(line) && at % 2 === 1 ? between : '\n')).join('');

describe('damaged lines of a transcript', () => {
  beforeAll(async () => {
    world = await createWorld();
    await ask('-p', 'say one');
    await ask('--continue', '-p', 'say two');
    sent = world.server.requests().length;
    transcript = await findTranscript();
  });
  afterAll(() => world.close());

  it.each<[string, (lines: readonly string[]) => string]>([
    ['all records on one line', (lines) => `${lines.join('')}\n`],
    ['NUL bytes between records of a line', (lines) => `${lines.join('\0\0')}\n`],
    ['some records on one line', someGlued('')],
    ['a byte order mark and NUL bytes before each line', (lines) => lines.map((line) => `\uFEFF\0${line}\n`).join('')],
    ['carriage returns', (lines) => lines.map((line) => `${line}\r\n`).join('')],
    ['no line end behind the last record', (lines) => lines.join('\n')],
  ])('hold as many answers for us as for the client: %s', async (_, damage) => {
    await replaceTranscript(damage(transcript.lines));
    expect(await answersFoundByUs()).toBe(sent);
    expect(await answersFoundByClient()).toBe(2);
  });
});
