import fc from 'fast-check';
import type { ProviderOption } from '../../../../main/core/provider/model.ts';
import { viewSettings } from '../../../../main/core/provider/switch/settings-view.ts';
import type { SwitchPlan } from '../../../../main/core/provider/switch/switch-plan.ts';
import type { ProviderChoice } from '../../../../main/core/provider/switch-model.ts';
import { noFacts, planOnText } from '../../../support/settings-facts.ts';
import { jsonValues, objectsOf } from './support.ts';

const addresses = fc.constantFrom(
  'https://coding.dashscope.aliyuncs.com/v1',
  'https://coding-intl.dashscope.aliyuncs.com/v1',
  'https://llm.example.com/v1',
  'http://127.0.0.1:41001/v1',
);

const entries = fc.record(
  {
    id: fc.constantFrom('m-a', 'm-b', 'glm-5', 'qwen3-coder-plus'),
    name: fc.string({ maxLength: 6 }),
    baseUrl: addresses,
    envKey: fc.constantFrom('KEY_A', 'KEY_B', 'BAILIAN_CODING_PLAN_API_KEY'),
    generationConfig: jsonValues,
    imageOnly: fc.boolean(),
  },
  { requiredKeys: ['id', 'baseUrl', 'envKey'], noNullPrototype: true },
);

const lists = fc.oneof(
  { weight: 4, arbitrary: fc.array(entries, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(fc.oneof(entries, jsonValues), { maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.record(
      { protocol: fc.constant('openai'), models: fc.array(entries, { maxLength: 3 }) },
      { noNullPrototype: true },
    ),
  },
);

const leaf = fc.oneof(fc.string({ maxLength: 8 }), fc.constant(null), fc.boolean());

/** Settings in the form Qwen Code knows, combined with arbitrary values. */
export const settings = fc
  .tuple(
    objectsOf(jsonValues, 3),
    fc.record(
      {
        $version: fc.constantFrom(3, 4, 5, 99),
        env: objectsOf(fc.string({ maxLength: 8 }), 3),
        modelProviders: fc.record(
          { openai: lists, anthropic: lists, mine: jsonValues },
          { requiredKeys: [], noNullPrototype: true },
        ),
        security: fc.record(
          { auth: fc.record({ selectedType: leaf, extra: jsonValues }, { requiredKeys: [], noNullPrototype: true }) },
          { requiredKeys: [], noNullPrototype: true },
        ),
        model: fc.oneof(
          leaf,
          fc.record({ name: leaf, baseUrl: leaf, other: jsonValues }, { requiredKeys: [], noNullPrototype: true }),
        ),
        fastModel: fc.constantFrom('', 'm-a', 'openai:m-b', 'elsewhere'),
        modelFallbacks: fc.constantFrom('', 'm-a, glm-5', 'elsewhere'),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    fc.boolean(),
  )
  .map(
    ([other, known, first]): Record<string, unknown> =>
      first ? { ...other, ...known } : { ...known, ...other, ...known },
  );

export interface Draw {
  readonly option: number;
  readonly model: number;
  readonly withKey: boolean;
  readonly follow: 'all' | 'none';
  readonly placement: 'settings' | 'env-file' | undefined;
}

export const draws: fc.Arbitrary<Draw> = fc.record({
  option: fc.nat(40),
  model: fc.nat(20),
  withKey: fc.constantFrom(true, true, true, true, false),
  follow: fc.constantFrom('all', 'none'),
  placement: fc.constantFrom('settings', 'env-file', undefined),
});

export const facts = {
  ...noFacts,
  keyFilePath: '/home/me/.qwen/.env',
  processEnvironment: { KEY_A: 'sk-AAAA', KEY_B: 'key-BBBB' },
};

function optionOf(text: string, draw: Draw): ProviderOption | undefined {
  const view = viewSettings({ path: 'settings.json', text, facts });
  const options = view.state === 'readable' ? view.options.filter(({ custom }) => custom !== true) : [];
  return options[draw.option % options.length];
}

function choiceOf(option: ProviderOption, draw: Draw): ProviderChoice {
  return {
    providerId: option.id,
    model: option.models[draw.model % option.models.length]?.id ?? 'm-new',
    follow: draw.follow,
    ...(draw.withKey ? { key: option.billing === 'plan' ? 'sk-sp-0123456789' : 'sk-0123456789' } : {}),
    ...(draw.placement === undefined ? {} : { keyPlacement: draw.placement }),
  };
}

export interface Planned {
  readonly before: string;
  readonly choice: ProviderChoice;
  readonly option: ProviderOption;
  readonly plan: SwitchPlan;
}

/** Plans a switch; null: there is nothing to do, or the switch is refused. */
export function planned(before: string, draw: Draw): Planned | null {
  const option = optionOf(before, draw);
  if (option === undefined) return null;
  const choice = choiceOf(option, draw);
  const plan = planOnText({ text: before, choice, facts });
  return plan.kind === 'plan' ? { before, choice, option, plan } : null;
}
