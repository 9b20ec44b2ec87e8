import { describe, expect, it, vi } from 'vitest';
import type { HandlersDeps } from '../../../main/app/handlers.ts';
import { createPreferenceHandlers } from '../../../main/app/preference-handlers.ts';
import { defaultPreferences, type Preferences } from '../../../main/core/preferences.ts';
import { exportedPreferences } from '../../../main/core/preferences-file.ts';
import type { Runtime } from '../../../main/runtime/runtime.ts';

function setUp(chosen: { readonly text: string | null } | null = null) {
  const held: boolean[] = [];
  const written: string[] = [];
  const current: Preferences = { ...defaultPreferences, theme: 'dark' };
  const preferences = { current: () => current, set: vi.fn(async () => {}), replace: vi.fn(async () => {}) };
  const whileHeld = <Value>(value: Value): Value => {
    expect(held).toEqual([true]);
    return value;
  };
  const files = {
    read: async () => whileHeld(chosen),
    write: async (_page: unknown, name: string, text: string) => {
      written.push(name, text);
      return whileHeld('saved' as const);
    },
  };
  const openPath = vi.fn(async () => true);
  const copyText = vi.fn();
  const notify = vi.fn();
  const preferencesChanged = vi.fn();
  const clearHistory = vi.fn();
  const handlers = createPreferenceHandlers({
    context: { preferences, system: { files, openPath, copyText }, dataFolder: '/data', changes: { notify } },
    ui: { popover: { hold: (isHeld: boolean) => held.push(isHeld), contents: () => null } },
    runtime: () => ({ preferencesChanged, clearHistory }) as unknown as Runtime,
  } as unknown as Pick<HandlersDeps, 'context' | 'ui'> & { runtime(): Runtime });
  return { handlers, held, written, preferences, openPath, copyText, preferencesChanged, clearHistory, notify };
}

describe('the calls of the preferences', () => {
  it('keep the popover open while a dialog is, and write what is in force', async () => {
    const { handlers, held, written } = setUp();
    expect(await handlers['preferences:export'](undefined)).toBe('saved');
    expect(held).toEqual([true, false]);
    expect(written).toEqual(['qwen-gauge.json', exportedPreferences({ ...defaultPreferences, theme: 'dark' })]);
  });

  it.each([
    [null, null],
    [{ text: null }, { reason: 'unreadable', field: '' }],
    [{ text: '{}' }, { reason: 'not-ours', field: '' }],
    [{ text: exportedPreferences(defaultPreferences) }, defaultPreferences],
  ])('read the chosen file %j, and change nothing', async (chosen, expected) => {
    const { handlers, held, preferences } = setUp(chosen);
    expect(await handlers['preferences:read-file'](undefined)).toEqual(expected);
    expect(held).toEqual([true, false]);
    expect(preferences.set).not.toHaveBeenCalled();
    expect(preferences.replace).not.toHaveBeenCalled();
  });

  it('tell the services of a change, and drop what zod left undefined', async () => {
    const { handlers, preferences, preferencesChanged } = setUp();
    await handlers['preferences:set']({ theme: 'light', language: undefined });
    expect(preferences.set).toHaveBeenCalledExactlyOnceWith({ theme: 'light' });
    await handlers['preferences:replace'](defaultPreferences);
    expect(preferences.replace).toHaveBeenCalledExactlyOnceWith(defaultPreferences);
    expect(preferencesChanged).toHaveBeenCalledTimes(2);
  });

  it('open the data folder, and forget the use of every quota', () => {
    const { handlers, openPath, copyText, clearHistory, notify } = setUp();
    void handlers['data-folder:open'](undefined);
    expect(openPath).toHaveBeenCalledExactlyOnceWith('/data');
    void handlers['data-folder:copy'](undefined);
    expect(copyText).toHaveBeenCalledExactlyOnceWith('/data');
    void handlers['history:clear'](undefined);
    expect(clearHistory).toHaveBeenCalledTimes(1);
    expect(notify).toHaveBeenCalledTimes(1);
  });
});
