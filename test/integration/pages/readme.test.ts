import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { bundledCli, createCliProgram, twoProviders } from '../cli/environment.ts';

const readme = readFileSync(path.resolve(import.meta.dirname, '../../../README.md'), 'utf8');

/** The command lines of the page, in its order, without their explanations. */
const lines = [...readme.matchAll(/^qwen-gauge(?: (\S.*?))?(?: {2,}.*)?$/gm)].map(([, line = '']) => line);

/** What each command does for somebody without an account, who has two providers in the settings. */
const expected: Readonly<Record<string, readonly [code: number, text: RegExp]>> = {
  '': [1, /app/],
  'status --refresh': [2, /sign in to Qwen Gauge/],
  'status --report': [1, /./],
  watch: [130, /no numbers/],
  'guard --need 200': [69, /No numbers/],
  'wait --need 200': [69, /No numbers/],
  'breakdown --model MODEL': [2, /qwencloud/],
  history: [0, /recorded/],
  providers: [0, /Box A[\s\S]*Box B/],
  'switch NAME': [0, /"name": "m-b"/],
  undo: [0, /./],
  backups: [0, /settings\.json/],
  'restore ID': [0, /./],
  explain: [0, /m-b/],
  'explain --error TEXT': [0, /five-hour|5 hours/i],
  why: [0, /shown or held back/],
  doctor: [0, /m-[ab][\s\S]*need a look/],
  'completion SHELL': [0, /complete -F/],
  open: [1, /display|not found/],
  login: [1, /display|not found/],
};

const ctrlC = '\u0003';

let entry = '';
beforeAll(async () => {
  entry = await bundledCli();
});

it('each command of README.md runs as it is written there, one after the other', async () => {
  expect(lines).toEqual(Object.keys(expected));
  const cli = createCliProgram(entry);
  cli.write('.qwen/settings.json', twoProviders);
  for (const line of lines) {
    const [code, text] = expected[line] ?? [0, /./];
    const firstBackup = async (): Promise<string> =>
      (JSON.parse((await cli.run(['backups', '--json'])).out) as readonly { readonly id: string }[])[0]?.id ?? '';
    const values: Readonly<Record<string, () => string | Promise<string>>> = {
      NAME: () => 'm-b',
      MODEL: () => 'qwen3.7-plus',
      ID: firstBackup,
      TEXT: () => 'hour allocated quota exceeded',
      SHELL: () => 'bash',
    };
    const words = await Promise.all(
      line
        .split(' ')
        .filter(Boolean)
        .map((word) => values[word]?.() ?? word),
    );
    // A terminal would ask; here there is none, so the answer is given before.
    const run =
      words[0] === 'watch'
        ? await cli.onTerminal(words, ctrlC, { after: 'no numbers' })
        : await cli.run(words[0] === 'switch' ? [...words, '--yes'] : words);
    expect({ line, code: run.code, text: run.out + run.err }).toEqual({
      line,
      code,
      text: expect.stringMatching(text),
    });
    if (line === 'undo') expect(cli.settings()).toBe(twoProviders);
  }
});
