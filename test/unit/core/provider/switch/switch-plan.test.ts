import { describe, expect, it } from 'vitest';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import type { ProviderChoice } from '../../../../../main/core/provider/switch-model.ts';
import { noFacts, planOnText } from '../../../../support/settings-facts.ts';
import { clientParse, facts, sample } from '../support.ts';
import { codes, expectSwitch, knownOptions, plan, planKey, resolve, settingsSamples } from '../switching.ts';

const keyFilePath = '/home/me/.qwen/.env';

describe('a switch from a sample file to a provider, each used once', () => {
  const rows = knownOptions.map((option, at) => ({ name: settingsSamples[at % settingsSamples.length] ?? '', option }));
  it.each(rows)('$name → $option.id', ({ name, option }) => expectSwitch(name, option));
});

describe('the planned text', () => {
  it('is a complete file when there was none', () => {
    const { after, diff } = plan(null, { providerId: 'fireworks', model: 'm', key: 'fw_0123456789' });
    expect(
      after.startsWith('{\n  "$version": 4,\n  "modelProviders": {\n    "openai": [\n      {\n        "id": "m",'),
    ).toBe(true);
    expect(after.endsWith('}\n')).toBe(true);
    expect(diff.every(({ kind }) => kind === 'added')).toBe(true);
    expect(clientParse(after)).toMatchObject({
      $version: 4,
      security: { auth: { selectedType: 'openai' } },
      model: { name: 'm', baseUrl: 'https://api.fireworks.ai/inference/v1' },
      env: { FIREWORKS_API_KEY: 'fw_0123456789' },
    });
  });

  it('differs from a small file only in the planned places', () => {
    const text = `{
    // mine
    "modelProviders": {
        "openai": [
            { "id": "m-a", "baseUrl": "https://a.example/v1", "envKey": "KEY_A" }, // a
            { "id": "m-b", "baseUrl": "https://b.example/v1", "envKey": "KEY_B" } // b
        ]
    },
    "env": { "KEY_A": "key-a", "KEY_B": "key-b" },
    "security": { "auth": { "selectedType": "openai" } }, // why
    "model": { "name": "m-a" }
}
`;
    const view = viewSettings({ path: '', text, facts: noFacts });
    const id = view.state === 'readable' ? view.options.find(({ label }) => label === 'b.example')?.id : undefined;
    const { after } = plan(text, { providerId: id ?? '', model: 'm-b' });
    expect(after).toBe(`{
    // mine
    "modelProviders": {
        "openai": [
            { "id": "m-b", "baseUrl": "https://b.example/v1", "envKey": "KEY_B" }, // b
            { "id": "m-a", "baseUrl": "https://a.example/v1", "envKey": "KEY_A" } // a
        ]
    },
    "env": { "KEY_A": "key-a", "KEY_B": "key-b" },
    "security": { "auth": { "selectedType": "openai" } }, // why
    "model": { "name": "m-b", "baseUrl": "https://b.example/v1" }
}
`);
  });

  it('never changes the address of an existing entry', () => {
    const text = sample('v0.24.4-tui-auth-coding-plan-china.after.json');
    const { after } = plan(text, { providerId: 'coding-plan/international', model: 'glm-5', key: planKey });
    const addresses = (source: string): string[] => source.match(/"https:\/\/coding\.dashscope[^"]*"/g) ?? [];
    // Ten entries and providerMetadata.
    expect(addresses(text)).toHaveLength(11);
    expect(addresses(after)).toHaveLength(11);
  });

  it('adds one entry when the provider is listed without the model', () => {
    const text = sample('v0.15.10-auth-coding-plan-china.after.json');
    const { after } = plan(text, { providerId: 'coding-plan/china', model: 'qwen3.7-plus' });
    const list = (source: string) =>
      (clientParse(source) as { modelProviders: { openai: { id: string }[] } }).modelProviders.openai;
    expect(list(after)).toHaveLength(list(text).length + 1);
    expect(list(after)[0]).toMatchObject({ id: 'qwen3.7-plus', envKey: 'BAILIAN_CODING_PLAN_API_KEY' });
  });

  it('adds a model to a listed provider exactly as a switch without settings adds it', () => {
    const choice = { providerId: 'coding-plan/china', model: 'qwen3.7-plus', key: planKey };
    const entriesIn = (source: string) =>
      (clientParse(source) as { modelProviders: { openai: { id: string }[] } }).modelProviders.openai;
    const listed = entriesIn(plan(sample('v0.15.10-auth-coding-plan-china.after.json'), choice).after);
    const fresh = entriesIn(plan(null, choice).after).find(({ id }) => id === choice.model);
    expect(Object.keys(fresh ?? {})).toContain('name');
    expect(listed[0]).toEqual(fresh);
  });

  describe('for an entry without an address', () => {
    const textWith = (model: object) =>
      JSON.stringify({
        modelProviders: {
          openai: [
            { id: 'm-a', baseUrl: 'https://a.example/v1', envKey: 'KEY_A' },
            { id: 'm-b', envKey: 'KEY_B' },
          ],
        },
        env: { KEY_A: 'key-a', KEY_B: 'key-b' },
        security: { auth: { selectedType: 'openai' } },
        model,
      });
    const modelAfter = (model: object) => {
      const text = textWith(model);
      const view = viewSettings({ path: '', text, facts: noFacts });
      const options = view.state === 'readable' ? view.options : [];
      const id = options.find(({ keyVariable }) => keyVariable === 'KEY_B')?.id ?? '';
      return (clientParse(plan(text, { providerId: id, model: 'm-b' }).after) as { model: object }).model;
    };

    it('empties the address that selects the other entry', () => {
      const model = { name: 'm-a', baseUrl: 'https://a.example/v1' };
      expect(modelAfter(model)).toEqual({ name: 'm-b', baseUrl: '' });
    });

    it('adds no address if there was none', () => {
      expect(modelAfter({ name: 'm-a' })).toEqual({ name: 'm-b' });
    });
  });

  it.each([
    ['another variable at the same address', { baseUrl: 'https://b.example/v1', envKey: 'KEY_A' }],
    ['the same variable at another address', { baseUrl: 'https://a.example/v1', envKey: 'KEY_B' }],
  ])('lets a selector follow from an entry with %s', (_, entry) => {
    const text = JSON.stringify({
      modelProviders: {
        openai: [
          { id: 'm-a', ...entry },
          { id: 'm-b', baseUrl: 'https://b.example/v1', envKey: 'KEY_B' },
        ],
      },
      env: { KEY_A: 'key-a', KEY_B: 'key-b' },
      security: { auth: { selectedType: 'openai' } },
      model: { name: 'm-a' },
      fastModel: 'm-a',
    });
    const view = viewSettings({ path: '', text, facts: noFacts });
    const options = view.state === 'readable' ? view.options : [];
    const id = options.find(({ models }) => models.some((model) => model.id === 'm-b'))?.id ?? '';
    const choice = { providerId: id, model: 'm-b' };
    expect(clientParse(plan(text, choice).after)).toMatchObject({ fastModel: 'm-a' });
    expect(clientParse(plan(text, { ...choice, follow: 'all' }).after)).toMatchObject({ fastModel: '' });
  });

  it('unwraps lists and keeps the version', () => {
    const text =
      '{"$version":5,"modelProviders":{"openai":{"protocol":"openai","models":[{"id":"m","baseUrl":"https://x.example","envKey":"K"}]}},"env":{"K":"key"}}';
    const view = viewSettings({ path: '', text, facts: noFacts });
    const id = view.state === 'readable' ? view.options[0]?.id : undefined;
    expect(plan(text, { providerId: id ?? '', model: 'm' }).after).toBe(
      '{"$version":5,"modelProviders":{"openai":[{"id":"m","baseUrl":"https://x.example","envKey":"K"}]},"env":{"K":"key"},"security":{"auth":{"selectedType":"openai"}},"model":{"name":"m","baseUrl":"https://x.example"}}',
    );
  });

  it('is refused beside the remains of an interrupted save of the client', () => {
    // A save of the client first renames settings.json to .orig; the next one would replace that copy by our new file.
    const choice = { providerId: 'grok', model: 'm', key: 'k-0123456789' };
    const interrupted = facts({ leftOverFiles: ['settings.json.corrupted.1', 'settings.json.orig'] });
    for (const text of [null, '', ' \n']) {
      const outcome = planOnText({ text, choice, facts: interrupted });
      expect(outcome).toMatchObject({ kind: 'settings-refused', problem: { reason: 'interrupted-save', line: null } });
    }
    expect(plan('{}', choice, interrupted).kind).toBe('plan');
    expect(plan(null, choice, facts({ leftOverFiles: ['settings.json.corrupted.1'] })).kind).toBe('plan');
  });

  it('is refused when the file is refused', () => {
    const outcome = planOnText({
      text: '{"a":1,}',
      choice: { providerId: 'grok', model: 'm', key: 'k' },
      facts: noFacts,
    });
    expect(outcome).toMatchObject({ kind: 'settings-refused', problem: { reason: 'trailing-comma' } });
  });
});

const listed = (text: string, keyVariable: string): string | undefined => {
  const view = viewSettings({ path: '', text, facts: noFacts });
  return view.state === 'readable' ? view.options.find((option) => option.keyVariable === keyVariable)?.id : undefined;
};

describe('the choice', () => {
  it.each<[string, ProviderChoice, unknown]>([
    ['an id nobody knows', { providerId: 'nobody', model: 'm', key: 'k' }, { kind: 'unknown-provider' }],
    ['an image model', { providerId: 'minimax/china', model: 'image-01', key: 'k' }, { kind: 'unknown-provider' }],
    [
      'a model of another protocol',
      { providerId: 'token-plan/china/anthropic', model: 'deepseek-v3.2', key: planKey },
      { kind: 'unknown-provider' },
    ],
    ['no key at all', { providerId: 'grok', model: 'grok-4.5' }, { kind: 'key-refused', problem: 'missing' }],
    [
      'a plan key on a billed endpoint',
      { providerId: 'modelstudio/beijing', model: 'glm-5.1', key: planKey },
      { kind: 'key-refused', problem: 'plan-key-on-billed-endpoint' },
    ],
    [
      'a plan key for another company',
      { providerId: 'openrouter', model: 'm', key: planKey },
      { kind: 'key-refused', problem: 'plan-key-on-billed-endpoint' },
    ],
    [
      'a billed key on a plan',
      { providerId: 'coding-plan/china', model: 'glm-5', key: 'sk-123456' },
      { kind: 'key-refused', problem: 'billed-key-on-plan-endpoint' },
    ],
    [
      'a key with a space',
      { providerId: 'grok', model: 'm', key: 'a b' },
      { kind: 'key-refused', problem: 'white-space' },
    ],
    [
      'a key with a variable',
      { providerId: 'grok', model: 'm', key: 'a$HOME' },
      { kind: 'key-refused', problem: 'dollar-name' },
    ],
    [
      'a custom endpoint without address',
      { providerId: 'custom', model: 'm', key: 'k' },
      { kind: 'key-refused', problem: 'base-url' },
    ],
    [
      'an invalid custom address',
      { providerId: 'custom', model: 'm', key: 'k', baseUrl: 'file:///etc' },
      { kind: 'key-refused', problem: 'base-url' },
    ],
    [
      'an invalid variable name',
      { providerId: 'custom', model: 'm', key: 'k', baseUrl: 'https://x.example', keyVariable: 'A-B' },
      { kind: 'key-refused', problem: 'variable-name' },
    ],
  ])('is refused: %s', (_, choice, outcome) => {
    expect(planOnText({ text: '{}', choice, facts: noFacts })).toEqual(outcome);
  });

  it('can name a custom endpoint', () => {
    const choice = {
      providerId: 'custom',
      model: 'my-model',
      key: 'k-0123456789',
      baseUrl: 'https://llm.example.com/v1',
    };
    const { after, targetId } = plan('{}', choice);
    const choiceKeyVariable = 'LLM_EXAMPLE_COM_API_KEY';
    expect(targetId).toBe(listed(after, choiceKeyVariable));
    expect(clientParse(after)).toMatchObject({
      modelProviders: { openai: [{ id: 'my-model', baseUrl: choice.baseUrl, envKey: choiceKeyVariable }] },
    });
    expect(planOnText({ text: after, choice, facts: noFacts })).toEqual({ kind: 'nothing-to-do' });
  });

  it('removes the /v1 that Anthropic clients append themselves', () => {
    const choice = {
      providerId: 'custom',
      model: 'c',
      key: 'k',
      baseUrl: 'https://127.0.0.1:8080/v1/',
      protocol: 'anthropic' as const,
    };
    const { after } = plan('{}', choice);
    expect(resolve(after, '0.24')).toMatchObject({ protocol: 'anthropic', baseUrl: 'https://127.0.0.1:8080' });
    expect(after).toContain('"HOST_127_0_0_1_API_KEY"');
  });

  it('keeps two accounts of one provider in two variables', () => {
    const first = plan(null, { providerId: 'coding-plan/china', model: 'glm-5', key: planKey });
    const choice = {
      providerId: 'coding-plan/china',
      model: 'glm-5',
      key: 'sk-sp-OTHER1234',
      keyVariable: 'WORK_PLAN_KEY',
    };
    const second = plan(first.after, choice);
    expect(resolve(second.after, '0.24')).toMatchObject({ key: 'sk-sp-OTHER1234', keyVariable: 'WORK_PLAN_KEY' });
    expect(resolve(second.after, '0.15')).toMatchObject({ key: 'sk-sp-OTHER1234' });
    expect(clientParse(second.after)).toMatchObject({ env: { BAILIAN_CODING_PLAN_API_KEY: planKey } });
    expect(planOnText({ text: second.after, choice, facts: noFacts })).toEqual({ kind: 'nothing-to-do' });
    expect([first.targetId, second.targetId]).toEqual(['coding-plan/china', listed(second.after, 'WORK_PLAN_KEY')]);
    // The vault's key of the first account is not used for the second.
    const { key: _, ...bare } = choice;
    const vaultKeys = { 'coding-plan/china': planKey };
    expect(planOnText({ text: first.after, choice: bare, facts: facts({ vaultKeys }) })).toEqual({
      kind: 'key-refused',
      problem: 'missing',
    });
  });
});

describe('the key', () => {
  const choice = { providerId: 'coding-plan/china', model: 'glm-5' } as const;

  it('comes from the vault, by provider id first, then by variable', () => {
    const vaultKeys = {
      BAILIAN_CODING_PLAN_API_KEY: 'sk-sp-SHARED0000',
      'coding-plan/international': 'sk-sp-INTL0000',
    };
    const china = plan('{}', choice, facts({ vaultKeys }));
    expect(resolve(china.after, '0.24')).toMatchObject({ key: 'sk-sp-SHARED0000' });
    const intl = plan(china.after, { ...choice, providerId: 'coding-plan/international' }, facts({ vaultKeys }));
    expect(resolve(intl.after, '0.24')).toMatchObject({ key: 'sk-sp-INTL0000' });
    expect(codes(intl)).toContain('key-shared');
  });

  it('is not written when it is already in effect', () => {
    const given = facts({ processEnvironment: { BAILIAN_CODING_PLAN_API_KEY: planKey } });
    expect(clientParse(plan('{}', choice, given).after)).not.toHaveProperty('env');
    expect(codes(plan('{}', choice, given))).not.toContain('key-in-plain-text');
  });

  it('remains a reference to a variable that already supplies it', () => {
    const text = JSON.stringify({ env: { BAILIAN_CODING_PLAN_API_KEY: '$MY_PLAN_KEY' } });
    const given = facts({
      processEnvironment: { MY_PLAN_KEY: planKey },
      vaultKeys: { 'coding-plan/china': planKey },
    });
    for (const asked of [choice, { ...choice, key: planKey }, { ...choice, keyPlacement: 'settings' as const }]) {
      const { after, warnings } = plan(text, asked, given);
      expect(clientParse(after)).toMatchObject({ env: { BAILIAN_CODING_PLAN_API_KEY: '$MY_PLAN_KEY' } });
      expect(warnings).toEqual([]);
    }
    const other = plan(text, { ...choice, key: 'sk-sp-OTHER00000' }, given).after;
    expect(clientParse(other)).toMatchObject({ env: { BAILIAN_CODING_PLAN_API_KEY: 'sk-sp-OTHER00000' } });
  });

  it('is refused for its kind even if it was there before', () => {
    const text = '{"env":{"BAILIAN_CODING_PLAN_API_KEY":"sk-plain-old"}}';
    expect(planOnText({ text, choice, facts: noFacts })).toEqual({
      kind: 'key-refused',
      problem: 'billed-key-on-plan-endpoint',
    });
  });

  it('is stored beside the other keys, or where the user chooses', () => {
    const envFile = (text: string) =>
      facts({ keyFilePath, envFiles: [{ path: keyFilePath, text, place: 'qwen-home' }] });
    const typed = { ...choice, key: planKey };
    const there = plan('{}', typed, envFile('BAILIAN_CODING_PLAN_API_KEY=sk-sp-OLD00000 # mine\n'));
    expect(there.envFile).toMatchObject({
      path: keyFilePath,
      before: 'BAILIAN_CODING_PLAN_API_KEY=sk-sp-OLD00000 # mine\n',
      after: `BAILIAN_CODING_PLAN_API_KEY=${planKey} # mine\n`,
    });
    expect(JSON.stringify(there.envFile?.diff)).not.toMatch(/FAKE|OLD/);
    expect(clientParse(there.after)).not.toHaveProperty('env');
    expect(codes(there)).not.toContain('key-in-plain-text');

    const inSettings = plan('{"env":{"BAILIAN_CODING_PLAN_API_KEY":"sk-sp-OLD00000"}}', typed, envFile('OTHER=1\n'));
    expect(inSettings.envFile).toBeUndefined();
    expect(codes(inSettings)).toContain('key-in-plain-text');

    const asked = plan('{}', { ...typed, keyPlacement: 'env-file' }, facts({ keyFilePath }));
    expect(asked.envFile).toMatchObject({ before: null, after: `BAILIAN_CODING_PLAN_API_KEY=${planKey}\n` });
  });

  it('can be the only change, with the settings text unchanged', () => {
    const settings = plan('{}', { ...choice, key: planKey, keyPlacement: 'env-file' }, facts({ keyFilePath })).after;
    const envFiles = [
      { path: keyFilePath, text: 'BAILIAN_CODING_PLAN_API_KEY=sk-sp-OLD00000\n', place: 'qwen-home' as const },
    ];
    const rotated = plan(settings, { ...choice, key: planKey }, facts({ keyFilePath, envFiles }));
    expect(rotated.after).toBe(settings);
    expect(rotated.diff).toEqual([]);
    expect(rotated.envFile?.after).toContain(planKey);
  });
});

it('moves a key in effect on request only', () => {
  const text = JSON.stringify({ env: { DEEPSEEK_API_KEY: 'sk-0123456789abcdef' }, $version: 4 });
  const choice = { providerId: 'deepseek', model: 'deepseek-chat' };
  const given = { ...noFacts, keyFilePath: '/h/.qwen/.env' };
  const moved = planOnText({ text, choice: { ...choice, keyPlacement: 'env-file' }, facts: given });
  expect(moved).toMatchObject({ kind: 'plan', envFile: { after: 'DEEPSEEK_API_KEY=sk-0123456789abcdef\n' } });
  expect(planOnText({ text, choice, facts: given })).not.toHaveProperty('envFile');
});
