import { describe, expect, it } from 'vitest';
import type { SettingsView } from '../../../../main/core/provider/model.ts';
import {
  attributionBy,
  type Destination,
  declaredNow,
  type ProviderInForce,
} from '../../../../main/sources/session-log/attribution.ts';

const planUrl = 'https://coding-intl.dashscope.aliyuncs.com/v1';
const selected = (atMs: number, model: string | null, baseUrl: string | null): ProviderInForce => ({
  atMs,
  model,
  baseUrl,
});
const plan = (atMs: number) => selected(atMs, 'qwen3.5-plus', planUrl);
const deepseek = (atMs: number) => selected(atMs, 'deepseek-chat', 'https://api.deepseek.com/v1');
const billed = (atMs: number) =>
  selected(atMs, 'qwen3.5-plus', 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1');
const at10 = (history: readonly ProviderInForce[], model: string, declared: readonly ProviderInForce[] = []) =>
  attributionBy({
    history,
    declared: declared.map(({ model, baseUrl }) => ({ model: model ?? '', baseUrl })),
  })(10, model);

type Row = readonly [string, readonly ProviderInForce[], string, Destination];

describe('a request is attributed by its model and the recorded selections', () => {
  it.each<Row>([
    ['nothing known', [], 'm', 'either'],
    ['the plan selected', [plan(1)], 'qwen3.5-plus', 'plan'],
    ['the plan selected, another of its models', [plan(1)], 'glm-5', 'plan'],
    ['another provider selected', [plan(1), deepseek(5)], 'unheard-of', 'other'],
    ['a session still open with the plan', [plan(1), deepseek(5)], 'qwen3.5-plus', 'plan'],
    ['the plan selected later', [deepseek(1), plan(20)], 'deepseek-chat', 'other'],
    ['one model, billed since', [plan(1), billed(5)], 'qwen3.5-plus', 'other'],
    ['one model, of the plan since', [billed(1), plan(5)], 'qwen3.5-plus', 'plan'],
    ['a selection of no known provider', [selected(1, null, null)], 'm', 'either'],
    ['found at the first switch, which came later', [plan(0), billed(20)], 'qwen3.5-plus', 'either'],
    ['found at the first switch, another model', [deepseek(0), plan(20)], 'glm-5', 'either'],
    ['found at the first switch, the same model', [deepseek(0), plan(20)], 'deepseek-chat', 'other'],
  ])('%s', (_, history, model, destination) => {
    expect(at10(history, model)).toBe(destination);
  });
});

describe('without a recorded selection, what the settings and their backups declare decides', () => {
  const ofPlan = [plan(0), selected(0, 'glm-5', planUrl)];
  it.each<Row>([
    ['a model of the plan alone', ofPlan, 'glm-5', 'plan'],
    ['an undeclared model, where all is of the plan', ofPlan, 'unheard-of', 'plan'],
    ['a model of another provider alone', [...ofPlan, deepseek(0)], 'deepseek-chat', 'other'],
    ['a fast model left at the plan', [deepseek(0), plan(0)], 'qwen3.5-plus', 'plan'],
    ['a fast model elsewhere', [plan(0), deepseek(0)], 'deepseek-chat', 'other'],
    ['one model at two addresses', [plan(0), billed(0)], 'qwen3.5-plus', 'either'],
    [
      'one model at two addresses of the plan',
      [plan(0), selected(0, 'qwen3.5-plus', `${planUrl}/`)],
      'qwen3.5-plus',
      'plan',
    ],
    ['plan requests, then an edit by hand to another provider', [deepseek(0)], 'qwen3.5-plus', 'either'],
    ['an address that a variable names', [selected(0, 'm', null)], 'm', 'either'],
  ])('%s', (_, declared, model, destination) => {
    expect(at10([], model, declared)).toBe(destination);
  });

  it('and still does after the first recorded selection, for a model of one address', () => {
    expect(at10([deepseek(5)], 'glm-5', ofPlan)).toBe('plan');
    expect(at10([deepseek(5)], 'qwen3.5-plus', [plan(0), billed(0)])).toBe('other');
  });
});

describe('the settings of today', () => {
  const option = { label: '', region: null, protocol: 'openai', keyVariable: 'K', key: { state: 'missing' } } as const;
  const models = [{ id: 'a', name: 'A' }];
  const settings: SettingsView = {
    state: 'readable',
    path: '/s.json',
    exists: true,
    currentModel: 'typed',
    options: [
      { ...option, id: 'file/openai/1', origin: 'file', baseUrl: 'https://one.example/v1', models, current: true },
      { ...option, id: 'coding-plan/china', origin: 'catalogue', baseUrl: planUrl, models, current: false },
    ],
  };
  it('declare the models of their own entries, and the selected one', () => {
    expect(declaredNow(settings)).toEqual([
      { model: 'a', baseUrl: 'https://one.example/v1' },
      { model: 'typed', baseUrl: 'https://one.example/v1' },
    ]);
    expect(declaredNow({ state: 'unknown' })).toEqual([]);
  });
});
