import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../main/cli/arguments.ts';
import { command as breakdownCommand } from '../../../main/cli/commands/breakdown.ts';
import { command as completionCommand } from '../../../main/cli/commands/completion.ts';
import { command as restoreCommand } from '../../../main/cli/commands/restore.ts';
import { languageOf } from '../../../main/cli/context.ts';
import { commandHelp, generalHelp, usageOf } from '../../../main/cli/help.ts';
import { widthOf } from '../../../main/cli/layout.ts';
import { loadTerminalWords } from '../../../main/core/view/words/cli.ts';
import { languages } from '../../../main/core/view/words/index.ts';
import { packagesReached } from '../../arch/zones.ts';
import { loadCommands } from './all-commands.ts';

const commands = await loadCommands();

const checkout = path.resolve(import.meta.dirname, '../../..');

describe('the table of commands', () => {
  it('holds each command and option of the catalogue once', async () => {
    const { cliWords: known } = await loadTerminalWords('en');
    expect(commands.map(({ name }) => name).sort()).toEqual(Object.keys(known.commands).sort());
    const used = new Set(commands.flatMap(({ options }) => options.map(({ name }) => name)));
    expect([...used, 'help', 'version'].sort()).toEqual(Object.keys(known.options).sort());
  });

  it.each(languages)('is explained in %s', async (language) => {
    const { cliWords: words } = await loadTerminalWords(language);
    const general = generalHelp(words, null).join('\n');
    // The examples of the general help are those of commands.
    const shown = general.split(words.examplesTitle)[1]?.match(/^ {2}qwen-gauge .*$/gm) ?? [];
    const known = commands.flatMap(({ name, examples }) =>
      examples.map((one) => `  qwen-gauge ${name} ${one}`.trimEnd()),
    );
    expect(shown.length).toBeGreaterThan(2);
    expect(known).toEqual(expect.arrayContaining(shown));
    for (const command of commands) {
      expect(general).toContain(words.commands[command.name]);
      const help = commandHelp(command, words, null).join('\n');
      expect(help).toContain(words.notes[command.name]);
      for (const { name } of command.options) expect(help).toContain(`--${name}`);
      for (const example of command.examples)
        expect(help).toContain(`  qwen-gauge ${command.name} ${example}`.trimEnd());
    }
  });

  it.each(languages)('fits a narrow terminal in %s, except words that cannot be broken', async (language) => {
    const { cliWords: words } = await loadTerminalWords(language);
    const helps = [generalHelp(words, 40), ...commands.map((one) => commandHelp(one, words, 40))];
    const long = helps.flat().filter((line) => widthOf(line) > 40);
    for (const line of long) expect(line.trim()).toMatch(/^\[?--[a-z-]+ [a-z0-9.|-]+\]?$/);
  });

  it('shows the required options of a command', () => {
    expect(usageOf(breakdownCommand)).toMatch(/^qwen-gauge breakdown --model M \[--period P\] /);
    expect(usageOf(restoreCommand)).toBe('qwen-gauge restore <id>');
    expect(usageOf(completionCommand)).toBe('qwen-gauge completion <bash|zsh|fish>');
  });

  it.each(commands)('gives examples of $name that it takes', (command) => {
    expect(command.examples).not.toEqual([]);
    for (const example of command.examples) {
      const argv = [...example.matchAll(/"([^"]*)"|\S+/g)].map(([word, inQuotes]) => inQuotes ?? word);
      expect(readArguments(argv, command), example).toMatchObject({ ok: true });
    }
  });

  it('has no option that would take a key as its value', () => {
    const named = commands
      .flatMap(({ options }) => options)
      .filter(({ name, value }) => value !== null && /key|token|secret|password|credential/i.test(name));
    // The name of a variable, and the place where the key is written.
    expect(named.map(({ name }) => name)).toEqual(['key-variable', 'key-in']);
  });

  it('imports nothing that plain Node lacks', () => {
    const reached = packagesReached('main/cli.ts', (file) => readFileSync(path.join(checkout, file), 'utf8'));
    const names = new Set(reached.map(({ name }) => name).filter((name) => !name.startsWith('node:')));
    expect([...names].sort()).toEqual(['jsonc-parser', 'zod']);
  });
});

describe('the language of the terminal', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LANG: 'zh' }, 'zh-CN'],
    [{ LANG: 'zha_CN' }, 'en'],
    [{ LANG: 'zh_CN', LC_ALL: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'en_US', LC_MESSAGES: 'zh_TW' }, 'zh-CN'],
    [{ LANG: 'zh_CN', LC_ALL: '' }, 'zh-CN'],
  ])('is read from %j as %s', (environment, language) => {
    expect(languageOf(environment, () => 'en-US')).toBe(language);
  });

  it('is that of the system if no variable names one, as on Windows', () => {
    expect(languageOf({}, () => 'zh-CN')).toBe('zh-CN');
    expect(languageOf({ LANG: 'en_US.UTF-8' }, () => 'zh-CN')).toBe('en');
    expect(languageOf({ LANG: '' }, () => 'zh-Hans-CN')).toBe('zh-CN');
  });
});
