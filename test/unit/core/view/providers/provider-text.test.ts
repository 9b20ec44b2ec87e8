import { describe, expect, it } from 'vitest';
import {
  fullName,
  hostOf,
  isProtocol,
  keyText,
  modelText,
  nameOf,
  offeredProtocols,
  pathText,
  placeText,
  regionText,
} from '../../../../../main/core/view/providers/provider-text.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { currentOption, customOption, keylessOption } from '../../../../renderer/states.ts';

const en = wordsFor('en');

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

  it('says name and region in one line, and the protocol where that is not enough', () => {
    const plan = { ...keylessOption, id: 'coding-plan/china', label: 'Coding Plan', region: 'china' };
    const twin = { ...plan, id: 'coding-plan/china/anthropic', protocol: 'anthropic' as const };
    expect(fullName(keylessOption, [plan], en)).toBe('OpenRouter');
    expect(fullName(plan, [plan], en)).toBe('Coding Plan · China (Beijing)');
    expect(fullName(twin, [plan, twin], en)).toBe('Coding Plan · China (Beijing) · Anthropic-compatible');
  });

  it('leaves out of a model’s name what a client wrote before it', () => {
    const text = (name: string) => modelText({ id: 'qwen3.5-plus', name });
    expect(text('[ModelStudio Coding Plan for Global/Intl] qwen3.5-plus')).toBe('qwen3.5-plus');
    expect([text('My model [fast]'), text('[only this]'), text('')]).toEqual([
      'My model [fast]',
      'qwen3.5-plus',
      'qwen3.5-plus',
    ]);
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

  it('calls regions as people do, and those of a plan by their city', () => {
    const zh = wordsFor('zh-CN');
    const region = (id: string, name: string | null, words = en) =>
      regionText({ ...currentOption, id, region: name }, words);
    expect(region('coding-plan/china', 'china')).toBe('China (Beijing)');
    expect(region('token-plan/international/anthropic', 'international', zh)).toBe('国际（新加坡）');
    expect(region('kimi/international', 'international')).toBe('International');
    expect(region('modelstudio/hong-kong', 'hong-kong', zh)).toBe('中国（香港）');
    expect(region('zai/new', 'somewhere new')).toBe('somewhere new');
    expect(region('deepseek', null)).toBeNull();
  });

  it('calls the editions of the Token Plan as their quota is called, also beside a variable', () => {
    const zh = wordsFor('zh-CN');
    const name = (label: string, words = en) => nameOf({ ...currentOption, id: 'token-plan/beijing', label }, words);
    expect(name('Token Plan Personal', zh)).toBe('Token Plan 个人版');
    expect(name('Token Plan Team', zh)).toBe('Token Plan 团队版');
    expect(name('Token Plan Team (MY_KEY)', zh)).toBe('Token Plan 团队版 (MY_KEY)');
    expect(name('Token Plan', zh)).toBe('Token Plan');
    expect(name('Token Plan Personal')).toBe('Token Plan Personal');
  });

  it('gives the endpoint without a name one', () => {
    expect(nameOf({ ...customOption, label: '' }, en)).toBe('Any other endpoint');
    expect(nameOf({ ...currentOption, label: '', baseUrl: 'https://a.example/v1' }, en)).toBe('a.example');
  });

  it.each([
    ['/home/wei/.qwen/.env', '/home/wei', '~/.qwen/.env'],
    ['/home/wei/.qwen/.env', '/home/wei/', '~/.qwen/.env'],
    [String.raw`C:\Users\wei\.qwen\.env`, String.raw`C:\Users\wei`, String.raw`~\.qwen\.env`],
    ['/home/weiwei/.env', '/home/wei', '/home/weiwei/.env'],
    ['/etc/qwen/.env', '/home/wei', '/etc/qwen/.env'],
    ['/etc/qwen/.env', '/', '/etc/qwen/.env'],
    ['/etc/qwen/.env', '', '/etc/qwen/.env'],
  ])('shows %s in the home folder %s as %s', (path, home, shown) => {
    expect(pathText(path, home)).toBe(shown);
  });
});
