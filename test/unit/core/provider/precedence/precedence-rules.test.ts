import { describe, expect, it } from 'vitest';
import { inUseOf } from '../../../../../main/core/provider/precedence/in-use.ts';
import { resolveProvider } from '../../../../../main/core/provider/precedence/resolve-provider.ts';
import { type ContextTexts, contextFrom } from '../../../../support/settings-facts.ts';

const a = { id: 'm-a', baseUrl: 'https://a.example/v1', envKey: 'KEY_A' };
const b = { id: 'm-b', baseUrl: 'https://b.example/v1', envKey: 'KEY_B' };

const user = (part: Record<string, unknown> = {}): string =>
  JSON.stringify({
    $version: 4,
    env: { KEY_A: 'sk-AAAA', KEY_B: 'sk-BBBB' },
    modelProviders: { openai: [a, b] },
    security: { auth: { selectedType: 'openai' } },
    model: { name: 'm-a' },
    ...part,
  });

const resolve = (part: ContextTexts) => resolveProvider(contextFrom({ userText: user(), ...part }));
const both = ['0.24', '0.15'] as const;

describe('layers', () => {
  it('lets system settings override workspace, user and system defaults', () => {
    const named = (name: string): string => JSON.stringify({ model: { name } });
    const model = (part: ContextTexts): unknown => resolve(part);
    expect(model({ systemDefaultsText: named('m-b') })).toMatchObject({ model: 'm-a' });
    expect(model({ workspaceText: named('m-b') })).toMatchObject({ model: 'm-b' });
    expect(model({ workspaceText: named('m-b'), systemText: named('m-a') })).toMatchObject({
      model: 'm-a',
      sources: { model: { kind: 'setting', path: 'model.name', layer: 'system' } },
    });
    expect(
      resolveProvider(contextFrom({ userText: user({ model: {} }), systemDefaultsText: named('m-b') })),
    ).toMatchObject({ model: 'm-b' });
  });

  it.each(['__proto__', 'constructor', 'prototype'])('leaves out %s at every depth, as the client does', (name) => {
    const user = `{"${name}": 1, "model": {"name": "m-a", "x": {"${name}": {"y": 1}, "z": 2}}}`;
    for (const systemText of [null, '{"a": 1}']) {
      const context = contextFrom({ userText: user, systemText });
      expect('code' in context ? null : context.merged).toEqual({
        ...(systemText === null ? {} : { a: 1 }),
        model: { name: 'm-a', x: { z: 2 } },
      });
    }
  });

  it('replaces one protocol of modelProviders and keeps the others', () => {
    const workspaceText = JSON.stringify({ modelProviders: { anthropic: [] } });
    expect(resolve({ workspaceText })).toMatchObject({ baseUrl: a.baseUrl });
  });

  it('considers trust only when folder trust is enabled', () => {
    const workspaceText = JSON.stringify({ model: { name: 'm-b' } });
    const security = { auth: { selectedType: 'openai' }, folderTrust: { enabled: true } };
    const trusting = (client: '0.24' | '0.15', folderTrusted: boolean | null) =>
      resolve({ client, userText: user({ security }), workspaceText, folderTrusted });
    expect(trusting('0.24', null)).toMatchObject({ model: 'm-a' });
    expect(trusting('0.24', false)).toMatchObject({ model: 'm-a' });
    expect(trusting('0.24', true)).toMatchObject({ model: 'm-b' });
    expect(trusting('0.15', null)).toMatchObject({ model: 'm-b' });
    expect(trusting('0.15', false)).toMatchObject({ model: 'm-a' });
    expect(resolve({ workspaceText, folderTrusted: false })).toMatchObject({ model: 'm-b' });
  });

  it('also ignores the .env file of an untrusted project', () => {
    const security = { auth: { selectedType: 'openai' }, folderTrust: { enabled: true } };
    const envFiles = [{ path: '/w/.env', text: 'KEY_A=sk-PROJECT', place: 'project' as const }];
    const result = resolve({ userText: user({ security, env: {} }), envFiles, folderTrusted: false });
    expect(result).toMatchObject({ code: 'missing-key', subject: 'KEY_A' });
  });

  it('reads broken files as the clients do', () => {
    expect(resolve({ userText: '{"a": 1,}' })).toMatchObject({ state: 'refuses' });
    expect(resolve({ userText: '' })).toMatchObject({ state: 'refuses' });
    expect(resolve({ workspaceText: '{"a": 1,}' })).toMatchObject({ model: 'm-a' });
    expect(resolve({ systemText: '[]' })).toMatchObject({ state: 'refuses' });
    expect(resolve({ userText: `\uFEFF${user()}` })).toMatchObject({ model: 'm-a' });
    // 0.15 treats a byte order mark as damage, renames the file and starts without settings.
    expect(resolve({ client: '0.15', userText: `\uFEFF${user()}` })).toMatchObject({ state: 'refuses' });
    expect(resolve({ userText: `// mine\n${user()}` })).toMatchObject({ model: 'm-a' });
  });
});

describe('variables', () => {
  const homeFiles = [
    { path: '~/.qwen/.env', text: 'OTHER=1\n', place: 'qwen-home' as const },
    { path: '~/.env', text: 'KEY_A=sk-HOME\n', place: 'home' as const },
  ];

  it('reads every home file with 0.24, and only the first with 0.15', () => {
    const userText = user({ env: {} });
    expect(resolve({ userText, envFiles: homeFiles })).toMatchObject({
      key: 'sk-HOME',
      sources: { key: { kind: 'env-file', path: '~/.env' } },
    });
    expect(resolve({ client: '0.15', userText, envFiles: homeFiles })).toMatchObject({ state: 'refuses' });
  });

  it('interpolates variables from the environment, and in 0.24 also from home files', () => {
    const modelProviders = { openai: [{ ...a, baseUrl: `\${PB}/v1` }] };
    const userText = user({ modelProviders, env: { KEY_A: 'sk-a$PB-b$NONE' } });
    const envFiles = [{ path: '~/.env', text: 'PB=https://home.example', place: 'home' as const }];
    const exported = { PB: 'https://env.example' };
    expect(resolve({ userText, envFiles })).toMatchObject({
      baseUrl: 'https://home.example/v1',
      key: 'sk-ahttps://home.example-b$NONE',
    });
    expect(resolve({ userText, envFiles, processEnvironment: exported })).toMatchObject({
      baseUrl: 'https://env.example/v1',
    });
    expect(resolve({ client: '0.15', userText, envFiles })).toMatchObject({ baseUrl: `\${PB}/v1` });
  });

  it.each(['SESSION_ID', 'session_id', 'Qwen_Code_Session_Id'])(
    'never fills in $%s, in upper or lower case',
    (name) => {
      const userText = user({ env: { KEY_A: `sk-$${name}` } });
      expect(resolve({ userText, processEnvironment: { [name]: 'x' } })).toMatchObject({ key: `sk-$${name}` });
    },
  );

  it('ignores excluded names of a project .env, except below .qwen', () => {
    const excludedEnvVars = ['KEY_A'];
    const userText = user({ env: {}, advanced: { excludedEnvVars } });
    const file = (path: string) => [{ path, text: 'KEY_A=sk-P', place: 'project' as const }];
    expect(resolve({ userText, envFiles: file('/w/.env') })).toMatchObject({ state: 'refuses' });
    expect(resolve({ userText, envFiles: file('/w/.qwen/.env') })).toMatchObject({ key: 'sk-P' });
  });

  it('infers the protocol from a complete set of variables only', () => {
    const userText = user({ security: {}, modelProviders: {}, model: {} });
    const complete = { ANTHROPIC_API_KEY: 'k', ANTHROPIC_MODEL: 'c', ANTHROPIC_BASE_URL: 'https://c.example' };
    for (const client of both) {
      expect(resolve({ client, userText, processEnvironment: complete })).toMatchObject({
        protocol: 'anthropic',
        model: 'c',
        baseUrl: 'https://c.example',
      });
      const { ANTHROPIC_MODEL: _, ...part } = complete;
      expect(resolve({ client, userText, processEnvironment: part })).toMatchObject({ state: 'refuses' });
    }
    const gemini = { GEMINI_API_KEY: 'g', GEMINI_MODEL: 'gem' };
    expect(resolve({ userText, processEnvironment: gemini })).toMatchObject({ protocol: 'gemini', model: 'gem' });
    expect(resolve({ userText, processEnvironment: { ...complete, QWEN_OAUTH: '1' } })).toMatchObject({
      state: 'refuses',
    });
  });
});

describe('keys', () => {
  it('warns when another key is used for a missing one', () => {
    const processEnvironment = { OPENAI_API_KEY: 'sk-OTHER-1234567' };
    const userText = user({ env: {} });
    for (const client of both) {
      expect(inUseOf(contextFrom({ client, userText, processEnvironment }))).toMatchObject({
        keyVariable: 'OPENAI_API_KEY',
        sources: { key: { kind: 'environment' } },
        keyLast4: '4567',
        warnings: [{ code: 'other-key-stands-in', values: { wanted: 'KEY_A', used: 'OPENAI_API_KEY' } }],
      });
    }
  });

  it('falls back to security.auth.apiKey last', () => {
    const security = { auth: { selectedType: 'openai', apiKey: 'sk-SEC' } };
    expect(resolve({ userText: user({ env: {}, security }) })).toMatchObject({
      key: 'sk-SEC',
      keyVariable: null,
      sources: { key: { kind: 'setting', path: 'security.auth.apiKey' } },
    });
    expect(resolve({ userText: user({ security }) })).toMatchObject({ key: 'sk-AAAA' });
  });

  it('uses the first entry for a model in no list, with a warning', () => {
    const userText = user({ model: { name: 'typo' } });
    expect(inUseOf(contextFrom({ userText }))).toMatchObject({
      model: 'm-a',
      warnings: [{ code: 'first-entry-answers' }],
    });
  });
});

describe('formats', () => {
  const wrapped = { modelProviders: { openai: { protocol: 'openai', models: [a] } } };

  it('unwraps lists of version 5 or without version, ignores them in version 4; 0.15 crashes', () => {
    expect(resolve({ userText: user({ ...wrapped, $version: 5 }) })).toMatchObject({ baseUrl: a.baseUrl });
    const { $version: _, ...bare } = JSON.parse(user(wrapped)) as Record<string, unknown>;
    expect(resolve({ userText: JSON.stringify(bare) })).toMatchObject({ baseUrl: a.baseUrl });
    expect(resolve({ userText: user(wrapped) })).toMatchObject({ state: 'refuses' });
    expect(resolve({ client: '0.15', userText: user({ ...wrapped, $version: 5 }) })).toMatchObject({
      state: 'refuses',
    });
  });

  it('reads the first, flat format', () => {
    const flat = {
      env: { KEY_A: 'sk-AAAA' },
      modelProviders: { openai: [b, a] },
      selectedAuthType: 'openai',
      model: 'm-a',
    };
    expect(resolve({ userText: JSON.stringify(flat) })).toMatchObject({ model: 'm-a', key: 'sk-AAAA' });
  });

  it('maps list names of the user with providerProtocol; 0.15 does not', () => {
    const own = { modelProviders: { mine: [a], openai: [b] }, providerProtocol: { mine: 'openai' } };
    expect(resolve({ userText: user(own) })).toMatchObject({ baseUrl: a.baseUrl });
    expect(resolve({ client: '0.15', userText: user(own) })).toMatchObject({ baseUrl: b.baseUrl, fellBack: true });
    const unmapped = { modelProviders: { mine: [a], openai: [b] } };
    expect(resolve({ userText: user(unmapped) })).toMatchObject({ baseUrl: b.baseUrl, fellBack: true });
  });

  it('lets wireApi choose between chat completions and responses; 0.15 does not know it', () => {
    const own = { modelProviders: { openai: [{ ...a, wireApi: 'responses' }] } };
    expect(resolve({ userText: user(own) })).toMatchObject({ protocol: 'openai-responses', baseUrl: a.baseUrl });
    expect(resolve({ client: '0.15', userText: user(own) })).toMatchObject({ protocol: 'openai' });
    const bad = { modelProviders: { openai: [{ ...a, wireApi: 'telepathy' }] } };
    expect(resolve({ userText: user(bad) })).toMatchObject({ state: 'refuses' });
  });

  it('removes the runtime prefix of a saved model in 0.24', () => {
    const own = { model: { name: '$runtime|openai|m-b' } };
    expect(resolve({ userText: user(own) })).toMatchObject({ model: 'm-b', fellBack: false });
    expect(resolve({ client: '0.15', userText: user(own) })).toMatchObject({ model: 'm-a', fellBack: true });
  });

  it.each([
    ['an entry without an id', { modelProviders: { openai: [{ name: 'x' }, a] } }],
    ['an unknown type', { security: { auth: { selectedType: 'open-ai' } } }],
    ['Qwen OAuth', { security: { auth: { selectedType: 'qwen-oauth' } } }],
    ['an enforced type that differs', { security: { auth: { selectedType: 'openai', enforcedType: 'gemini' } } }],
    [
      'an Anthropic entry without an address',
      {
        modelProviders: { anthropic: [{ id: 'm-a', envKey: 'KEY_A' }] },
        security: { auth: { selectedType: 'anthropic' } },
      },
    ],
  ])('does not start with %s', (_, part) => {
    for (const client of both) expect(resolve({ client, userText: user(part) })).toMatchObject({ state: 'refuses' });
  });

  it('does not start with an image-only model; 0.15 does not know the flag', () => {
    const userText = user({ modelProviders: { openai: [{ ...a, imageOnly: true }] } });
    expect(resolve({ userText })).toMatchObject({ state: 'refuses' });
    expect(resolve({ client: '0.15', userText })).toMatchObject({ model: 'm-a' });
  });

  it('uses the address each generation has for an entry without one', () => {
    const own = { modelProviders: { openai: [{ id: 'm-a', envKey: 'KEY_A' }] } };
    const processEnvironment = { OPENAI_BASE_URL: 'https://env.example/v1' };
    expect(resolve({ userText: user(own), processEnvironment })).toMatchObject({ baseUrl: 'https://env.example/v1' });
    expect(resolve({ client: '0.15', userText: user(own), processEnvironment })).toMatchObject({
      baseUrl: 'https://api.openai.com/v1',
    });
  });

  it('masks credentials in an address', () => {
    const own = { modelProviders: { openai: [{ ...a, baseUrl: 'https://me:pw@a.example/v1?token=x' }] } };
    expect(inUseOf(contextFrom({ userText: user(own) }))).toMatchObject({ baseUrl: 'https://…@a.example/v1?…' });
  });
});
