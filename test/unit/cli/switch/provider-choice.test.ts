import { describe, expect, it } from 'vitest';
import { chooseModel, findProvider, type ProviderQuery } from '../../../../main/cli/switch/provider-choice.ts';
import { viewSettings } from '../../../../main/core/provider/switch/settings-view.ts';
import { noFacts } from '../../../support/settings-facts.ts';

function optionsOf(settings: object | null) {
  const text = settings === null ? null : JSON.stringify(settings);
  const view = viewSettings({ path: '/settings.json', text, facts: noFacts });
  if (view.state !== 'readable') throw new Error(view.state);
  return view.options;
}

const stock = optionsOf(null);
const find = (text: string, more: Partial<ProviderQuery> = {}, options = stock) => {
  const found = findProvider(options, { text, region: null, protocol: null, ...more });
  if (found.kind === 'found') return found.option.id;
  return found.kind === 'several' ? found.options.map(({ id }) => id) : null;
};

describe('finding a provider', () => {
  it('finds each by its id', () => {
    for (const { id } of stock) expect(find(id)).toBe(id);
  });

  it.each([
    ['deepseek', {}, 'deepseek'],
    ['DeepSeek', {}, 'deepseek'],
    ['open', {}, ['openrouter', 'openai']],
    ['openr', {}, 'openrouter'],
    ['Kimi (Moonshot AI)', { region: 'china' }, 'kimi/china'],
    ['kimi', { region: 'cn' }, 'kimi/china'],
    ['coding plan', { region: 'intl' }, 'coding-plan/international'],
    ['coding-plan', { region: 'global', protocol: 'anthropic' }, 'coding-plan/international/anthropic'],
    ['Coding Plan china', {}, 'coding-plan/china'],
    ['coding', { region: 'china' }, 'coding-plan/china'],
    ['modelstudio', { region: 'sing' }, 'modelstudio/singapore'],
    ['modelstudio', { region: 'cn' }, 'modelstudio/beijing'],
    ['modelstudio', { region: 'intl' }, 'modelstudio/singapore'],
    ['coding-plan', { region: 'beijing' }, 'coding-plan/china'],
    ['custom', {}, 'custom'],
    ['custom', { protocol: 'anthropic' }, 'custom'],
    ['anthropic', {}, 'anthropic'],
    ['deepseek', { region: 'china' }, null],
    ['deepseek', { protocol: 'gemini' }, null],
    ['nobody', {}, null],
    ['', {}, null],
    ['  ', {}, null],
  ] as const)('reads %j with %j as %j', (text, more, expected) => {
    expect(find(text, more)).toEqual(expected);
  });

  it('reports several matches when regions differ', () => {
    expect(find('coding-plan')).toEqual([
      'coding-plan/china',
      'coding-plan/international',
      'coding-plan/china/anthropic',
      'coding-plan/international/anthropic',
    ]);
    expect(find('kimi')).toHaveLength(2);
  });

  it('finds an entry of the user by the name the user gave it', () => {
    const entry = (id: string, baseUrl: string, envKey: string) => ({ id, name: `[My Box] ${id}`, baseUrl, envKey });
    const options = optionsOf({
      modelProviders: { openai: [entry('a', 'http://10.0.0.1/v1', 'BOX'), entry('b', 'http://10.0.0.1/v1', 'BOX')] },
    });
    expect(find('my box', {}, options)).toMatch(/^file\/openai\//);
    expect(find('my', {}, options)).toMatch(/^file\/openai\//);
  });
});

describe('choosing a model', () => {
  const [option] = stock.filter(({ id }) => id === 'coding-plan/china');
  if (option === undefined) throw new Error('no such option');

  it('prefers the named one, then the current one if listed, then the first', () => {
    expect(chooseModel(option, 'named', 'glm-5')).toBe('named');
    expect(chooseModel(option, null, 'glm-5')).toBe('glm-5');
    expect(chooseModel(option, null, 'gpt-x')).toBe('qwen3.5-plus');
    expect(chooseModel({ ...option, models: [] }, null, null)).toBeNull();
  });
});
