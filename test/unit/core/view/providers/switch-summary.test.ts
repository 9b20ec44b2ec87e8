import { describe, expect, it } from 'vitest';
import type { ProviderOption } from '../../../../../main/core/provider/model.ts';
import type { SwitchPreview } from '../../../../../main/core/provider/switch-model.ts';
import { switchSummary } from '../../../../../main/core/view/providers/switch-summary.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { currentOption, customOption, readable } from '../../../../renderer/states.ts';

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
const home = '/home/wei';
const nothing = { ...readable, options: [], currentModel: null };
const option = { ...currentOption, id: 'coding-plan/international', region: 'international' };
const summary = (over: Partial<Plan> = {}, language: 'en' | 'zh-CN' = 'en') =>
  switchSummary(
    { ...plan, ...over },
    { option, model: 'qwen3.5-plus' },
    { settings: nothing, home, words: wordsFor(language) },
  );

/** What a switch from `current` to the Coding Plan says. */
const sentenceFrom = (current: Partial<ProviderOption>, model: string | null, language: 'en' | 'zh-CN' = 'en') => {
  const settings = { ...readable, currentModel: model, options: [{ ...currentOption, ...current, current: true }] };
  return switchSummary(plan, { option, model: 'qwen3.5-plus' }, { settings, home, words: wordsFor(language) }).sentence;
};

describe('the summary of a switch', () => {
  it('says what Qwen Code will use', () => {
    expect(summary().sentence).toBe('Qwen Code will use qwen3.5-plus of Coding Plan, International (Singapore).');
    expect(summary({}, 'zh-CN').sentence).toBe('Qwen Code 将使用 Coding Plan · 国际（新加坡）的 qwen3.5-plus。');
  });

  it('names an address of the user’s own by its host', () => {
    const { sentence } = switchSummary(
      plan,
      { option: customOption, model: 'm', baseUrl: 'http://127.0.0.1:4000/v1' },
      { settings: nothing, home: '', words: wordsFor('en') },
    );
    expect(sentence).toBe('Qwen Code will use m of 127.0.0.1:4000.');
  });

  it('names what is left, and no more of it than differs', () => {
    const box = { id: 'file/openai/7', label: 'Box A', region: null };
    expect(sentenceFrom(box, 'm-a')).toBe(
      'Qwen Code will use qwen3.5-plus of Coding Plan, International (Singapore), instead of m-a of Box A.',
    );
    expect(sentenceFrom(box, 'm-a', 'zh-CN')).toBe(
      'Qwen Code 将使用 Coding Plan · 国际（新加坡）的 qwen3.5-plus，不再使用 Box A 的 m-a。',
    );
    expect(sentenceFrom(box, 'qwen3.5-plus')).toMatch(/\(Singapore\), instead of Box A\.$/);
    expect(sentenceFrom(box, null)).toMatch(/\(Singapore\), instead of Box A\.$/);
    expect(sentenceFrom(option, 'glm-5')).toMatch(/\(Singapore\), instead of glm-5\.$/);
    expect(sentenceFrom(option, 'glm-5', 'zh-CN')).toMatch(/，不再使用 glm-5。$/);
    expect(sentenceFrom(option, 'qwen3.5-plus')).toMatch(/\(Singapore\)\.$/);
    const china = { id: 'coding-plan/china', region: 'china' };
    expect(sentenceFrom(china, 'qwen3.5-plus')).toMatch(/, instead of Coding Plan, China \(Beijing\)\.$/);
    const twin = { ...option, id: 'file/anthropic/1', protocol: 'anthropic' as const };
    expect(sentenceFrom(twin, 'qwen3.5-plus')).toMatch(/, instead of Coding Plan, Anthropic-compatible\.$/);
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
