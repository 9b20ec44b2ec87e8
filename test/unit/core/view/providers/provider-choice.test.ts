import { describe, expect, it } from 'vitest';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import {
  chooseModel,
  findProvider,
  type ProviderQuery,
  tellingApart,
} from '../../../../../main/core/view/providers/provider-choice.ts';
import { noFacts } from '../../../../support/settings-facts.ts';

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
    ['team', { region: 'china', protocol: 'openai' }, 'token-plan-team/china'],
    ['Moonshot', { region: 'china' }, 'kimi/china'],
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

  const choose = (model: string | null, current: string | null, text = 'coding-plan') =>
    chooseModel(option, { model, text }, current);

  it('prefers the named one, then the current one if listed, then the first', () => {
    expect(choose('named', 'glm-5')).toBe('named');
    expect(choose(null, 'glm-5')).toBe('glm-5');
    expect(choose(null, 'gpt-x')).toBe('qwen3.5-plus');
    expect(chooseModel({ ...option, models: [] }, { model: null, text: '' }, null)).toBeNull();
  });

  it('takes the model that named the provider', () => {
    expect(choose(null, 'glm-5', 'KIMI-K2.5')).toBe('kimi-k2.5');
    expect(choose('glm-5', null, 'kimi-k2.5')).toBe('glm-5');
  });
});

describe('several servers on one host', () => {
  const entry = (id: string, baseUrl: string, envKey = 'OPENAI_API_KEY') => ({ id, name: id, baseUrl, envKey });
  const options = optionsOf({
    modelProviders: {
      openai: [
        entry('qwen3:14b', 'http://localhost:11434/v1'),
        entry('qwen3-coder-30b', 'http://localhost:1234/v1'),
        entry('glm-a', 'https://gw.example.com/team-a/v1'),
        entry('glm-b', 'https://gw.example.com/team-b/v1'),
      ],
    },
  });
  const labelOf = (text: string) => {
    const found = findProvider(options, { text, region: null, protocol: null });
    return found.kind === 'found' ? found.option.label : found.kind;
  };

  it.each([
    ['localhost:1234', 'localhost:1234'],
    ['http://localhost:1234/v1', 'localhost:1234'],
    ['LOCALHOST:11434/v1/', 'localhost:11434'],
    ['qwen3-coder-30b', 'localhost:1234'],
    ['qwen3:14b', 'localhost:11434'],
    ['gw.example.com/team-b', 'gw.example.com/team-b/v1'],
    ['glm-b', 'gw.example.com/team-b/v1'],
    ['gw.example.com', 'several'],
    ['localhost', 'several'],
    ['localhost:9', 'none'],
  ])('are told apart by %s', (text, label) => {
    expect(labelOf(text)).toBe(label);
  });

  it('give a model of the settings precedence over the same model of the catalogue', () => {
    const own = optionsOf({ modelProviders: { openai: [entry('glm-5', 'http://localhost:1234/v1')] } });
    const found = findProvider(own, { text: 'glm-5', region: null, protocol: null });
    expect(found).toMatchObject({ kind: 'found', option: { origin: 'file' } });
  });
});

describe('several providers of one name', () => {
  const withEntries = (...entries: readonly object[]) =>
    optionsOf({ modelProviders: { openai: entries } }).filter(({ id }) => id.startsWith('file/'));
  const at = (port: number, id: string, envKey: string) => ({ id, baseUrl: `http://localhost:${port}/v1`, envKey });

  it.each([
    [[at(1, 'm', 'TEAM'), at(1, 'm', 'TEAM_2')], ['variable']],
    [[at(1, 'm', 'TEAM'), at(2, 'm', 'TEAM')], ['address']],
    [
      [at(1, 'a', 'TEAM'), at(1, 'b', 'TEAM_2')],
      ['model', 'variable'],
    ],
    [
      [at(1, 'a', 'TEAM'), at(2, 'b', 'TEAM_2')],
      ['address', 'model', 'variable'],
    ],
  ])('are told apart by what differs: %j', (entries, expected) => {
    const options = withEntries(...entries);
    expect(options).toHaveLength(2);
    expect(tellingApart(options)).toEqual(expected);
  });

  it('are found by the variable of the key, also if another begins the same', () => {
    const options = withEntries(at(1, 'm', 'TEAM'), at(1, 'm', 'TEAM_2'));
    const [first, second] = options.map(({ id }) => id);
    expect(find('localhost', {}, options)).toHaveLength(2);
    expect(find('TEAM', {}, options)).toBe(first);
    expect(find('TEAM_2', {}, options)).toBe(second);
  });
});
