import { describe, expect, it } from 'vitest';
import { fail } from '../../../../main/core/failure.ts';
import { createInstalledClient } from '../../../../main/services/settings/installed-client.ts';
import { scriptedProcesses } from '../../../support/scripted-processes.ts';

const stdout = JSON.stringify({
  checks: [
    {
      category: 'Authentication',
      name: 'API key',
      status: 'pass',
      message: 'configured (openai)',
      detail: 'Base URL: https://h/v1\nModel: m\nAPI key: configured (KEY)',
    },
  ],
});
const report = { kind: 'reported', baseUrl: 'https://h/v1', model: 'm', keyVariable: 'KEY' };
const question = 'qwen -p /doctor';

function clientWith(script: Parameters<typeof scriptedProcesses>[0], agreed: boolean | null) {
  const { processes, runs } = scriptedProcesses(script);
  return { client: createInstalledClient({ processes, agreed: () => agreed, home: () => '/home/wei' }), runs };
}

describe('the installed client', () => {
  it.each([
    [null, false],
    [false, true],
  ])('is never started without the user’s consent (%s)', async (agreed, declined) => {
    const { client, runs } = clientWith({ [question]: { stdout } }, agreed);
    expect(await client.ask()).toEqual({ kind: 'not-agreed', declined });
    expect(runs).toEqual([]);
  });

  it('runs only the command that sends no request', async () => {
    const { client, runs } = clientWith({ [question]: { stdout } }, true);
    expect(await client.ask()).toEqual(report);
    expect(runs).toEqual([question]);
  });

  it('is reported as not installed even if the user agreed', async () => {
    const { client } = clientWith({}, true);
    expect(await client.ask()).toEqual({ kind: 'not-installed' });
  });

  it('reports no answer after a timeout', async () => {
    const { client } = clientWith({ [question]: fail({ kind: 'timeout' }) }, true);
    expect(await client.ask()).toEqual({ kind: 'no-answer' });
  });

  it('aborts an earlier run when a new one starts, and every run when it is stopped', async () => {
    const signals: AbortSignal[] = [];
    const { client } = (() => {
      const { processes } = scriptedProcesses({ [question]: { stdout } });
      const watched: typeof processes = {
        ...processes,
        run: (program, args, limits) => {
          signals.push(limits.signal);
          return processes.run(program, args, limits);
        },
      };
      return { client: createInstalledClient({ processes: watched, agreed: () => true, home: () => '/h' }) };
    })();
    await Promise.all([client.ask(), client.ask()]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    client.stop();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});
