import { describe, expect, it } from 'vitest';
import type { SettingsFacts } from '../../../../../main/core/provider/precedence/facts.ts';
import type { SwitchPlan } from '../../../../../main/core/provider/switch/switch-plan.ts';
import type { ProviderChoice, SwitchWarning } from '../../../../../main/core/provider/switch-model.ts';
import { noFacts, planOnText } from '../../../../support/settings-facts.ts';
import { clientParse, facts, sample } from '../support.ts';

const key = 'sk-sp-FAKE12345678';
const choice: ProviderChoice = { providerId: 'coding-plan/china', model: 'glm-5', key };
const variable = 'BAILIAN_CODING_PLAN_API_KEY';

function plan(text: string | null, given: SettingsFacts = noFacts, part: Partial<ProviderChoice> = {}): SwitchPlan {
  const outcome = planOnText({ text, choice: { ...choice, ...part }, facts: given });
  if (outcome.kind !== 'plan') throw new Error(JSON.stringify(outcome));
  return outcome;
}

const warningsOf = (
  text: string | null,
  given?: SettingsFacts,
  part?: Partial<ProviderChoice>,
): readonly SwitchWarning[] => plan(text, given, part).warnings;

const find = (warnings: readonly SwitchWarning[], code: SwitchWarning['code']) =>
  warnings.filter((warning) => warning.code === code).map(({ values }) => values);

describe('warnings of values that override the switch', () => {
  it('include only the plain-text key when nothing overrides it', () => {
    expect(warningsOf('{}').map(({ code }) => code)).toEqual(['key-in-plain-text']);
  });

  it('include an exported variable', () => {
    const warnings = warningsOf('{}', facts({ processEnvironment: { [variable]: 'sk-sp-EXPORTED' } }));
    expect(find(warnings, 'shadowed-by-environment')).toEqual([{ variable }]);
  });

  it('ignore an empty exported variable for 0.24, where it stops 0.15', () => {
    const warnings = warningsOf('{}', facts({ processEnvironment: { [variable]: '' } }));
    expect(find(warnings, 'shadowed-by-environment')).toEqual([]);
    expect(find(warnings, 'older-client-differs')).toEqual([{ refusal: 'missing-key', subject: variable }]);
  });

  it.each(['project', 'qwen-home', 'home'] as const)('include a .env file of the %s', (place) => {
    const envFiles = [{ path: '/there/.env', text: `${variable}=sk-sp-OTHER0000\n`, place }];
    const warnings = warningsOf('{}', facts({ envFiles }), { keyPlacement: 'settings' });
    expect(find(warnings, 'shadowed-by-env-file')).toEqual([{ variable, path: '/there/.env' }]);
  });

  it('include settings of the workspace and the system, path by path', () => {
    const higher = {
      model: { name: 'other' },
      modelProviders: { openai: [] },
      env: { [variable]: 'sk-sp-OTHER0000' },
    };
    const workspace = warningsOf('{}', facts({ workspaceText: JSON.stringify(higher) }));
    expect(find(workspace, 'shadowed-by-workspace').map(({ path }) => path)).toEqual([
      'model.name',
      'modelProviders.openai',
      `env.${variable}`,
    ]);
    const security = { auth: { selectedType: 'anthropic' } };
    const system = warningsOf(
      '{}',
      facts({ systemText: JSON.stringify({ security, model: { baseUrl: 'https://x' } }) }),
    );
    expect(find(system, 'shadowed-by-system').map(({ path }) => path)).toEqual([
      'security.auth.selectedType',
      'model.baseUrl',
    ]);
  });

  it('ignore equal values and system defaults', () => {
    const equal = JSON.stringify({ model: { name: 'glm-5' } });
    const codes = (given: Partial<SettingsFacts>) => warningsOf('{}', facts(given)).map(({ code }) => code);
    expect(codes({ workspaceText: equal })).toEqual(['key-in-plain-text']);
    expect(codes({ systemDefaultsText: JSON.stringify({ model: { name: 'other' } }) })).toEqual(['key-in-plain-text']);
  });

  it('include an enforced type', () => {
    const systemText = JSON.stringify({ security: { auth: { enforcedType: 'anthropic' } } });
    expect(find(warningsOf('{}', facts({ systemText })), 'enforced-type')).toEqual([
      { enforced: 'anthropic', chosen: 'openai' },
    ]);
  });

  it('include an equal entry in an earlier list of the user', () => {
    const text = JSON.stringify({
      modelProviders: { mine: [{ id: 'glm-5', baseUrl: 'https://coding.dashscope.aliyuncs.com/v1', envKey: 'MINE' }] },
      providerProtocol: { mine: 'openai' },
      env: { MINE: 'key-of-mine-0000' },
    });
    const outcome = planOnText({ text, choice: { ...choice, keyVariable: variable }, facts: noFacts });
    expect(outcome.kind === 'plan' && find(outcome.warnings, 'switch-without-effect')).toHaveLength(1);
  });

  it('include an older client that would use something else', () => {
    expect(find(warningsOf('\uFEFF{}'), 'older-client-differs')).toMatchObject([{ refusal: 'no-protocol' }]);
    const anthropic = warningsOf('{}', noFacts, { providerId: 'coding-plan/china/anthropic' });
    expect(find(anthropic, 'older-client-differs')).toMatchObject([{ refusal: 'x-api-key' }]);
  });
});

describe('warnings of cost and effect', () => {
  it('include a billed endpoint beside a plan', () => {
    const billed = { providerId: 'modelstudio/singapore', model: 'glm-5.1', key: 'sk-12345678' };
    const text = sample('v0.24.4-tui-auth-coding-plan-china.after.json');
    expect(find(warningsOf(text, noFacts, billed), 'billed-endpoint')).toEqual([
      { baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1' },
    ]);
    expect(find(warningsOf('{}', noFacts, billed), 'billed-endpoint')).toEqual([]);
    const vaultKeys = { 'coding-plan/china': key };
    expect(find(warningsOf('{}', facts({ vaultKeys }), billed), 'billed-endpoint')).toHaveLength(1);
  });

  it('include a key that other addresses also read', () => {
    const text = sample('v0.24.4-tui-auth-coding-plan-china.after.json');
    const intl = { providerId: 'coding-plan/international' };
    expect(find(warningsOf(text, noFacts, intl), 'key-shared')).toEqual([
      { variable, others: 'https://coding.dashscope.aliyuncs.com/v1' },
    ]);
    // Without a key of its own the new region uses that of the old region, which needs a warning too.
    const { key: _, ...bare } = { ...choice, ...intl };
    const outcome = planOnText({ text, choice: bare, facts: noFacts });
    expect(outcome.kind === 'plan' && find(outcome.warnings, 'key-shared')).toHaveLength(1);
  });

  it('include sessions that keep the old provider', () => {
    const runningSessions = [
      { pid: 1, workFolder: '/w/one', version: '0.24.4' },
      { pid: 2, workFolder: '/w/two', version: null },
    ];
    expect(find(warningsOf('{}', facts({ runningSessions })), 'running-sessions')).toEqual([
      { count: '2', folders: '/w/one, /w/two' },
    ]);
  });
});

describe('other selectors', () => {
  const text = JSON.stringify({
    modelProviders: {
      openai: [
        { id: 'm-b', baseUrl: 'https://b.example/v1', envKey: 'KEY_B' },
        { id: 'glm-4.7', baseUrl: 'https://b.example/v1', envKey: 'KEY_B' },
      ],
    },
    fastModel: 'm-b',
    modelFallbacks: 'kimi-k2.5, m-b,glm-4.7',
    advisorModel: 'openai:m-b',
    visionModel: 'openai:kimi-k2.5\0https://coding.dashscope.aliyuncs.com/v1',
    compactionModel: 'qwen3-coder-plus',
    imageModel: 'nowhere',
    voiceModel: '',
  });
  const strays = {
    fastModel: 'm-b',
    modelFallbacks: 'kimi-k2.5, m-b,glm-4.7',
    advisorModel: 'openai:m-b',
    imageModel: 'nowhere',
  };

  it('are reported and unchanged when they would still use another provider', () => {
    const { warnings, after } = plan(text);
    expect(find(warnings, 'other-selector')).toEqual(
      Object.entries(strays).map(([selector, model]) => expect.objectContaining({ selector, model, follows: 'no' })),
    );
    expect(clientParse(after)).toMatchObject(strays);
  });

  it('follow on request: the main model, or the fallbacks that the new provider has', () => {
    const { warnings, after } = plan(text, noFacts, { follow: 'all' });
    expect(find(warnings, 'other-selector').map(({ selector, becomes }) => [selector, becomes])).toEqual([
      ['fastModel', ''],
      ['modelFallbacks', 'kimi-k2.5,glm-4.7'],
      ['advisorModel', ''],
      ['imageModel', ''],
    ]);
    expect(clientParse(after)).toMatchObject({
      fastModel: '',
      modelFallbacks: 'kimi-k2.5,glm-4.7',
      advisorModel: '',
      imageModel: '',
      visionModel: 'openai:kimi-k2.5\0https://coding.dashscope.aliyuncs.com/v1',
      compactionModel: 'qwen3-coder-plus',
    });
  });
});

describe('warnings of what was chosen', () => {
  const codesOf = (part: Partial<ProviderChoice>) => warningsOf('{}', noFacts, part).map(({ code }) => code);
  const custom = (baseUrl: string, more: Partial<ProviderChoice> = {}): Partial<ProviderChoice> => ({
    providerId: 'custom',
    model: 'm',
    baseUrl,
    key: 'sk-abcdefgh12345678',
    ...more,
  });

  it('include a model the personal Token Plan refuses, and one that ended', () => {
    expect(codesOf({ providerId: 'token-plan/china', model: 'kimi-k2.6' })).toContain('model-unpurchased');
    expect(codesOf({ providerId: 'token-plan-team/china', model: 'kimi-k2.6' })).not.toContain('model-unpurchased');
    expect(codesOf({ providerId: 'token-plan/china', model: 'glm-5.2' })).toEqual(['key-in-plain-text']);
    const ended = find(
      warningsOf('{}', noFacts, { providerId: 'token-plan-team/china', model: 'qwen3.8-max-preview' }),
      'model-ended',
    );
    expect(ended).toEqual([{ model: 'qwen3.8-max-preview', date: '2026-08-05' }]);
  });

  it('include a key without the prefix of plan keys at the Token Plan', () => {
    expect(codesOf({ providerId: 'token-plan/china', model: 'glm-5.2', key: 'tp-0123456789ab' })).toContain(
      'not-a-plan-key',
    );
  });

  it('include the path taken off an entered address', () => {
    const warnings = warningsOf('{}', noFacts, custom('https://api.example.cn/v1/chat/completions'));
    expect(find(warnings, 'address-shortened')).toEqual([
      { baseUrl: 'https://api.example.cn/v1/chat/completions', becomes: 'https://api.example.cn/v1' },
    ]);
    expect(codesOf(custom('https://api.example.cn/v1'))).toEqual(['key-in-plain-text']);
  });

  it.each([
    ['http://api.example.cn/v1', true],
    ['HTTP://192.168.0.7:8000/v1', true],
    ['http://localhost.example.cn/v1', true],
    ['http://127.0.0.1.example.cn/v1', true],
    ['https://api.example.cn/v1', false],
    ['http://localhost:11434/v1', false],
    ['http://llm.localhost/v1', false],
    ['http://127.0.0.2:8000/v1', false],
    ['http://[::1]:8000/v1', false],
  ])('include an address that is not encrypted: %s', (baseUrl, isWarned) => {
    const found = find(warningsOf('{}', noFacts, custom(baseUrl)), 'unencrypted-address');
    expect(found).toEqual(isWarned ? [{ baseUrl }] : []);
  });

  it('include an address that serves another protocol', () => {
    const choice = custom('https://coding.dashscope.aliyuncs.com/apps/anthropic', { key });
    expect(find(warningsOf('{}', noFacts, choice), 'wrong-address')).toEqual([
      {
        baseUrl: 'https://coding.dashscope.aliyuncs.com/apps/anthropic',
        becomes: 'https://coding.dashscope.aliyuncs.com/v1',
      },
    ]);
    expect(codesOf({ ...choice, protocol: 'anthropic' })).not.toContain('wrong-address');
  });
});
