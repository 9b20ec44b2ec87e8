import { describe, expect, it } from 'vitest';
import type { SettingsView, SwitchPreview, SwitchResult } from '../../../../main/core/provider/model.ts';
import type { InUse } from '../../../../main/core/provider/precedence/in-use.ts';
import { wordsFor } from '../../../../main/core/view/words/index.ts';
import type { Notice } from '../../../../main/ports/system.ts';
import { createQuickSwitch } from '../../../../main/services/settings/quick-switch.ts';
import { readable } from '../../../renderer/states.ts';

const plan: SwitchPreview = { kind: 'plan', hash: 'h', path: '/x', diff: [], warnings: [] };
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

function world(over: { view?: SettingsView; preview?: SwitchPreview; result?: SwitchResult; inUse?: InUse } = {}) {
  const said: Notice[] = [];
  const asked: string[] = [];
  const calls: string[] = [];
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const click = createQuickSwitch({
    switching: {
      view: () => over.view ?? readable,
      recent: () => [],
      async preview({ providerId, model }) {
        calls.push(`preview ${providerId} ${model}`);
        await gate;
        return over.preview ?? plan;
      },
      async confirm(hash) {
        calls.push(`confirm ${hash}`);
        return over.result ?? done;
      },
      inUse: async () => over.inUse ?? inUse,
    },
    place: () => ({ words: wordsFor('en'), timeZone: 'UTC' }),
    onSwitched: (notice) => said.push(notice),
    onQuestion: (providerId) => asked.push(providerId),
  });
  return { click, said, asked, calls, open: () => open() };
}

async function clicked(over: Parameters<typeof world>[0], providerId = target) {
  const made = world(over);
  made.open();
  await made.click(providerId);
  return made;
}

describe('a click on a favourite', () => {
  it('switches at once, and says so', async () => {
    const { said, asked, calls } = await clicked({});
    expect(calls).toEqual([`preview ${target} qwen3.7-plus`, 'confirm h']);
    expect(said).toEqual([
      {
        tag: 'switched',
        title: 'Switched to Token Plan · International',
        body: 'New sessions of Qwen Code use qwen3.7-plus. You can undo it in Qwen Gauge.',
      },
    ]);
    expect(asked).toEqual([]);
  });

  it('reports what Qwen Code will use where that is something else', async () => {
    const { said } = await clicked({ inUse: { ...inUse, model: 'other' } });
    expect(said[0]?.body).toMatch(/^Qwen Code will now use other at /);
  });

  it('leads to the plan where there is something to read first', async () => {
    const warned: SwitchPreview = { ...plan, warnings: [{ code: 'running-sessions', values: {} }] };
    const { said, asked, calls } = await clicked({ preview: warned });
    expect([calls.length, said, asked]).toEqual([1, [], [target]]);
  });

  it('leads to the form where a key is missing, without a plan', async () => {
    const { calls, asked } = await clicked({}, 'openrouter');
    expect([calls, asked]).toEqual([[], ['openrouter']]);
  });

  it('leads to the settings where they cannot be read', async () => {
    const problem = { reason: 'not-json', line: 1, column: 1, excerpt: null } as const;
    const { calls, asked } = await clicked({ view: { state: 'refused', path: '/x', problem } });
    expect([calls, asked]).toEqual([[], [target]]);
  });

  it('leads to the plan where the write failed, and claims nothing', async () => {
    const { said, asked } = await clicked({ result: { kind: 'failed', detail: 'ENOSPC' } });
    expect([said, asked]).toEqual([[], [target]]);
  });

  it('says nothing where nothing has to change', async () => {
    const { said, asked, calls } = await clicked({ preview: { kind: 'nothing-to-do' } });
    expect([said, asked, calls.length]).toEqual([[], [], 1]);
  });

  it('is one at a time: a second click meanwhile does nothing, a later one does', async () => {
    const { click, calls, open } = world();
    const first = click(target);
    await click(target);
    open();
    await first;
    expect(calls).toEqual([`preview ${target} qwen3.7-plus`, 'confirm h']);
    await click(target);
    expect(calls).toHaveLength(4);
  });
});
