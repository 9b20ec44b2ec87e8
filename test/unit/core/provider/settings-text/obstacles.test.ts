import { describe, expect, it } from 'vitest';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import { noFacts, planOnText } from '../../../../support/settings-facts.ts';
import { clientParse } from '../support.ts';
import { plan, resolve } from '../switching.ts';

const choice = {
  providerId: 'deepseek',
  model: 'deepseek-v4-pro',
  key: 'sk-FAKE87654321',
  keyPlacement: 'settings' as const,
};

describe('a value in an unexpected form', () => {
  it.each([
    ['{\n  "modelProviders": [{ "id": "m" }]\n}', 2, 21],
    ['{\n  "modelProviders": {\n    "openai": { "baseUrl": "https://x.example" }\n  }\n}', 3, 15],
    ['{\n  "modelProviders": {\n    "openai": { "models": [], "note": "mine" }\n  }\n}', 3, 15],
    ['{ "model": ["m"] }', 1, 12],
    ['{ "model": [ /* the old one */ ] }', 1, 12],
    ['{ "model": { "name": { "id": "m" } } }', 1, 22],
    ['{ "model": { "baseUrl": ["https://x.example"] } }', 1, 25],
    ['{ "security": { "auth": ["openai"] } }', 1, 25],
    ['{ "security": { "auth": { "selectedType": ["openai"] } } }', 1, 43],
    ['{ "env": ["DEEPSEEK_API_KEY=sk-1"] }', 1, 10],
    ['{ "env": { "DEEPSEEK_API_KEY": { "value": "sk-1" } } }', 1, 32],
  ])('is not overwritten: %s', (text, line, column) => {
    expect(planOnText({ text, choice, facts: noFacts })).toMatchObject({
      kind: 'settings-refused',
      problem: { reason: 'unexpected-value', line, column, excerpt: expect.stringMatching(/\S/) },
    });
  });

  it.each([
    '{ "modelProviders": [] }',
    '{ "modelProviders": null, "model": "m", "security": false, "env": "" }',
    '{ "modelProviders": { "openai": {} }, "model": {}, "env": {} }',
    '{ "modelProviders": { "openai": { "protocol": "openai" } } }',
    '{ "modelProviders": { "openai": null }, "model": { "name": null, "baseUrl": [] } }',
  ])('is overwritten when it is empty: %s', (text) => {
    expect(resolve(plan(text, choice).after, '0.24')).toMatchObject({ model: 'deepseek-v4-pro' });
  });

  it('is unchanged when the switch does not write there', () => {
    const modelProviders = {
      mine: { a: 1 },
      mycorp: { protocol: 'openai', models: [{ id: 'm' }] },
      anthropic: { baseUrl: 'https://x.example' },
    };
    const { after } = plan(JSON.stringify({ modelProviders, env: { LIST: ['x'] } }), choice);
    expect(clientParse(after)).toMatchObject({ modelProviders, env: { LIST: ['x'] } });
  });

  it('is offered for repair only when the repair loses nothing', () => {
    const offered = (openai: unknown) => {
      const text = JSON.stringify({ $version: 4, modelProviders: { openai } });
      const view = viewSettings({ path: '', text, facts: noFacts });
      return view.state === 'readable' ? view.repairs : undefined;
    };
    expect(offered({ protocol: 'openai', models: [] })).toMatchObject([{ code: 'wrapped-models' }]);
    expect(offered({ models: {}, baseUrl: 'https://x.example' })).toEqual([]);
  });
});

it('keeps the comments of an empty wrapper', () => {
  const { after } = plan('{\n  "modelProviders": {\n    "openai": { /* none yet */ }\n  }\n}', choice);
  expect(after).toContain('/* none yet */');
});
