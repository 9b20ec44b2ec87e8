import { describe, expect, it } from 'vitest';
import { explanationLines } from '../../../main/cli/explain/explain-lines.ts';
import { commandHelp, generalHelp } from '../../../main/cli/help.ts';
import { widthOf } from '../../../main/cli/layout.ts';
import { runCommandLine } from '../../../main/cli/run.ts';
import type { InUse } from '../../../main/core/provider/precedence/in-use-schema.ts';
import { languages } from '../../../main/core/view/words/index.ts';
import { loadCommands } from './all-commands.ts';
import { fakeContext } from './fake-context.ts';

const commands = await loadCommands();

/** Every line fits, unless it is one word that does not, or a name of an option with its value. */
function expectToFit(lines: readonly string[], columns: number): void {
  for (const line of lines) {
    const words = line.trim().split(' ');
    const isOneName = words.length === 1 || (words.length <= 2 && /^\[?--/.test(words[0] ?? ''));
    if (!isOneName) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
  }
}

const source = { kind: 'setting', path: 'security.auth.selectedType', layer: 'user' } as const;
const uses: InUse = {
  state: 'uses',
  protocol: 'openai',
  model: 'qwen3.7-plus',
  baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1',
  keyVariable: 'BAILIAN_CODING_PLAN_API_KEY',
  keyLast4: 'cdef',
  sources: { protocol: source, model: source, baseUrl: { kind: 'entry', layer: 'user' }, key: { kind: 'environment' } },
  uncertain: ['key'],
  warnings: [{ code: 'unread-file', values: { path: '/home/me/.env', reason: 'pipe' } }],
  shadows: [{ part: 'model', name: 'OPENAI_MODEL', loser: source, winner: { kind: 'environment' } }],
};
const refuses: InUse = { state: 'refuses', code: 'missing-key', subject: 'KEY_A', shadows: [] };

describe.each(languages)('a terminal of 20 to 40 columns, in %s', (language) => {
  it.each([20, 24, 30, 40])('wraps explain and every help at %i', (columns) => {
    const context = fakeContext({ nowMs: 0, language, columns });
    for (const inUse of [uses, refuses]) {
      const found = { inUse, settingsPath: '/home/me/.qwen/settings.json', settingsExist: false };
      expectToFit(explanationLines(found, { client: '0.24', folder: '/home/me', problem: null }, context), columns);
    }
    expectToFit(generalHelp(context.cliWords, columns), columns);
    for (const command of commands) expectToFit(commandHelp(command, context.cliWords, columns), columns);
  });

  it('wraps what why and history list, and what undo refuses', async () => {
    const nowMs = Date.UTC(2026, 10, 21, 12);
    const context = fakeContext({ nowMs, language, columns: 40 });
    const printed: string[] = [];
    const print = (line: string): void => void printed.push(line);
    const terminal = { ...context.terminal, out: print, err: print };
    const write = (name: string, text: string) => context.dataFiles.write(name, new TextEncoder().encode(text));
    const about = { atMs: nowMs, pool: 'token-plan-personal', windowId: 'five-hours' };
    const decision = { ...about, kind: 'running-out', thresholdPercent: null, outcome: 'other-window-binds' };
    await write('decisions.json', JSON.stringify({ version: 1, decisions: [decision] }));
    const record = { ...about, kind: 'reading', certainty: 'exact', used: 9, limit: 10, resetsAtMs: null };
    const change = { atMs: nowMs, kind: 'switch', providerId: 'token-plan-team/international', model: 'qwen3.7-plus' };
    const lines = [{ version: 1 }, record, change].map((one) => JSON.stringify(one));
    await write('history/2026-11.jsonl', `${lines.join('\n')}\n`);
    for (const name of ['why', 'history', 'undo']) {
      const before = printed.length;
      await runCommandLine([name], { ...context, terminal });
      expect(printed.length, name).toBeGreaterThan(before);
    }
    expect(printed.some((line) => line.includes('90%'))).toBe(true);
    expectToFit(printed, 40);
  });

  it.each(['status', 'backups', 'providers'])(
    'wraps the sentences of %s, and keeps ids and paths whole',
    async (name) => {
      const context = fakeContext({ nowMs: 0, language, columns: 20 });
      const printed: string[] = [];
      const print = (line: string): void => void printed.push(line);
      await context.dataFiles.write('status.json', new TextEncoder().encode('damaged'));
      const terminal = { ...context.terminal, out: print, err: print };
      await runCommandLine([name], { ...context, terminal });
      expect(printed).not.toEqual([]);
      expectToFit(
        printed.map((line) => line.replace(/^ [▸ ] /, '')),
        20,
      );
    },
  );
});
