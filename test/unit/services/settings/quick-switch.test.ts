import { describe, expect, it } from 'vitest';
import type { SettingsView } from '../../../../main/core/provider/model.ts';
import type { InUse } from '../../../../main/core/provider/precedence/in-use-schema.ts';
import type { SwitchPreview, SwitchResult } from '../../../../main/core/provider/switch-model.ts';
import { wordsFor } from '../../../../main/core/view/words/index.ts';
import type { Notice } from '../../../../main/ports/system.ts';
import { createQuickSwitch } from '../../../../main/services/settings/quick-switch.ts';
import { readable } from '../../../renderer/states.ts';

const plan: SwitchPreview = { kind: 'plan', hash: 'h', path: '/x', diff: [], changed: [], newFiles: [], warnings: [] };
const done: SwitchResult = { kind: 'done', backupId: 'b' };
const target = 'token-plan/international';
const option = readable.state === 'readable' ? readable.options.find(({ id }) => id === target) : undefined;
const inUse: InUse = {
  state: 'uses',
  protocol: 'openai',
  model: 'qwen3.7-plus',
  baseUrl: option?.baseUrl ?? '',
  keyVariable: null,
  keyLast4: '0000',
  sources: {
    protocol: { kind: 'default' },
    model: { kind: 'default' },
    baseUrl: { kind: 'default' },
    key: { kind: 'environment' },
  },
  warnings: [],
  shadows: [],
};

function createContext(
  overrides: { view?: SettingsView; preview?: SwitchPreview; result?: SwitchResult; inUse?: InUse } = {},
) {
  const notices: Notice[] = [];
  const asked: string[] = [];
  const calls: string[] = [];
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const click = createQuickSwitch({
    switching: {
      view: () => overrides.view ?? readable,
      recent: () => [],
      async preview({ providerId, model }) {
        calls.push(`preview ${providerId} ${model}`);
        await gate;
        return overrides.preview ?? plan;
      },
      async confirm(hash) {
        calls.push(`confirm ${hash}`);
        return overrides.result ?? done;
      },
      inUse: async () => overrides.inUse ?? inUse,
    },
    home: () => '/h',
    locale: () => ({ words: wordsFor('en'), timeZone: 'UTC' }),
    onSwitched: (notice) => notices.push(notice),
    onQuestion: (providerId) => asked.push(providerId),
  });
  return { click, notices, asked, calls, open: () => open() };
}

async function clicked(overrides: Parameters<typeof createContext>[0], providerId = target) {
  const context = createContext(overrides);
  context.open();
  await context.click(providerId);
  return context;
}

describe('clicking a favourite', () => {
  it('switches at once and shows a notice', async () => {
    const { notices, asked, calls } = await clicked({});
    expect(calls).toEqual([`preview ${target} qwen3.7-plus`, 'confirm h']);
    expect(notices).toEqual([
      {
        tag: 'switched',
        title: 'Switched to Token Plan · International (Singapore)',
        body: 'New sessions of Qwen Code use qwen3.7-plus. You can undo it in Qwen Gauge.',
      },
    ]);
    expect(asked).toEqual([]);
  });

  it('reports what Qwen Code will use if that is something else', async () => {
    const { notices } = await clicked({ inUse: { ...inUse, model: 'other' } });
    expect(notices[0]?.body).toMatch(/^New sessions of Qwen Code use other of /);
  });

  it('opens the plan if it contains a warning', async () => {
    const warned: SwitchPreview = { ...plan, warnings: [{ code: 'running-sessions', values: {} }] };
    const { notices, asked, calls } = await clicked({ preview: warned });
    expect([calls.length, notices, asked]).toEqual([1, [], [target]]);
  });

  it('opens the form without a plan if a key is missing', async () => {
    const { calls, asked } = await clicked({}, 'openrouter');
    expect([calls, asked]).toEqual([[], ['openrouter']]);
  });

  it('opens the settings page if the settings cannot be read', async () => {
    const problem = { reason: 'not-json', line: 1, column: 1, excerpt: null } as const;
    const { calls, asked } = await clicked({ view: { state: 'refused', path: '/x', problem } });
    expect([calls, asked]).toEqual([[], [target]]);
  });

  it('opens the plan and shows no notice if the write fails', async () => {
    const { notices, asked } = await clicked({ result: { kind: 'failed', detail: 'ENOSPC' } });
    expect([notices, asked]).toEqual([[], [target]]);
  });

  it('shows nothing if nothing has to change', async () => {
    const { notices, asked, calls } = await clicked({ preview: { kind: 'nothing-to-do' } });
    expect([notices, asked, calls.length]).toEqual([[], [], 1]);
  });

  it('ignores a second click during a switch, but not a later one', async () => {
    const { click, calls, open } = createContext();
    const first = click(target);
    await click(target);
    open();
    await first;
    expect(calls).toEqual([`preview ${target} qwen3.7-plus`, 'confirm h']);
    await click(target);
    expect(calls).toHaveLength(4);
  });
});
