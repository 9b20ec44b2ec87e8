import { expect, it } from 'vitest';
import { runCommandLine } from '../../../main/cli/run.ts';
import { fakeContext } from './fake-context.ts';

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
