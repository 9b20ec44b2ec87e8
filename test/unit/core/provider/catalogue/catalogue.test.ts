import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  catalogue,
  entriesOf,
  findEndpoint,
  isForeignProvider,
  supportsModel,
} from '../../../../../main/core/provider/catalogue/catalogue.ts';
import { endpointKindOf } from '../../../../../main/core/provider/keys.ts';
import { readEntries } from '../../../../../main/core/provider/precedence/entries.ts';
import { clientParse, sample } from '../support.ts';

const endpoint = (id: string) => {
  const found = findEndpoint(id);
  if (found === undefined) throw new Error(id);
  return found;
};

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

describe('the catalogue', () => {
  it('writes the Coding Plan exactly as Qwen Code 0.24.4 does', () => {
    const written = clientParse(sample('v0.24.4-tui-auth-coding-plan-china.after.json'));
    const own = readEntries(written)
      .filter(({ baseUrl }) => baseUrl === 'https://coding.dashscope.aliyuncs.com/v1')
      .map(({ value }) => value);
    expect(JSON.stringify(entriesOf(endpoint('coding-plan/china'), 'glm-5'))).toBe(JSON.stringify(own));
  });

  it('has the version hashes of the real client, over all entries of both regions', () => {
    expect(hashOf(entriesOf(endpoint('coding-plan/china'), 'glm-5'))).toBe(
      '526212538b2f2fc57ddcd2d8ec0da76e263abca83b9dacfd8aa0cf97db61cc6c',
    );
    expect(hashOf(entriesOf(endpoint('coding-plan/international'), 'glm-5'))).toBe(
      '65dea54c9fe3eaff2d28e04b4c123c6ccbe1d9ef0a523689f6745ed8a398ddd7',
    );
  });

  it('offers every documented provider, each id once', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of [
      'coding-plan/china',
      'coding-plan/international',
      'coding-plan/international/anthropic',
      'token-plan/china',
      'token-plan/international',
      'token-plan/china/anthropic',
      'modelstudio/beijing',
      'modelstudio/singapore',
      'modelstudio/virginia',
      'modelstudio/hong-kong',
      'openrouter',
      'fireworks',
      'deepseek',
      'zai/standard',
      'zai/coding',
      'kimi/international',
      'kimi/china',
      'minimax/international',
      'minimax/china',
      'modelscope',
      'requesty',
      'grok',
      'openai',
      'anthropic',
      'gemini',
    ]) {
      expect(ids).toContain(id);
    }
  });

  it('offers models, none of them image-only', () => {
    for (const { models } of catalogue) {
      expect(models.length).toBeGreaterThan(0);
      expect(models.every(({ imageOnly }) => imageOnly !== true)).toBe(true);
    }
    expect(endpoint('minimax/china').models.map(({ id }) => id)).not.toContain('image-01');
    for (const id of ['qwen-image-2.0', 'wan2.7-image-pro', 'image-01-live']) {
      expect(supportsModel(endpoint('token-plan/china'), id)).toBe(false);
    }
  });

  it('offers each model only for protocols it supports', () => {
    const openai = endpoint('token-plan/china');
    const anthropic = endpoint('token-plan/china/anthropic');
    expect(openai.models.map(({ id }) => id)).toContain('deepseek-v3.2');
    expect(anthropic.models.map(({ id }) => id)).not.toContain('deepseek-v3.2');
    expect(supportsModel(anthropic, 'deepseek-v3.2')).toBe(false);
    expect(supportsModel(openai, 'deepseek-v3.2')).toBe(true);
  });

  it('gives Anthropic endpoints an address without /v1, and no fields of the OpenAI endpoint', () => {
    for (const found of catalogue.filter(({ protocol }) => protocol === 'anthropic')) {
      expect(found.baseUrl).not.toMatch(/\/v1\/?$/);
      for (const entry of entriesOf(found, found.models[0]?.id ?? '')) {
        expect(JSON.stringify(entry)).not.toMatch(/extra_body|disableField/);
      }
    }
  });

  it('derives billing from the host: plan endpoints are plans, DashScope endpoints are billed', () => {
    for (const { id, baseUrl, billing } of catalogue) {
      if (id.startsWith('coding-plan') || id.startsWith('token-plan')) expect(endpointKindOf(baseUrl)).toBe('plan');
      if (id.startsWith('modelstudio')) expect(endpointKindOf(baseUrl)).toBe('billed');
      if (endpointKindOf(baseUrl) === 'plan') expect(billing).toBe('plan');
      expect(isForeignProvider(baseUrl)).toBe(!/aliyuncs\.com/.test(baseUrl));
    }
  });

  it('names the company whose terms and privacy notice apply', () => {
    for (const { links } of catalogue) {
      expect(links.name).toMatch(/\S/);
      for (const url of [links.documentation, links.terms, links.privacy]) expect(url).toMatch(/^https:\/\//);
    }
  });

  it('writes the headers of OpenRouter where the client writes them', () => {
    expect(entriesOf(endpoint('openrouter'), 'z-ai/glm-4.5-air:free')[0]).toEqual({
      id: 'z-ai/glm-4.5-air:free',
      name: '[OpenRouter] z-ai/glm-4.5-air:free',
      baseUrl: 'https://openrouter.ai/api/v1',
      envKey: 'OPENROUTER_API_KEY',
      generationConfig: {
        contextWindowSize: 128_000,
        customHeaders: {
          'HTTP-Referer': 'https://github.com/QwenLM/qwen-code.git',
          'X-OpenRouter-Title': 'Qwen Code',
        },
      },
    });
  });
});
