import { describe, expect, it } from 'vitest';
import type { SwitchPreview } from '../../../../../main/core/provider/switch-model.ts';
import { switchSummary } from '../../../../../main/core/view/providers/switch-summary.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { currentOption, customOption } from '../../../../renderer/states.ts';

type Plan = Extract<SwitchPreview, { kind: 'plan' }>;
const plan: Plan = {
  kind: 'plan',
  hash: 'h',
  path: '/home/wei/.qwen/settings.json',
  diff: [],
  changed: ['security.auth.selectedType', 'model.name', 'modelProviders.openai'],
  newFiles: [],
  warnings: [],
};
const option = { ...currentOption, id: 'coding-plan/international', region: 'international' };
const summary = (over: Partial<Plan> = {}, language: 'en' | 'zh-CN' = 'en') =>
  switchSummary({ ...plan, ...over }, option, { model: 'qwen3.5-plus' }, '/home/wei', wordsFor(language));

describe('the summary of a switch', () => {
  it('says what Qwen Code will use', () => {
    expect(summary().sentence).toBe('Qwen Code will use qwen3.5-plus of Coding Plan, International (Singapore).');
    expect(summary({}, 'zh-CN').sentence).toBe('Qwen Code 将使用 Coding Plan · 国际（新加坡）的 qwen3.5-plus。');
  });

  it('names an address of the user’s own by its host', () => {
    const { sentence } = switchSummary(
      plan,
      customOption,
      { model: 'm', baseUrl: 'http://127.0.0.1:4000/v1' },
      '',
      wordsFor('en'),
    );
    expect(sentence).toBe('Qwen Code will use m of 127.0.0.1:4000.');
  });

  it('promises nothing where something else may decide, unless only in one folder', () => {
    const warning = { code: 'switch-without-effect', values: {} } as const;
    expect(summary({ warnings: [warning] }).sentence).toContain('Your settings will name');
    expect(summary({ warnings: [{ ...warning, onlyInFolder: true }] }).sentence).toContain('Qwen Code will use');
  });

  it.each<[string, Partial<Plan>]>([
    ['3 settings change.', {}],
    ['1 setting changes.', { changed: ['model.name'] }],
    ['1 setting changes; the key goes to ~/.qwen/settings.json.', { changed: ['model.name', 'env.KEY'] }],
    ['3 settings change; the key goes to ~/.qwen/.env.', { envFile: { path: '/home/wei/.qwen/.env', diff: [] } }],
    ['Only the key changes, in ~/.qwen/.env.', { changed: [], envFile: { path: '/home/wei/.qwen/.env', diff: [] } }],
    ['Only the form of the file changes.', { changed: [] }],
  ])('says how much changes: %s', (text, over) => {
    expect(summary(over).changesText).toBe(text);
  });
});
