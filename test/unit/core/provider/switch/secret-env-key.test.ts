import { describe, expect, it } from 'vitest';
import { findRepairs, planRepair, type RepairCode } from '../../../../../main/core/provider/switch/repairs.ts';
import { planSwitch } from '../../../../../main/core/provider/switch/switch-plan.ts';
import { targetsOf } from '../../../../../main/core/provider/switch/targets.ts';
import { clientParse, documentOf, facts } from '../support.ts';
import { resolve } from '../switching.ts';

const codingPlan = 'https://coding.dashscope.aliyuncs.com/v1';
const planKey = 'sk-sp-0123456789abcdef0123456789abcdef';
const zhipuKey = '9c63154bfe5d4b0f8a1c2d3e4f5a6b7c.AbCdEfGhIjKl20Zg';

interface Entry {
  readonly id: string;
  readonly baseUrl: string;
  readonly envKey: string;
}

const settingsWith = (entries: readonly Entry[], env: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify({
    $version: 4,
    modelProviders: { openai: entries },
    security: { auth: { selectedType: 'openai' } },
    model: { name: entries[0]?.id },
    ...(Object.keys(env).length > 0 && { env }),
  });

const entry = (envKey: string, baseUrl = codingPlan): Entry => ({ id: 'm', baseUrl, envKey });

function repaired(text: string, code: RepairCode): string {
  const plan = planRepair({ text, code });
  if (plan.kind !== 'plan') throw new Error(plan.kind);
  expect(planRepair({ text: plan.after, code })).toEqual({ kind: 'nothing-to-do' });
  expect(findRepairs(documentOf(plan.after), facts({}))).toEqual([]);
  return plan.after;
}

/** The ids of the providers that the file itself declares. */
const offeredIds = (text: string): readonly string[] =>
  targetsOf(documentOf(text).value)
    .filter(({ group }) => group !== null)
    .map(({ id }) => id);

const offers = (text: string) => findRepairs(documentOf(text), facts({}));

describe('a key in envKey', () => {
  it('is reported without the key, and moved to env under the name of the catalogue', () => {
    const text = settingsWith([entry(planKey)]);
    expect(resolve(text)).toMatchObject({ state: 'refuses', code: 'missing-key' });
    expect(offers(text)).toEqual([
      {
        code: 'key-in-env-key',
        values: { shown: '…cdef', variable: 'BAILIAN_CODING_PLAN_API_KEY' },
        repairable: true,
      },
    ]);
    const after = repaired(text, 'key-in-env-key');
    expect(clientParse(after)).toMatchObject({
      modelProviders: { openai: [entry('BAILIAN_CODING_PLAN_API_KEY')] },
      env: { BAILIAN_CODING_PLAN_API_KEY: planKey },
    });
    expect(resolve(after)).toMatchObject({ state: 'uses', key: planKey });
  });

  it('is moved under a name made of the host when the catalogue does not know it, in a wrapped list too', () => {
    const list = [{ id: 'm', baseUrl: 'https://llm.example.cn/v4', envKey: zhipuKey }];
    const text = JSON.stringify({ $version: 5, modelProviders: { openai: { protocol: 'openai', models: list } } });
    const plan = planRepair({ text, code: 'key-in-env-key' });
    expect(plan.kind === 'plan' && clientParse(plan.after)).toMatchObject({
      modelProviders: { openai: { models: [{ envKey: 'LLM_EXAMPLE_CN_API_KEY' }] } },
      env: { LLM_EXAMPLE_CN_API_KEY: zhipuKey },
    });
  });

  it('shares one name for one key, and never overwrites another key', () => {
    const other = `${planKey}ff`;
    const text = settingsWith([entry(planKey), entry(planKey), entry(other)], { BAILIAN_CODING_PLAN_API_KEY: 'mine' });
    expect(offers(text)).toHaveLength(2);
    expect(clientParse(repaired(text, 'key-in-env-key'))).toMatchObject({
      modelProviders: {
        openai: [
          { envKey: 'BAILIAN_CODING_PLAN_API_KEY_2' },
          { envKey: 'BAILIAN_CODING_PLAN_API_KEY_2' },
          { envKey: 'BAILIAN_CODING_PLAN_API_KEY_3' },
        ],
      },
      env: {
        BAILIAN_CODING_PLAN_API_KEY: 'mine',
        BAILIAN_CODING_PLAN_API_KEY_2: planKey,
        BAILIAN_CODING_PLAN_API_KEY_3: other,
      },
    });
  });

  it('keeps in force the key that an earlier switch set under the key as name', () => {
    const inForce = 'sk-sp-99999999999999999999999999999999';
    const after = repaired(settingsWith([entry(planKey)], { [planKey]: inForce }), 'key-in-env-key');
    expect(resolve(after)).toMatchObject({ state: 'uses', key: inForce, keyVariable: 'BAILIAN_CODING_PLAN_API_KEY' });
  });

  it('is suspected in any text that cannot be a name, unless env sets a variable of that name', () => {
    expect(offers(settingsWith([entry('Kx9-secret')])).map(({ code }) => code)).toEqual(['key-in-env-key']);
    expect(offers(settingsWith([entry('my-key')], { 'my-key': 'x' }))).toEqual([]);
    expect(offers(settingsWith([entry('MY_KEY')]))).toEqual([]);
  });
});

describe('a reference in envKey', () => {
  it.each([`\${DASHSCOPE_API_KEY}`, '$DASHSCOPE_API_KEY'])('%s is replaced by the name in it', (reference) => {
    const text = settingsWith([entry(reference)]);
    expect(offers(text)).toEqual([
      {
        code: 'reference-in-env-key',
        values: { shown: reference, variable: 'DASHSCOPE_API_KEY' },
        repairable: true,
      },
    ]);
    expect(clientParse(repaired(text, 'reference-in-env-key'))).toEqual(
      clientParse(settingsWith([entry('DASHSCOPE_API_KEY')])),
    );
  });

  it('keeps comments and all other bytes', () => {
    const text = '{ "modelProviders": { "openai": [ /* a */ { "id": "m", "envKey": "$A_KEY" /* b */ } ] } }';
    expect(repaired(text, 'reference-in-env-key')).toBe(text.replace('"$A_KEY"', '"A_KEY"'));
  });
});

it.each([planKey, zhipuKey, `\${A_KEY}`, '$A_KEY'])('refuses a switch that would make %s a name', (envKey) => {
  const text = settingsWith([entry(envKey, 'https://llm.example.cn/v4')]);
  const settings = { ok: true as const, document: documentOf(text) };
  const outcomes = offeredIds(text).map((providerId) =>
    planSwitch({ settings, choice: { providerId, model: 'm', key: 'sk-0123456789' }, facts: facts({}) }),
  );
  expect(outcomes).toEqual([{ kind: 'key-refused', problem: 'secret-env-key' }]);
});
