import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../main/cli/arguments.ts';
import { loadTerminalWords } from '../../../main/core/view/words/cli.ts';
import { loadCommands } from './all-commands.ts';

const commands = await loadCommands();
const { cliWords } = await loadTerminalWords('en');

const checkout = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(checkout, file), 'utf8');
const readme = read('README.md');
const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];

/** Options of the demo, of Chromium and of GitHub's program. */
const ofOthers = ['keep', 'no-sandbox', 'repo'];

/** Matches a command line without its explanation, which follows after two spaces. */
const lines = [...readme.matchAll(/^qwen-gauge(?: (\S.*?))?(?: {2,}.*)?$/gm)].map(([, line = '']) => line);

describe('README.md', () => {
  it.each(lines.filter((line) => line !== ''))('names a command that there is, with arguments it takes: %s', (line) => {
    const [name, ...rest] = line.split(' ');
    const command = commands.find((one) => one.name === name);
    expect(command && readArguments(rest, command)).toMatchObject({ ok: true });
  });

  it('names every exit code, and only options that exist', () => {
    const codes = [...readme.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(Object.keys(cliWords.exitCodes).map(Number));
    const known = new Set([...commands.flatMap(({ options }) => options.map(({ name }) => name)), 'help', ...ofOthers]);
    const named = [...readme.matchAll(/(?<!-)--([a-z][a-z-]*)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('the pages', () => {
  it.each(pages)('%s leads to files and scripts that there are', (page) => {
    const text = read(page);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(path.join(checkout, link)))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/`?npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
