import { describe, expect, it } from 'vitest';
import { type ProviderOption, SettingsViewSchema } from '../../../../../main/core/provider/model.ts';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import { chosenView } from '../../../../../main/core/view/providers/chosen-view.ts';
import { providerGroups } from '../../../../../main/core/view/providers/provider-rows.ts';
import { modelText } from '../../../../../main/core/view/providers/provider-text.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { noFacts } from '../../../../support/settings-facts.ts';
import { facts, sample } from '../support.ts';

function view(text: string | null, part = noFacts) {
  const seen = viewSettings({ path: '/home/me/.qwen/settings.json', text, facts: part });
  expect(SettingsViewSchema.parse(seen)).toEqual(seen);
  if (seen.state !== 'readable') throw new Error('refused');
  return seen;
}

const option = (options: readonly ProviderOption[], id: string): ProviderOption => {
  const found = options.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('viewSettings', () => {
  it('offers the catalogue and the custom endpoint when there is no file', () => {
    const { exists, options, currentModel } = view(null);
    expect(exists).toBe(false);
    expect(currentModel).toBeNull();
    expect(options.every(({ origin, current }) => origin === 'catalogue' && !current)).toBe(true);
    expect(option(options, 'coding-plan/international')).toMatchObject({
      label: 'Coding Plan',
      region: 'international',
      billing: 'plan',
      key: { state: 'missing' },
      termsOf: 'QwenCloud (Alibaba Cloud)',
    });
    expect(options.at(-1)).toMatchObject({ id: 'custom', custom: true, models: [] });
  });

  it('shows no name that turns the direction of its line, and keeps the ids of models', () => {
    const turned = 'glm\u202E5\u2066';
    const entry = { id: turned, name: `[${turned}] ${turned}`, baseUrl: `https://${turned}/v1`, envKey: 'KEY_A' };
    const seen = view(
      JSON.stringify({
        security: { auth: { selectedType: 'openai' } },
        model: { name: turned },
        modelProviders: { openai: [entry, { ...entry, baseUrl: turned, envKey: turned }] },
      }),
    );
    const models = seen.options.flatMap((one) => one.models);
    expect(models.map(({ id }) => id)).toContain(turned);
    const names = seen.options.map(({ label, models: own }) => [label, own.map(({ name }) => name)]);
    const rows = providerGroups(seen, '', [], wordsFor('en')).flatMap(({ families }) =>
      families.flatMap((family) => family.rows.map(({ name, aboutText, modelsText }) => [name, aboutText, modelsText])),
    );
    const form = models.map(modelText);
    const chosen = chosenView(seen, wordsFor('en'));
    expect(chosen.model).toBe('glm\uFFFD5\uFFFD');
    expect(JSON.stringify([names, seen.repairs, rows, form, chosen])).not.toMatch(/[\u202E\u2066]/);
  });

  it('distinguishes an empty file from a missing one, because Qwen Code does not start with it', () => {
    for (const text of ['', ' \n', '\uFEFF']) {
      expect(view(text)).toMatchObject({ exists: true, repairs: [{ code: 'empty-file', repairable: false }] });
    }
    expect(view(null)).toMatchObject({ exists: false, repairs: [] });
    expect(view('{}').repairs).toEqual([]);
  });

  describe('names what is chosen without a list', () => {
    const chosen = (settings: object, part = noFacts) => {
      const { options, unlisted, startFault } = view(JSON.stringify(settings), part);
      return { unlisted, startFault, current: options.find(({ current }) => current)?.id };
    };
    const byType = { security: { auth: { selectedType: 'openai' } }, model: { name: 'qwen3-coder-plus' } };
    const address = 'https://coding.dashscope.aliyuncs.com/v1';
    const inChina = {
      ...{ id: 'coding-plan/china', label: 'Coding Plan', region: 'china' },
      ...{ protocol: 'openai', baseUrl: address, model: 'qwen3-coder-plus' },
    };

    it.each([
      ['variables', { ...byType, env: { OPENAI_API_KEY: 'sk-sp-0123456789abcdef', OPENAI_BASE_URL: address } }],
      [
        'security.auth',
        {
          ...byType,
          security: { auth: { selectedType: 'openai', apiKey: 'sk-sp-0123456789abcdef', baseUrl: address } },
        },
      ],
    ])('by %s', (_what, settings) => {
      expect(chosen(settings)).toEqual({ unlisted: inChina, startFault: undefined, current: undefined });
    });

    it('also beside a list that lacks the model', () => {
      const env = { OPENAI_API_KEY: 'sk-0123456789abcdef', OPENAI_BASE_URL: 'http://localhost:11434/v1' };
      const modelProviders = { openai: [{ id: 'glm-5', baseUrl: address, envKey: 'OPENAI_API_KEY' }] };
      expect(chosen({ ...byType, env, modelProviders })).toMatchObject({
        unlisted: { label: 'localhost', region: null },
        current: undefined,
      });
    });

    it('leaves open which edition of the Token Plan an address they share belongs to', () => {
      const shared = 'https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1';
      const env = { OPENAI_API_KEY: 'sk-sp-0123456789abcdef', OPENAI_BASE_URL: shared };
      expect(chosen({ ...byType, env }).unlisted?.label).toBe('Token Plan');
    });

    it('or why it does not start; and nothing if nothing is chosen', () => {
      expect(chosen(byType)).toMatchObject({ startFault: { code: 'missing-key', subject: 'OPENAI_API_KEY' } });
      expect(chosen({})).toEqual({});
      const exported = facts({ processEnvironment: { OPENAI_API_KEY: 'sk-0123456789abcdef' } });
      expect(chosen(byType, exported).unlisted).toMatchObject({ baseUrl: 'https://api.openai.com/v1' });
      expect(view('', exported).unlisted).toBeUndefined();
      expect(view('', exported).startFault).toEqual({ code: 'unreadable-layer', subject: 'user' });
    });
  });

  it('lists providers of the file first and merges catalogue providers of the same endpoint into them', () => {
    const { options, currentModel } = view(sample('v0.24.4-tui-auth-coding-plan-china.after.json'));
    expect(options[0]).toMatchObject({ id: 'coding-plan/china', origin: 'file', current: true });
    expect(options[1]).toMatchObject({ origin: 'file', label: '127.0.0.1', keyVariable: 'MY_VAR', billing: 'unknown' });
    expect(options.filter(({ id }) => id === 'coding-plan/china')).toHaveLength(1);
    expect(option(options, 'coding-plan/international')).toMatchObject({ origin: 'catalogue', current: false });
    expect(currentModel).toBe('qwen3.5-plus');
  });

  it('shows the place and the last characters of a key, never the key', () => {
    const text = sample('v0.24.4-tui-auth-coding-plan-china.after.json');
    const seen = view(
      text,
      facts({
        processEnvironment: { XAI_API_KEY: 'xai-0123456789ab' },
        envFiles: [{ path: '~/.env', text: 'DEEPSEEK_API_KEY=sk-deep-0001\n', place: 'home' }],
        vaultKeys: { 'kimi/china': 'sk-kimi-00002222', OPENROUTER_API_KEY: 'sk-or-00003333' },
      }),
    );
    const keys = Object.fromEntries(seen.options.map(({ id, key }) => [id, key]));
    expect(keys).toMatchObject({
      'coding-plan/china': { state: 'present', source: 'settings', last4: '0000' },
      grok: { state: 'present', source: 'environment', last4: '89ab' },
      deepseek: { state: 'present', source: 'env-file', last4: '0001' },
      'kimi/china': { state: 'present', source: 'vault', last4: '2222' },
      'kimi/international': { state: 'missing' },
      openrouter: { state: 'present', source: 'vault', last4: '3333' },
    });
    expect(JSON.stringify(seen)).not.toMatch(/sk-sp-FAKE|sk-deep|sk-kimi|sk-or|xai-0/);
  });

  it('groups by protocol, address and key, with ids that do not depend on the order', () => {
    const entry = (id: string, host: string, envKey: string) => ({ id, baseUrl: `https://${host}/v1`, envKey });
    const entries = [
      entry('m1', 'one.example', 'K1'),
      entry('m2', 'two.example', 'K2'),
      entry('m3', 'one.example', 'K1'),
      entry('m4', 'one.example', 'K9'),
    ];
    const own = (list: unknown[]) =>
      view(JSON.stringify({ modelProviders: { openai: list } })).options.filter(({ origin }) => origin === 'file');
    const options = own(entries);
    expect(options.map(({ label, models }) => [label, models.map(({ id }) => id)])).toEqual([
      ['one.example (K1)', ['m1', 'm3']],
      ['two.example', ['m2']],
      ['one.example (K9)', ['m4']],
    ]);
    const ids = (list: readonly ProviderOption[]) => list.map(({ id }) => id).sort();
    expect(ids(own([...entries].reverse()))).toEqual(ids(options));
    expect(new Set(ids(options)).size).toBe(3);
  });

  it('reads the wrapped form and list names invented by the user', () => {
    const text = JSON.stringify({
      $version: 5,
      modelProviders: {
        openai: { protocol: 'openai', models: [{ id: 'm', baseUrl: 'https://x.example', envKey: 'K' }] },
        mine: [{ id: 'c', name: '[My Corp] c', baseUrl: 'https://y.example', envKey: 'K' }],
        unmapped: [{ id: 'u' }],
      },
      providerProtocol: { mine: 'anthropic' },
      security: { auth: { selectedType: 'openai' } },
    });
    const seen = view(text);
    expect(seen.options.filter(({ origin }) => origin === 'file')).toMatchObject([
      { label: 'x.example', protocol: 'openai', current: true },
      { label: 'My Corp', protocol: 'anthropic', current: false },
    ]);
    expect(seen.repairs).toMatchObject([{ code: 'wrapped-models', values: { list: 'openai', version: '5' } }]);
  });

  it('offers only models that can be the main model, those of the file first', () => {
    const text = JSON.stringify({
      modelProviders: {
        openai: [
          { id: 'draws', imageOnly: true, baseUrl: 'https://api.minimax.io/v1', envKey: 'MINIMAX_API_KEY' },
          { id: 'MiniMax-M2.5', name: 'mine', baseUrl: 'https://api.minimax.io/v1/', envKey: 'MINIMAX_API_KEY' },
          { id: 'hears', voiceOnly: true, baseUrl: 'https://voice.example/v1', envKey: 'V' },
        ],
      },
    });
    const { options } = view(text);
    const minimax = options.filter(({ baseUrl }) => baseUrl.startsWith('https://api.minimax.io'));
    const ids = minimax.flatMap(({ models }) => models.map(({ id }) => id));
    expect(ids).toContain('MiniMax-M2.5');
    for (const hidden of ['draws', 'image-01', 'hears']) expect(ids).not.toContain(hidden);
    expect(options.some(({ label }) => label === 'voice.example')).toBe(false);
  });

  it('reports that Qwen OAuth has ended', () => {
    expect(view('{"security":{"auth":{"selectedType":"qwen-oauth"}}}')).toMatchObject({
      qwenOAuthEnded: true,
      repairs: [{ code: 'qwen-oauth-ended', repairable: false }],
    });
    expect(view('{}').qwenOAuthEnded).toBe(false);
  });

  it('reports the place of a fault and masks secrets in that line', () => {
    const seen = viewSettings({ path: 'p', text: '{\n  "KEY": "sk-0123456789",\n}', facts: noFacts });
    expect(seen).toMatchObject({ state: 'refused', problem: { reason: 'trailing-comma', line: 2 } });
    expect(JSON.stringify(seen)).not.toContain('0123456');
  });

  it('masks credentials in an address', () => {
    const text = '{"modelProviders":{"openai":[{"id":"m","baseUrl":"https://me:pw@x.example/v1","envKey":"K"}]}}';
    expect(JSON.stringify(view(text))).not.toContain('me:pw');
  });
});

describe('a model in no list', () => {
  const settings = (auth: object) =>
    JSON.stringify({
      modelProviders: { openai: [{ id: 'm-a', baseUrl: 'https://a.example/v1', envKey: 'KEY_A' }] },
      security: { auth: { selectedType: 'openai', ...auth } },
      model: { name: 'unlisted' },
      $version: 4,
    });
  const currentIn = (text: string) => {
    const seen = viewSettings({ path: '', text, facts: noFacts });
    return seen.state === 'readable'
      ? seen.options.filter(({ current }) => current).map(({ baseUrl }) => baseUrl)
      : null;
  };

  it('selects the first entry, unless the settings contain a key', () => {
    expect(currentIn(settings({}))).toEqual(['https://a.example/v1']);
    expect(currentIn(settings({ apiKey: 'sk-own' }))).toEqual([]);
  });
});

it('shows no key found where a name or an id belongs', () => {
  const key = 'sk-sp-0123456789abcdef0123456789abcdef';
  const text = JSON.stringify({
    modelProviders: {
      openai: [
        { id: 'm', name: `[${key}] m`, baseUrl: 'https://coding.dashscope.aliyuncs.com/v1', envKey: key },
        { id: key, baseUrl: `https://${key}.example.cn/v4?key=${key}#${key}`, envKey: `${key}1` },
        { id: 'n', name: key, baseUrl: `https://llm.example.cn/${key}`, envKey: `\${${key}}` },
      ],
      [key]: [{ name: 'without an id' }],
    },
    security: { auth: { selectedType: key } },
    model: { name: key },
  });
  const seen = view(text);
  expect(JSON.stringify(seen)).not.toContain(key.slice(0, 20));
  expect(seen.currentModel).toBe('…cdef');
  expect(seen.options[0]).toMatchObject({ label: 'Coding Plan (…cdef)', keyVariable: '…cdef' });
});

describe('the entry that is selected', () => {
  const entry = { id: 'm', baseUrl: 'https://x.example/v1', envKey: 'KEY_A' };
  const text = (entryChanges: object, settings: object = {}) =>
    JSON.stringify({
      security: { auth: { selectedType: 'openai' } },
      model: { name: 'm' },
      modelProviders: { openai: [{ ...entry, ...entryChanges }] },
      ...settings,
    });
  const faultIn = (settings: string, part = noFacts) =>
    view(settings, part).options.find(({ current }) => current)?.startFault;

  it.each([
    ['no key', {}, {}, { code: 'missing-key', subject: 'KEY_A' }],
    ['an empty key', {}, { env: { KEY_A: '' } }, { code: 'missing-key', subject: 'KEY_A' }],
    ['an empty envKey', { envKey: '' }, { env: { KEY_A: 'k' } }, { code: 'env-key-empty', subject: 'm' }],
    ['an envKey that is a key', { envKey: 'sk-sp-0123456789abcdef' }, {}, { code: 'missing-key', subject: '…cdef' }],
    ['an envKey that is no text', { envKey: 5 }, { env: { KEY_A: 'k' } }, { code: 'wrong-type' }],
    [
      'another type enforced',
      {},
      { env: { KEY_A: 'k' }, security: { auth: { selectedType: 'openai', enforcedType: 'gemini' } } },
      { code: 'enforced-type', subject: 'gemini' },
    ],
  ])('is said not to start with %s', (_, changes, settings, fault) => {
    expect(faultIn(text(changes, settings))).toMatchObject(fault);
  });

  it('is in use where its key is found, in whatever file, or where that is not known', () => {
    expect(faultIn(text({}, { env: { KEY_A: 'k' } }))).toBeUndefined();
    expect(faultIn(text({}), facts({ processEnvironment: { KEY_A: 'k' } }))).toBeUndefined();
    expect(faultIn(text({}), facts({ systemDefaultsText: '{"env":{"KEY_A":"k"}}' }))).toBeUndefined();
    const pipe = { path: '/home/me/.qwen/.env', place: 'qwen-home', text: '', unread: 'pipe' } as const;
    expect(faultIn(text({}), facts({ envFiles: [pipe] }))).toBeUndefined();
  });

  it('is not blamed for a fault that the files of a folder bring in', () => {
    const workspaceText = '{"security":{"auth":{"enforcedType":"gemini"}}}';
    expect(faultIn(text({}, { env: { KEY_A: 'k' } }), facts({ workspaceText }))).toBeUndefined();
  });
});

describe('an entry that is not selected', () => {
  const entry = { id: 'm2', baseUrl: 'http://localhost:11434/v1' };
  const optionOf = (...entries: readonly object[]) =>
    view(
      JSON.stringify({
        security: { auth: { selectedType: 'openai' } },
        model: { name: 'm1' },
        modelProviders: { openai: [{ id: 'm1', baseUrl: 'https://x.example/v1', envKey: 'KEY_A' }, ...entries] },
        env: { KEY_A: 'k', OPENAI_API_KEY: 'ollama' },
      }),
    ).options.find(({ baseUrl }) => baseUrl === entry.baseUrl);

  it.each([
    ['empty', '', { code: 'env-key-empty', subject: 'm2' }],
    ['null', null, { code: 'env-key-empty', subject: 'm2' }],
    ['a number', 5, { code: 'wrong-type', subject: 'modelProviders.openai m2 envKey' }],
  ])('does not start when its envKey is %s, whatever key the protocol has', (_, envKey, startFault) => {
    expect(optionOf({ ...entry, envKey })).toMatchObject({ current: false, startFault });
  });

  it('starts when its envKey is absent, or when another model of its address has one that is', () => {
    expect(optionOf(entry)).not.toHaveProperty('startFault');
    expect(optionOf({ ...entry, envKey: '' }, { ...entry, id: 'm3' })).not.toHaveProperty('startFault');
    expect(optionOf({ ...entry, envKey: 'OPENAI_API_KEY' })).not.toHaveProperty('startFault');
  });
});

it('puts no sentence of any language in a label', () => {
  const entries = { id: 'm', baseUrl: 'http://localhost:1234/v1', envKey: 'K' };
  const providers = { openai: [entries], 'openai-responses': [entries], anthropic: [entries] };
  const { options } = view(JSON.stringify({ modelProviders: providers }));
  const labels = options.filter(({ origin }) => origin === 'file').map(({ label }) => label);
  expect(labels).toEqual(['localhost (openai)', 'localhost (openai-responses)', 'localhost (anthropic)']);
});
