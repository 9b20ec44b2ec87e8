import { describe, expect, it } from 'vitest';
import { inUseOf } from '../../../../../main/core/provider/precedence/in-use.ts';
import { InUseSchema } from '../../../../../main/core/provider/precedence/in-use-schema.ts';
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

describe('secrets in the place of names', () => {
  const opaque = 'Hunter2Hunter2Hu';
  const exported = { DASHSCOPE_API_KEY: opaque };
  const entries = (part: object): string =>
    JSON.stringify({
      modelProviders: { openai: [{ id: 'm', baseUrl: 'https://llm.example.cn/v1', ...part }] },
      security: { auth: { selectedType: 'openai' } },
      model: { name: 'm' },
    });
  const seenWith = (part: object, processEnvironment: Readonly<Record<string, string>> = exported) =>
    inUseOf(contextFrom({ userText: entries(part), processEnvironment }));

  it('never reports what a reference in envKey was filled with, even if it could be a name', () => {
    const written = `\${DASHSCOPE_API_KEY}`;
    expect(seenWith({ envKey: written })).toMatchObject({ code: 'missing-key', subject: written });
    const wordy = { DASHSCOPE_API_KEY: 'HUNTER_TWO' };
    expect(seenWith({ envKey: '$DASHSCOPE_API_KEY' }, wordy)).toMatchObject({ subject: '$DASHSCOPE_API_KEY' });
    expect(seenWith({ envKey: `A_\${DASHSCOPE_API_KEY}` })).toMatchObject({ subject: '…r2Hu' });
  });

  it('reports a filled in name as such when another entry writes the same name', () => {
    const environment = { WHICH: 'MY_KEY', MY_KEY: 'sk-0123456789' };
    expect(seenWith({ envKey: '$WHICH' }, environment)).toMatchObject({ keyVariable: '$WHICH', keyLast4: '6789' });
    expect(seenWith({ envKey: 'MY_KEY' }, environment)).toMatchObject({ keyVariable: 'MY_KEY' });
  });

  it('masks a key in envKey in every text, also of the key that is sent instead', () => {
    const seen = seenWith({ envKey: key }, { OPENAI_API_KEY: 'sk-other-0123456789' });
    expect(seen).toMatchObject({
      keyVariable: 'OPENAI_API_KEY',
      warnings: [{ code: 'other-key-stands-in', values: { wanted: '…cdef', used: 'OPENAI_API_KEY' } }],
    });
    expect(JSON.stringify(seen)).not.toContain(key);
  });

  it('masks the value of a secret variable wherever a reference puts it, and leaves short words', () => {
    const seen = seenWith(
      { baseUrl: 'https://llm.example.cn/$DASHSCOPE_API_KEY/v1', envKey: 'A' },
      { ...exported, A: 'b' },
    );
    expect(seen).toMatchObject({ baseUrl: 'https://llm.example.cn/…r2Hu/v1' });
    const local = seenWith({ baseUrl: 'http://ollama:11434', envKey: 'OLLAMA_API_KEY' }, { OLLAMA_API_KEY: 'ollama' });
    expect(local).toMatchObject({ baseUrl: 'http://ollama:11434', keyVariable: 'OLLAMA_API_KEY' });
  });

  it('masks the setting a key was found in only by its value', () => {
    const userText = JSON.stringify({
      security: { auth: { selectedType: 'openai', apiKey: key } },
      model: { name: `a-${key}` },
    });
    expect(inUseOf(contextFrom({ userText }))).toMatchObject({ model: 'a-…cdef', keyLast4: 'cdef' });
  });
});
