import { describe, expect, it } from 'vitest';
import { findRepairs, planRepair, type RepairCode } from '../../../../../main/core/provider/switch/repairs.ts';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import { noFacts, planOnText } from '../../../../support/settings-facts.ts';
import { clientParse, documentOf, facts, sample } from '../support.ts';
import { resolve } from '../switching.ts';

const codes = (text: string, leftOverFiles: readonly string[] = []) =>
  findRepairs(documentOf(text), facts({ leftOverFiles })).map(({ code, repairable }) => [code, repairable]);

function repaired(text: string, code: RepairCode): string {
  const plan = planRepair({ text, code });
  if (plan.kind !== 'plan') throw new Error(plan.kind);
  expect(planRepair({ text: plan.after, code })).toEqual({ kind: 'nothing-to-do' });
  return plan.after;
}

describe('repairs', () => {
  it('restores an international plan that "Update all" moved to China', () => {
    const text = sample('legacy-global-after-0.24.4-UpdateAll-BECOMES-CHINA.json');
    expect(codes(text)).toEqual([['region-beside-china-url', true]]);
    expect(resolve(text)).toMatchObject({ baseUrl: 'https://coding.dashscope.aliyuncs.com/v1' });
    const after = repaired(text, 'region-beside-china-url');
    expect(codes(after)).toEqual([]);
    for (const client of ['0.24', '0.15'] as const) {
      expect(resolve(after, client)).toMatchObject({
        baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1',
        model: 'qwen3.5-plus',
      });
    }
    expect(clientParse(after)).toMatchObject({
      providerMetadata: {
        'coding-plan': { region: 'global', baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1' },
      },
    });
  });

  it('offers no repair for files written by the clients', () => {
    for (const name of [
      'legacy-global-before-0.24.4-update.json',
      'v0.15.10-auth-coding-plan-global.after.json',
      'v0.15.6-auth-coding-plan-china.after.json',
      'v0.24.4-tui-auth-coding-plan-china.after.json',
    ]) {
      expect(codes(sample(name))).toEqual([]);
    }
  });

  it('removes entries without an id, which crash the client', () => {
    const text = `{
  "modelProviders": {
    "openai": [
      { "name": "no id" }, // broken
      { "id": "m-a", "envKey": "KEY_A" }, // fine
      "not even an object"
    ]
  },
  "env": { "KEY_A": "sk-AAAA" },
  "security": { "auth": { "selectedType": "openai" } }
}`;
    expect(codes(text)).toEqual([['entry-without-id', true]]);
    expect(resolve(text).state === 'refuses').toBe(true);
    const after = repaired(text, 'entry-without-id');
    expect(after).toContain('{ "id": "m-a", "envKey": "KEY_A" } // fine');
    expect(resolve(after)).toMatchObject({ model: 'm-a', key: 'sk-AAAA' });
  });

  it('selects the type of the list that contains the model', () => {
    const text = `{
  "modelProviders": { "anthropic": [{ "id": "c", "baseUrl": "https://a.example", "envKey": "K" }], "openai": [{ "id": "m", "envKey": "K" }] },
  "security": { "auth": { "selectedType": "open-ai" /* typo */ } },
  "model": { "name": "m" }
}`;
    expect(codes(text)).toEqual([['unknown-selected-type', true]]);
    expect(repaired(text, 'unknown-selected-type')).toBe(text.replace('open-ai', 'openai'));
  });

  it('suggests another provider instead of a repair after the end of Qwen OAuth', () => {
    const text = '{"security":{"auth":{"selectedType":"qwen-oauth"}}}';
    expect(codes(text)).toEqual([['qwen-oauth-ended', false]]);
    expect(planRepair({ text, code: 'qwen-oauth-ended' })).toEqual({ kind: 'nothing-to-do' });
  });

  it('unwraps the short-lived wrapped form', () => {
    const text = '{"$version":5,"modelProviders":{"openai":{"protocol":"openai","models":[{"id":"m"}]}}}';
    expect(codes(text)).toEqual([['wrapped-models', true]]);
    expect(repaired(text, 'wrapped-models')).toBe('{"$version":5,"modelProviders":{"openai":[{"id":"m"}]}}');
  });

  it('removes a byte order mark only on request', () => {
    const text = '\uFEFF{"a":1}';
    expect(codes(text)).toEqual([['byte-order-mark', true]]);
    expect(repaired(text, 'byte-order-mark')).toBe('{"a":1}');
  });

  it('shows left-over files and changes none of them', () => {
    expect(codes('{}', ['settings.json.orig', 'settings.json.corrupted.17'])).toEqual([
      ['left-over-file', false],
      ['left-over-file', false],
    ]);
    expect(planRepair({ text: '{}', code: 'left-over-file' })).toEqual({ kind: 'nothing-to-do' });
  });

  it('changes nothing in a valid, missing or unreadable file', () => {
    const sound = '{\n  "$version": 4\n}\n';
    const all: readonly RepairCode[] = [
      'region-beside-china-url',
      'entry-without-id',
      'unknown-selected-type',
      'wrapped-models',
      'byte-order-mark',
    ];
    for (const code of all) {
      expect(planRepair({ text: sound, code })).toEqual({ kind: 'nothing-to-do' });
      expect(planRepair({ text: null, code })).toEqual({ kind: 'nothing-to-do' });
      expect(planRepair({ text: '{,}', code })).toMatchObject({ kind: 'settings-refused' });
    }
  });
});

describe('an envKey that names no variable', () => {
  const text = `{
  "$version": 4,
  "modelProviders": { "openai": [
    // the local one
    { "id": "qwen3:14b", "baseUrl": "http://localhost:11434/v1", "envKey": "" /* none */ },
    { "id": "b", "baseUrl": "http://localhost:1234/v1", "envKey": null },
    { "id": "c", "baseUrl": "http://localhost:8000/v1" }
  ], "anthropic": [{ "id": "d", "baseUrl": "http://localhost:9000", "envKey": 5 }] },
  "env": { "OPENAI_API_KEY": "ollama" },
  "security": { "auth": { "selectedType": "openai" } },
  "model": { "name": "qwen3:14b" }
}`;

  it('is offered for repair, which names the variable of the protocol and keeps every other byte', () => {
    expect(codes(text)).toEqual(Array.from({ length: 3 }, () => ['env-key-names-nothing', true]));
    const after = repaired(text, 'env-key-names-nothing');
    expect(after).toBe(
      text
        .replace('"envKey": ""', '"envKey": "OPENAI_API_KEY"')
        .replace('"envKey": null', '"envKey": "OPENAI_API_KEY"')
        .replace('"envKey": 5', '"envKey": "ANTHROPIC_API_KEY"'),
    );
    expect(resolve(after)).toMatchObject({ model: 'qwen3:14b', key: 'ollama' });
  });

  it('is repaired in a wrapped list too', () => {
    const wrapped = `{
  "$version": 5,
  "modelProviders": { "openai": { "protocol": "openai", "models": [{ "id": "a", "baseUrl": "http://localhost:1/v1", "envKey": "" }] } }
}`;
    expect(repaired(wrapped, 'env-key-names-nothing')).toBe(
      wrapped.replace('"envKey": ""', '"envKey": "OPENAI_API_KEY"'),
    );
  });

  it('keeps a switch from being planned', () => {
    const targetId = (model: string): string => {
      const view = viewSettings({ path: '/x', text, facts: noFacts });
      const options = view.state === 'readable' ? view.options : [];
      return options.find(({ models }) => models.some(({ id }) => id === model))?.id ?? '';
    };
    const planned = (model: string, key?: string) =>
      planOnText({ text, choice: { providerId: targetId(model), model, ...(key && { key }) }, facts: noFacts });
    expect(planned('qwen3:14b')).toEqual({ kind: 'key-refused', problem: 'env-key' });
    expect(planned('b', 'local')).toEqual({ kind: 'key-refused', problem: 'env-key' });
    expect(planned('c').kind).toBe('plan');
  });
});

describe('notes on settings', () => {
  const entry = (id: string, baseUrl: string, more: object = {}) => ({ id, baseUrl, envKey: 'K', ...more });
  const tokenPlan = 'https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1';
  const notes = (openai: readonly object[], more: object) =>
    findRepairs(
      documentOf(
        JSON.stringify({
          $version: 4,
          modelProviders: { openai },
          security: { auth: { selectedType: 'openai' } },
          ...more,
        }),
      ),
      facts({}),
    );

  it('name the day on which the chosen model ended, and that of every selector', () => {
    const openai = [entry('qwen3.8-max-preview', tokenPlan), entry('qwen3.8-max', tokenPlan)];
    const ended = {
      code: 'model-ended',
      values: { model: 'qwen3.8-max-preview', date: '2026-08-05' },
      repairable: false,
    };
    expect(notes(openai, { model: { name: 'qwen3.8-max-preview' } })).toEqual([ended]);
    const selectors = { fastModel: 'openai:qwen3.8-max-preview', modelFallbacks: 'qwen3.8-max, qwen3.8-max-preview' };
    expect(notes(openai, { model: { name: 'qwen3.8-max' }, ...selectors })).toEqual([ended]);
    expect(notes(openai, { model: { name: 'qwen3.8-max' } })).toEqual([]);
    const elsewhere = [...openai, entry('qwen3.8-max-preview', 'https://llm.example.com/v1')];
    expect(notes(elsewhere, { model: { name: 'qwen3.8-max-preview', baseUrl: tokenPlan } })).toEqual([]);
  });

  it.each([
    { envKey: 'BAILIAN_CLI_API_KEY', name: '[Bailian] glm-5.2' },
    { envKey: 'BAILIAN_CLI_API_KEY', name: 'bailian-cli' },
    { envKey: 'DASHSCOPE_API_KEY', name: '[Bailian] glm-5.2' },
  ])('recognize what bl config agent wrote: %j', (more) => {
    const openai = [entry('glm-5.2', tokenPlan, more), entry('a', 'https://llm.example.com/v1')];
    expect(notes(openai, { model: { name: 'glm-5.2' } })).toEqual([
      { code: 'written-by-bailian-cli', values: { model: 'glm-5.2' }, repairable: false },
    ]);
    expect(notes(openai, { model: { name: 'a' } })).toEqual([]);
  });

  it('explain which entry an emptied model.baseUrl leaves in use, and call a single entry no damage', () => {
    const openai = [entry('glm-5', 'https://one.example/v1'), entry('glm-5', tokenPlan)];
    expect(notes(openai, { model: { name: 'glm-5', baseUrl: '' } })).toEqual([
      { code: 'first-of-equal-models', values: { model: 'glm-5', name: 'one.example' }, repairable: false },
    ]);
    expect(notes(openai, { model: { name: 'glm-5', baseUrl: tokenPlan } })).toEqual([]);
    expect(notes(openai, { model: { name: 'glm-5' } })).toEqual([]);
    expect(notes(openai.slice(1), { model: { name: 'glm-5', baseUrl: '' } })).toEqual([]);
  });
});
