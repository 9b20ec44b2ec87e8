import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noFacts } from '../../../main/core/provider/facts.ts';
import type { ProviderChoice, ProviderOption } from '../../../main/core/provider/model.ts';
import { viewSettings } from '../../../main/core/provider/settings-view.ts';
import { planSwitch, type SwitchPlan } from '../../../main/core/provider/switch-plan.ts';
import { clientParse, commentsOf, jsonValues, layouts, objectsOf, render, runs } from './support.ts';
import { expectSwitch, knownOptions, settingsSamples } from './switching.ts';

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

/** Settings of the shape Qwen Code knows, with anything else around it. */
const settings = fc
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

interface Draw {
  readonly option: number;
  readonly model: number;
  readonly withKey: boolean;
  readonly follow: 'all' | 'none';
  readonly placement: 'settings' | 'env-file' | undefined;
}

const draws: fc.Arbitrary<Draw> = fc.record({
  option: fc.nat(40),
  model: fc.nat(20),
  withKey: fc.constantFrom(true, true, true, true, false),
  follow: fc.constantFrom('all', 'none'),
  placement: fc.constantFrom('settings', 'env-file', undefined),
});

const facts = {
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

interface Planned {
  readonly before: string;
  readonly choice: ProviderChoice;
  readonly option: ProviderOption;
  readonly plan: SwitchPlan;
}

function planned(value: Record<string, unknown>, layout: Parameters<typeof render>[1], draw: Draw): Planned | null {
  const before = render(value, layout);
  const option = optionOf(before, draw);
  if (option === undefined) return null;
  const choice = choiceOf(option, draw);
  const plan = planSwitch({ text: before, choice, facts });
  return plan.kind === 'plan' ? { before, choice, option, plan } : null;
}

const selectors = ['fastModel', 'modelFallbacks'];

/** A copy without the planned paths; what is left has to be equal, order and all. */
function withoutPlanned(root: unknown, option: ProviderOption): unknown {
  const copy = structuredClone(root) as Record<string, unknown>;
  const drop = (path: readonly string[]): void => {
    let at: unknown = copy;
    for (const key of path.slice(0, -1)) {
      if (typeof at !== 'object' || at === null) return;
      const holder = at as Record<string, unknown>;
      // An object the switch had to make, or to put in the place of something that was none.
      const next = holder[key];
      if (typeof next !== 'object' || next === null) holder[key] = {};
      at = holder[key];
    }
    delete (at as Record<string, unknown>)[path.at(-1) ?? ''];
  };
  for (const list of ['openai', 'anthropic', 'mine']) drop(['modelProviders', list]);
  for (const list of Object.keys((copy['modelProviders'] ?? {}) as object)) drop(['modelProviders', list]);
  drop(['security', 'auth', 'selectedType']);
  drop(['model', 'name']);
  drop(['model', 'baseUrl']);
  drop(['env', option.keyVariable]);
  for (const name of selectors) drop([name]);
  return copy;
}

const bag = (texts: readonly string[]): string[] => texts.map((text) => text.trimEnd()).sort();

/** Comments inside a value that has to be replaced whole (a `model` that is a list, say) go with it. */
function keptComments(value: Record<string, unknown>, before: string): string[] {
  const isReplaced = (key: string): boolean =>
    Object.hasOwn(value, key) && (typeof value[key] !== 'object' || value[key] === null || Array.isArray(value[key]));
  const providers = Object.values((value['modelProviders'] ?? {}) as object);
  const isOdd = ['env', 'security', 'model', 'modelProviders'].some(isReplaced) || !providers.every(Array.isArray);
  return isOdd ? [] : bag(commentsOf(before));
}

function expectOnlyPlannedChanges({ before, option, plan }: Planned, value: Record<string, unknown>): void {
  const left = (text: string): unknown => JSON.parse(JSON.stringify(withoutPlanned(clientParse(text), option)));
  expect(left(plan.after)).toEqual(left(before));
  expect(bag(commentsOf(plan.after))).toEqual(expect.arrayContaining(keptComments(value, before)));
  expect(plan.after.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
  expect(plan.after.slice(plan.after.lastIndexOf('}') + 1)).toBe(before.slice(before.lastIndexOf('}') + 1));
  if (before.includes('\r\n')) expect(plan.after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  else expect(plan.after).not.toContain('\r');
}

function expectEffect({ choice, option, plan }: Planned): void {
  if (plan.warnings.some(({ code }) => code === 'switch-without-effect')) return;
  const view = viewSettings({ path: 'settings.json', text: plan.after, facts });
  const current = view.state === 'readable' ? view.options.find((candidate) => candidate.current) : undefined;
  expect(current).toMatchObject({ id: plan.targetId, baseUrl: option.baseUrl });
  expect(view).toMatchObject({ currentModel: choice.model });
}

function expectNothingLeft({ choice, plan }: Planned): void {
  const written = plan.envFile;
  const envFiles =
    written === undefined ? [] : [{ path: written.path, text: written.after, place: 'qwen-home' as const }];
  const again = planSwitch({ text: plan.after, choice, facts: { ...facts, envFiles } });
  expect(again).toEqual({ kind: 'nothing-to-do' });
}

describe('any switch', () => {
  it('changes planned paths only, is idempotent, takes effect or says why not, and shows no key', () => {
    let plans = 0;
    let silent = 0;
    fc.assert(
      fc.property(settings, layouts, draws, (value, layout, draw) => {
        const done = planned(value, layout, draw);
        if (done === null) return;
        plans += 1;
        if (!done.plan.warnings.some(({ code }) => code === 'switch-without-effect')) silent += 1;
        expectOnlyPlannedChanges(done, value);
        expectNothingLeft(done);
        expectEffect(done);
        const shown = JSON.stringify([done.plan.diff, done.plan.warnings, done.plan.envFile?.diff]);
        expect(shown).not.toMatch(/sk-(sp-)?0123456789/);
      }),
      runs,
    );
    // The property means something only while most draws lead to a plan, and most plans to an effect.
    expect(plans).toBeGreaterThan(500);
    expect(silent).toBeGreaterThan(plans / 2);
  }, 120_000);
});

describe('from every sample to every provider', () => {
  const rows = settingsSamples.flatMap((name) => knownOptions.map((option) => ({ name, option })));
  it.each(rows)('$name → $option.id', ({ name, option }) => expectSwitch(name, option));
});
