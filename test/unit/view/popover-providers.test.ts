import { describe, expect, it } from 'vitest';
import {
  firstModel,
  hostOf,
  isProtocol,
  keyText,
  offeredProtocols,
  placeText,
  providerGroups,
} from '../../../main/core/view/popover-providers.ts';
import { wordsFor } from '../../../main/core/view/words.ts';
import { currentOption, customOption, keylessOption, readable } from '../../renderer/states.ts';

const en = wordsFor('en');
const idsOf = (query: string, favourites: readonly string[] = []) =>
  providerGroups(readable, query, favourites, en).map(({ title, options }) => [title, options.map(({ id }) => id)]);

describe('the list of providers', () => {
  it('puts the user’s own first and the one in use at the top', () => {
    expect(idsOf('')[0]).toEqual(['In your settings', ['file/openai/0', 'file/openai/1']]);
    expect(idsOf('')[1]?.[0]).toBe('More providers');
  });

  it('lifts favourites within their group', () => {
    expect(idsOf('', ['deepseek'])[1]?.[1]?.[0]).toBe('deepseek');
  });

  it('finds by name, region, host and model, and drops empty groups', () => {
    expect(idsOf('openROUTER')).toEqual([['More providers', ['openrouter']]]);
    expect(idsOf('127.0.0.1')).toEqual([['In your settings', ['file/openai/1']]]);
    expect(idsOf('china')).toEqual([['More providers', ['coding-plan/china']]]);
    expect(idsOf('glm-5')[0]?.[1]).toContain('file/openai/0');
    expect(idsOf('nothing like it')).toEqual([]);
  });
});

describe('small things', () => {
  it('says where a key is by its last four, never more', () => {
    expect(keyText(currentOption.key, en)).toBe('…a1B2, from settings.json');
    expect(keyText(keylessOption.key, en)).toBe('No key yet');
  });

  it.each([
    ['https://openrouter.ai/api/v1', 'openrouter.ai'],
    ['http://127.0.0.1:4000', '127.0.0.1:4000'],
    ['https://user:secret@host.example/v1', 'host.example'],
    ['not an address', 'not an address'],
    ['', ''],
  ])('host of %s', (url, host) => {
    expect(hostOf(url)).toBe(host);
  });

  it('offers the model in use, else the first, else none', () => {
    expect(firstModel(currentOption, 'my-own-model')).toBe('my-own-model');
    expect(firstModel(keylessOption, 'my-own-model')).toBe('qwen3.7-plus');
    expect(firstModel(customOption, null)).toBe('');
  });

  it('names the place of a problem as far as it is known', () => {
    const at = (line: number | null, column: number | null) =>
      placeText({ reason: 'not-json', line, column, excerpt: null }, en);
    expect([at(14, 23), at(14, null), at(null, null)]).toEqual(['Line 14, column 23', 'Line 14', null]);
  });

  it('knows the protocols', () => {
    expect(offeredProtocols).toEqual(['openai', 'openai-responses', 'anthropic', 'gemini', 'vertex-ai']);
    expect(['openai', 'toString', ''].map(isProtocol)).toEqual([true, false, false]);
  });
});
