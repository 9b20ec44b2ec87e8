import { describe, expect, it } from 'vitest';
import { proxyRow } from '../../../main/cli/doctor/proxy-row.ts';
import { runCommandLine } from '../../../main/cli/run.ts';
import { loadTerminalWords } from '../../../main/core/view/words/cli.ts';
import { fakeContext } from './fake-context.ts';

it('colours every line of what needs a look, and none of another entry', async () => {
  const context = fakeContext({ nowMs: 0, columns: 70 });
  const printed: string[] = [];
  const out = (line: string): void => void printed.push(line);
  const paint = (style: string, line: string): string => `<${style}>${line}`;
  await runCommandLine(['doctor'], { ...context, terminal: { ...context.terminal, out, paint } });
  const begin = printed.findIndex((line) => line.includes('! Programs'));
  const end = printed.findIndex((line, index) => index > begin && /^ {4}\S/.test(line.replace('<amber>', '')));
  const entry = printed.slice(begin, end);
  expect(entry.length).toBeGreaterThan(1);
  expect(entry.every((line) => line.startsWith('<amber>'))).toBe(true);
  expect(printed.find((line) => line.includes('Version'))).not.toContain('<amber>');
});

describe('the proxy in force', () => {
  it.each<[string, string, Record<string, string>, string]>([
    [
      'of the preferences',
      'http://proxy.example:3128',
      { HTTPS_PROXY: 'http://other:1' },
      'proxy.example:3128, by the preferences',
    ],
    ['switched off', 'none', { HTTPS_PROXY: 'http://other:1' }, 'none, by the preferences'],
    [
      'of a variable',
      'system',
      { HTTPS_PROXY: 'http://me:pass-word@proxy.example:8080' },
      'proxy.example:8080, by HTTPS_PROXY in this terminal',
    ],
    [
      'in lower case, which counts first',
      'system',
      { https_proxy: 'one:1', HTTPS_PROXY: 'two:2' },
      'one:1, by https_proxy in this terminal',
    ],
    [
      'for http, which serves both',
      'system',
      { HTTP_PROXY: 'socks5://three:3' },
      'three:3, by HTTP_PROXY in this terminal',
    ],
    ['of the system', 'system', { HTTPS_PROXY: '' }, 'that of the system, if it has one: only the app can tell'],
  ])('%s is named by its host alone', async (_name, chosen, environment, text) => {
    const { cliWords } = await loadTerminalWords('en');
    expect(proxyRow(chosen, environment, cliWords)).toEqual({ name: 'Proxy', text, isTrouble: false });
  });

  it('is marked where a variable names none that can be used', async () => {
    const { cliWords } = await loadTerminalWords('en');
    const { text, isTrouble } = proxyRow('system', { https_proxy: 'ftp://me:pass-word@x' }, cliWords);
    expect(isTrouble).toBe(true);
    expect(text).toContain('https_proxy');
    expect(text).not.toContain('pass-word');
  });
});
