import { describe, expect, it } from 'vitest';
import { languageFor, languageInForce } from '../../../main/core/language.ts';

describe('languageFor', () => {
  it.each([
    [['zh-Hans-CN', 'en'], 'zh-CN'],
    [['de-DE', 'zh-TW'], 'zh-CN'],
    [['fr', 'en-GB', 'zh'], 'en'],
    [['zh_CN.UTF-8'], 'zh-CN'],
    [['C'], 'en'],
    [['zhx'], 'en'],
    [[''], 'en'],
    [[], 'en'],
  ] as const)('takes the first of %j that the app speaks: %s', (tags, language) => {
    expect(languageFor(tags)).toBe(language);
  });
});

describe('languageInForce', () => {
  it('takes the choice over the system', () => {
    expect(languageInForce('zh-CN', ['en-US'])).toBe('zh-CN');
    expect(languageInForce('en', ['zh-CN'])).toBe('en');
    expect(languageInForce('system', ['zh-CN'])).toBe('zh-CN');
  });
});
