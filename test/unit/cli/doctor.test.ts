import { expect, it } from 'vitest';
import { runCommandLine } from '../../../main/cli/run.ts';
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
