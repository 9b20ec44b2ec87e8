import { describe, expect, it } from 'vitest';
import { commandHelp, optionMeaning } from '../../../main/cli/help.ts';
import { runCommandLine } from '../../../main/cli/run.ts';
import { loadTerminalWords } from '../../../main/core/view/words/cli.ts';
import { loadCommands } from './all-commands.ts';
import { fakeContext } from './fake-context.ts';

const commands = await loadCommands();
const { cliWords } = await loadTerminalWords('en');
const inChinese = (await loadTerminalWords('zh-CN')).cliWords;
const optionsOfStatus = commands.find(({ name }) => name === 'status')?.options.map(({ name }) => `--${name}`) ?? [];

const key = 'sk-FAKE0123456789abcdefFAKE';

it.each([new Error(`no such file: ${key}`), `Authorization: Bearer ${key}`])(
  'prints an error that nobody expected without the secret in it: %s',
  async (error) => {
    const lines: string[] = [];
    const context = fakeContext({ nowMs: 0 });
    const code = await runCommandLine(['--version'], {
      ...context,
      terminal: { ...context.terminal, err: (line) => lines.push(line) },
      version: () => {
        throw error;
      },
    });
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(key.slice(3));
    expect(lines[0]).toMatch(/no such file|Authorization/);
  },
);

async function printed(argv: readonly string[]) {
  const context = fakeContext({ nowMs: 0 });
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    ...context.terminal,
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
  };
  return { code: await runCommandLine(argv, { ...context, terminal, version: () => '1.2.3' }), out, err };
}

describe('without a command', () => {
  it.each(optionsOfStatus)('%s does what it does behind status', async (option) => {
    expect(await printed([option])).toEqual(await printed(['status', option]));
    expect((await printed([option])).code).not.toBe(4);
  });

  it('takes the options together, and refuses what status refuses', async () => {
    expect(await printed(['--line', '--refresh'])).toEqual(await printed(['status', '--line', '--refresh']));
    const refused = await printed(['--line', '--json']);
    expect(refused).toMatchObject({ code: 4, out: [] });
    expect(refused.err[0]).toContain(cliWords.notTogether('--json', '--line'));
  });

  it.each([...optionsOfStatus, '--help', '--version'])('names %s where one letter is missing', async (option) => {
    const { code, out, err } = await printed([option.slice(0, -1)]);
    expect({ code, out }).toEqual({ code: 4, out: [] });
    expect(err.join(' ')).toContain(`Did you mean ${option}?`);
    expect(err.at(-1)).toContain('qwen-gauge status');
  });

  it.each([['--version'], ['-V'], ['--line', '--version'], ['status', '-V']])(
    'prints the version: %s %s',
    async (...argv) => {
      expect(await printed(argv.filter((word) => word !== undefined))).toEqual({ code: 0, out: ['1.2.3'], err: [] });
    },
  );
});

describe('the help of a command', () => {
  const everyOption = commands.flatMap((command) => command.options.map((option) => ({ command, option })));

  it('says what an option means there, and not for another command', () => {
    for (const { command, option } of everyOption) {
      const text = optionMeaning(option, command, cliWords);
      const others = commands.filter(({ name }) => name !== command.name && text.split(/\W/).includes(name));
      expect(others.map(({ name }) => `${command.name} --${option.name} speaks of ${name}`)).toEqual([]);
      expect(commandHelp(command, cliWords, null).join('\n')).toContain(text);
    }
  });

  it('never says what follows from leaving out what may not be left out', () => {
    for (const { command, option } of everyOption.filter((one) => one.option.required === true)) {
      for (const words of [cliWords, inChinese]) {
        expect(optionMeaning(option, command, words)).not.toMatch(/left out|without it|省略/);
      }
    }
  });
});
