import { describe, expect, it } from 'vitest';
import { InUseSchema, inUseOf } from '../../../../../main/core/provider/precedence/in-use.ts';
import { languages, wordsFor } from '../../../../../main/core/view/words/index.ts';
import { refusalText } from '../../../../../main/core/view/words/refusals.ts';
import { contextFrom } from '../../../../support/settings-facts.ts';

const settings = (env: object = {}) =>
  JSON.stringify({
    security: { auth: { selectedType: 'openai' } },
    model: { name: 'deepseek-chat' },
    modelProviders: {
      openai: [{ id: 'deepseek-chat', name: 'a', baseUrl: 'https://api.deepseek.com/v1', envKey: 'DEEPSEEK_API_KEY' }],
    },
    env,
    $version: 3,
  });
const key = 'sk-0123456789abcdef';

describe('what Qwen Code will use', () => {
  it('reports model, address and the source of the key, never the key', () => {
    const seen = inUseOf(contextFrom({ userText: settings({ DEEPSEEK_API_KEY: key }) }));
    expect(InUseSchema.parse(seen)).toEqual({
      state: 'uses',
      protocol: 'openai',
      model: 'deepseek-chat',
      baseUrl: 'https://api.deepseek.com/v1',
      keyVariable: 'DEEPSEEK_API_KEY',
      keyLast4: 'cdef',
      sources: {
        protocol: { kind: 'setting', path: 'security.auth.selectedType', layer: 'user' },
        model: { kind: 'setting', path: 'model.name', layer: 'user' },
        baseUrl: { kind: 'entry', layer: 'user' },
        key: { kind: 'settings', layer: 'user' },
      },
      warnings: [],
      shadows: [],
    });
    expect(JSON.stringify(seen)).not.toContain(key.slice(0, 12));
  });

  it('distinguishes an exported variable from a .env file', () => {
    const exported = { userText: settings(), processEnvironment: { DEEPSEEK_API_KEY: key } };
    expect(inUseOf(contextFrom(exported))).toMatchObject({ sources: { key: { kind: 'environment' } } });
    const envFiles = [{ path: '/h/.qwen/.env', text: `DEEPSEEK_API_KEY=${key}\n`, place: 'qwen-home' as const }];
    expect(inUseOf(contextFrom({ userText: settings(), envFiles }))).toMatchObject({
      sources: { key: { kind: 'env-file', path: '/h/.qwen/.env' } },
    });
  });

  it.each(languages)('explains why it would not start, in %s', (language) => {
    const { refusals } = wordsFor(language);
    const seen = inUseOf(contextFrom({ userText: settings() }));
    expect(seen).toEqual({ state: 'refuses', code: 'missing-key', subject: 'DEEPSEEK_API_KEY', shadows: [] });
    if (seen.state === 'refuses') expect(refusalText(refusals, seen.code, seen.subject)).toContain('DEEPSEEK_API_KEY');
    expect(inUseOf(contextFrom({ userText: '{,}' }))).toMatchObject({ code: 'unreadable-layer', subject: 'user' });
    expect(refusalText(refusals, 'constructor', 'x')).toBeNull();
    expect(refusalText(refusals, undefined, undefined)).toBeNull();
  });

  it.each(languages)('words the reason of a warning in %s', (language) => {
    const words = wordsFor(language);
    const values = { refusal: 'missing-key', subject: 'KEY_A' };
    const { what } = words.switchWarnings['switch-without-effect'](values);
    expect(what).toContain(words.refusals['missing-key']('KEY_A'));
  });
});
