import { describe, expect, it } from 'vitest';
import type { SwitchPreview } from '../../../../../main/core/provider/switch-model.ts';
import {
  endQuickSwitch,
  favouriteOptions,
  modelToOffer,
  recentProviders,
  startQuickSwitch,
} from '../../../../../main/core/view/providers/quick-switch.ts';
import { currentOption, customOption, keylessOption, readable } from '../../../../renderer/states.ts';

describe('recent providers', () => {
  it('lists each once, newest first, with the model used last', () => {
    const history = [
      { providerId: 'a', model: 'old' },
      { providerId: 'b', model: 'm' },
      { providerId: 'a', model: 'new' },
      { providerId: null, model: 'm' },
      { providerId: 'c', model: null },
    ];
    expect(recentProviders(history)).toEqual([
      { providerId: 'a', model: 'new' },
      { providerId: 'b', model: 'm' },
    ]);
    expect(recentProviders([])).toEqual([]);
  });

  it('offers the model in use, else the one used last, else the first, else none', () => {
    const recent = [{ providerId: 'openrouter', model: 'glm-5' }];
    expect(modelToOffer(currentOption, 'my-own-model', recent)).toBe('my-own-model');
    expect(modelToOffer(keylessOption, 'my-own-model', recent)).toBe('glm-5');
    expect(modelToOffer(keylessOption, 'my-own-model', [])).toBe('qwen3.7-plus');
    expect(modelToOffer(keylessOption, null, [{ providerId: 'openrouter', model: 'no-longer-listed' }])).toBe(
      'qwen3.7-plus',
    );
    expect(modelToOffer(customOption, null, [])).toBe('');
  });
});

describe('a switch by one click', () => {
  it('names a provider and the model it was used with last', () => {
    const recent = [{ providerId: 'token-plan/international', model: 'glm-5' }];
    expect(startQuickSwitch(readable, recent, 'token-plan/international')).toEqual({
      kind: 'plan',
      choice: { providerId: 'token-plan/international', model: 'glm-5' },
    });
  });

  it('asks where a key or a model is missing, or the provider is gone', () => {
    expect(startQuickSwitch(readable, [], 'openrouter')).toEqual({ kind: 'ask' });
    expect(startQuickSwitch(readable, [], 'gone')).toEqual({ kind: 'ask' });
    const empty = { ...currentOption, id: 'empty', current: false, models: [] };
    expect(startQuickSwitch({ ...readable, options: [empty] }, [], 'empty')).toEqual({ kind: 'ask' });
  });

  it('is carried out unseen only where there is nothing to think about', () => {
    const plan = { kind: 'plan', hash: 'h', path: '/x', diff: [], changed: [], newFiles: [], warnings: [] } as const;
    const warned: SwitchPreview = { ...plan, warnings: [{ code: 'billed-endpoint', values: {} }] };
    const problem = { reason: 'not-json', line: 1, column: 1, excerpt: null } as const;
    expect(endQuickSwitch(plan)).toEqual({ kind: 'confirm', hash: 'h' });
    expect(endQuickSwitch(warned)).toEqual({ kind: 'show' });
    expect(endQuickSwitch({ kind: 'nothing-to-do' })).toEqual({ kind: 'nothing-to-do' });
    expect(endQuickSwitch({ kind: 'settings-refused', path: '/home/wei/.qwen/.env', problem })).toEqual({
      kind: 'show',
    });
    expect(endQuickSwitch({ kind: 'key-refused', problem: 'missing' })).toEqual({ kind: 'show' });
    expect(endQuickSwitch({ kind: 'unknown-provider' })).toEqual({ kind: 'show' });
  });

  it('knows no favourites before the settings are read', () => {
    expect(favouriteOptions({ state: 'unknown' }, ['openrouter'])).toEqual([]);
    expect(favouriteOptions(readable, ['openrouter', 'gone']).map(({ id }) => id)).toEqual(['openrouter']);
  });
});
