import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  catalogue,
  entriesOf,
  findEndpoint,
  isForeignProvider,
  supportsModel,
} from '../../../../../main/core/provider/catalogue/catalogue.ts';
import { endOfModel, mayBeUnpurchased } from '../../../../../main/core/provider/catalogue/model-facts.ts';
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
      'token-plan-team/china',
      'token-plan-team/international/anthropic',
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
    const openai = endpoint('token-plan-team/china');
    const anthropic = endpoint('token-plan-team/china/anthropic');
    expect(openai.models.map(({ id }) => id)).toContain('deepseek-v3.2');
    expect(anthropic.models.map(({ id }) => id)).not.toContain('deepseek-v3.2');
    expect(supportsModel(anthropic, 'deepseek-v3.2')).toBe(false);
    expect(supportsModel(openai, 'deepseek-v3.2')).toBe(true);
  });

  it('lists for each edition of the Token Plan what it allows, under a variable of its own', () => {
    const [personal, team] = [endpoint('token-plan/china'), endpoint('token-plan-team/china')];
    expect(personal.models.map(({ id }) => id).toSorted()).toEqual([
      'deepseek-v4-flash-0731',
      'deepseek-v4-pro',
      'glm-5.2',
      'qwen3.6-flash',
      'qwen3.7-max',
      'qwen3.7-plus',
      'qwen3.8-flash',
      'qwen3.8-max',
    ]);
    expect(team.models.map(({ id }) => id)).toEqual(expect.arrayContaining(['kimi-k2.6', 'glm-5', 'qwen3.6-plus']));
    expect(team.baseUrl).toBe(personal.baseUrl);
    expect(team.keyVariable).not.toBe(personal.keyVariable);
    for (const { models, baseUrl, keyVariable } of catalogue) {
      for (const { id } of models) {
        expect(endOfModel(id, baseUrl), id).toBeNull();
        expect(mayBeUnpurchased(id, baseUrl, keyVariable), id).toBe(false);
      }
    }
  });

  it('knows the end of a model at Alibaba alone, and what the personal plan refuses', () => {
    const { baseUrl, keyVariable } = endpoint('token-plan/international');
    expect(endOfModel('qwen3.8-max-preview', baseUrl)).toBe('2026-08-05');
    expect(endOfModel('qwen3.8-max-preview', 'https://llm.example.com/v1')).toBeNull();
    expect(endOfModel('constructor', baseUrl)).toBeNull();
    expect(mayBeUnpurchased('kimi-k2.6', baseUrl, keyVariable)).toBe(true);
    expect(mayBeUnpurchased('kimi-k2.6', baseUrl, endpoint('token-plan-team/china').keyVariable)).toBe(false);
    expect(mayBeUnpurchased('kimi-k2.6', endpoint('modelstudio/beijing').baseUrl, 'DASHSCOPE_API_KEY')).toBe(false);
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
