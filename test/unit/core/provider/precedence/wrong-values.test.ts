import { describe, expect, it } from 'vitest';
import { inUseOf } from '../../../../../main/core/provider/precedence/in-use.ts';
import { noFlags } from '../../../../../main/core/provider/precedence/resolution.ts';
import { resolveProvider } from '../../../../../main/core/provider/precedence/resolve-provider.ts';
import { type ContextTexts, contextFrom } from '../../../../support/settings-facts.ts';

// Each result is that of the real clients 0.24.4 and 0.15.10, run against a local server on 2026-11-27.

const entry = { id: 'm1', baseUrl: 'https://a.example/v1' };

const settings = (more: object, over: object = {}): string =>
  JSON.stringify({
    $version: 4,
    modelProviders: {
      openai: [
        { ...entry, ...more },
        { id: 'm2', baseUrl: 'https://b.example/v1', envKey: 'KEYB' },
      ],
    },
    env: { OPENAI_API_KEY: 'sk-fallback', KEYA: 'sk-a', KEYB: 'sk-b' },
    security: { auth: { selectedType: 'openai' } },
    model: { name: 'm1' },
    ...over,
  });

const resolve = (userText: string, more: ContextTexts = {}) => resolveProvider(contextFrom({ userText, ...more }));

describe('an envKey', () => {
  it('that is absent means the variable of the protocol', () => {
    expect(resolve(settings({}))).toMatchObject({ key: 'sk-fallback', keyVariable: 'OPENAI_API_KEY' });
  });

  it.each(['', null, 0, false])('of %j finds no key, whatever is set', (envKey) => {
    expect(resolve(settings({ envKey }))).toMatchObject({ code: 'env-key-empty', subject: 'm1' });
  });

  it.each(['', null])('of %j counts as absent in an entry without an address', (envKey) => {
    const env = { OPENAI_API_KEY: 'sk-fallback', OPENAI_BASE_URL: 'https://b.example/v1' };
    expect(resolve(settings({ envKey, baseUrl: undefined }, { env }))).toMatchObject({
      key: 'sk-fallback',
      baseUrl: 'https://b.example/v1',
    });
  });

  it.each([5, true, {}, ['K']])('of %j crashes the client', (envKey) => {
    expect(resolve(settings({ envKey }))).toMatchObject({ code: 'wrong-type' });
  });

  it('of a space is a variable that is not set', () => {
    expect(resolve(settings({ envKey: ' ' }))).toMatchObject({ key: 'sk-fallback', keyVariable: 'OPENAI_API_KEY' });
  });

  it.each(['', null])('of %j finds no key for Anthropic either', (envKey) => {
    const anthropic = {
      modelProviders: { anthropic: [{ ...entry, envKey }] },
      env: { ANTHROPIC_API_KEY: 'sk-fallback' },
      security: { auth: { selectedType: 'anthropic' } },
    };
    expect(resolve(settings({}, anthropic))).toMatchObject({ code: 'env-key-empty' });
  });
});

describe('a value of the wrong type', () => {
  it.each([
    ['model.name', { model: { name: 5 } }],
    ['model.name', { model: { name: true } }],
    ['model.name', { model: { name: {} } }],
    ['model.baseUrl', { model: { name: 'm1', baseUrl: 5 } }],
    ['security.auth.selectedType', { security: { auth: { selectedType: 5 } } }],
  ])('at %s crashes the client: %j', (subject, over) => {
    expect(resolve(settings({ envKey: 'KEYA' }, over))).toMatchObject({ code: 'wrong-type', subject });
  });

  it.each([
    { model: { name: null } },
    { model: { name: '' } },
    { model: { name: 0 } },
    { model: { name: 'm1', baseUrl: null } },
    { security: { auth: { selectedType: 'openai', enforcedType: null } } },
  ])('counts as absent if it is empty: %j', (over) => {
    const env = { KEYA: 'sk-a', KEYB: 'sk-b' };
    expect(resolve(settings({ envKey: 'KEYA' }, { env, ...over }))).toMatchObject({ model: 'm1', key: 'sk-a' });
  });

  it('is ignored by 0.15, unless it is the model and there is a key outside the lists', () => {
    const older = { client: '0.15' } as const;
    const env = { KEYA: 'sk-a', KEYB: 'sk-b' };
    expect(resolve(settings({ envKey: 5 }), older)).toMatchObject({ key: 'sk-fallback' });
    expect(resolve(settings({ envKey: 'KEYA' }, { model: { name: 'm1', baseUrl: 5 } }), older)).toMatchObject({
      model: 'm1',
    });
    expect(resolve(settings({ envKey: 'KEYA' }, { env, model: { name: 5 } }), older)).toMatchObject({
      model: 'm1',
      fellBack: true,
    });
    for (const id of ['m1', '5']) {
      const named = settings({ id, envKey: 'KEYA' }, { model: { name: 5 } });
      expect(resolve(named, older)).toMatchObject({ code: 'wrong-type', subject: 'model.name' });
    }
    for (const envKey of ['', null]) {
      expect(resolve(settings({ envKey }), older)).toMatchObject({ code: 'env-key-empty' });
    }
  });

  it('as the address of an entry crashes the client, and an empty one counts as absent', () => {
    expect(resolve(settings({ envKey: 'KEYA', baseUrl: 5 }))).toMatchObject({ code: 'wrong-type' });
    const env = { KEYA: 'sk-a', OPENAI_BASE_URL: 'https://b.example/v1' };
    for (const baseUrl of [null, '']) {
      expect(resolve(settings({ envKey: 'KEYA', baseUrl }, { env }))).toMatchObject({
        baseUrl: 'https://b.example/v1',
      });
    }
  });

  it('in an address is a variable that is not set', () => {
    const inUse = inUseOf(contextFrom({ userText: settings({ envKey: 'KEYA', baseUrl: '$NOPE/v1' }) }));
    expect(inUse).toMatchObject({ warnings: [{ code: 'address-unresolved', values: { variable: 'NOPE' } }] });
  });
});

describe('values nested thousands of levels deep', () => {
  const deep = (open: string, close: string): string => `${open.repeat(50_000)}1${close.repeat(50_000)}`;

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('do not keep the rest from being resolved: %s', (_, open, close) => {
    const text = settings({}).replace('{', `{"deep":${deep(open, close)},`);
    expect(resolve(text)).toMatchObject({ key: 'sk-fallback', baseUrl: entry.baseUrl });
    expect(resolve(settings({}), { workspaceText: text })).toMatchObject({ key: 'sk-fallback' });
  });
});

describe('--bare', () => {
  const env = { OPENAI_API_KEY: 'sk-env', OPENAI_BASE_URL: 'https://b.example/v1', OPENAI_MODEL: 'em' };
  const bare = { ...noFlags, bare: true };

  it('ignores the settings and every .env file', () => {
    const envFiles = [{ path: '/h/.env', text: 'OPENAI_API_KEY=sk-file', place: 'home' as const }];
    expect(resolve(settings({ envKey: 'KEYA' }), { flags: bare, envFiles })).toMatchObject({ code: 'no-protocol' });
    expect(resolve(settings({ envKey: 'KEYA' }), { flags: bare, processEnvironment: env })).toMatchObject({
      model: 'em',
      key: 'sk-env',
      baseUrl: 'https://b.example/v1',
    });
    expect(resolve('not JSON', { flags: bare, processEnvironment: env })).toMatchObject({ model: 'em' });
  });

  it.each(['1', 'true', ' YES ', 'on'])('is what QWEN_CODE_SIMPLE=%s means, too', (QWEN_CODE_SIMPLE) => {
    expect(resolve(settings({}), { processEnvironment: { QWEN_CODE_SIMPLE } })).toMatchObject({ code: 'no-protocol' });
  });

  it('is not meant by any other value', () => {
    expect(resolve(settings({}), { processEnvironment: { QWEN_CODE_SIMPLE: '0' } })).toMatchObject({ model: 'm1' });
  });
});

describe('settings that are not valid JSON', () => {
  const savedText = settings({ envKey: 'KEYA' });
  const inUse = (userText: string | null, more: ContextTexts) => inUseOf(contextFrom({ userText, ...more }));

  it.each(['{ "model": ', '', `\uFEFF${settings({})}`])(
    'are replaced by settings.json.orig in 0.15: %j',
    (userText) => {
      expect(inUse(userText, { client: '0.15', savedText })).toMatchObject({
        state: 'uses',
        model: 'm1',
        warnings: [{ code: 'saved-file-restored' }],
      });
    },
  );

  it('count as none in 0.15 where there is no valid copy beside them, and stop 0.24 in any case', () => {
    for (const saved of [null, '{', `\uFEFF${savedText}`]) {
      expect(inUse('{', { client: '0.15', savedText: saved })).toMatchObject({ code: 'no-protocol' });
    }
    expect(inUse('{', { savedText })).toMatchObject({ code: 'unreadable-layer' });
  });

  it('are not replaced where they are valid or missing', () => {
    const valid = settings({ envKey: 'KEYA' }, { model: { name: 'm2' } });
    expect(inUse(valid, { client: '0.15', savedText })).toMatchObject({ model: 'm2', warnings: [] });
    expect(inUse(null, { client: '0.15', savedText })).toMatchObject({ code: 'no-protocol' });
  });
});
