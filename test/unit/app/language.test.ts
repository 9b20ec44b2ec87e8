import { describe, expect, it } from 'vitest';
import { languageInForce } from '../../../main/app/language.ts';

describe('languageInForce', () => {
  it('takes the choice over the system', () => {
    expect(languageInForce('zh-CN', ['en-US'])).toBe('zh-CN');
    expect(languageInForce('en', ['zh-CN'])).toBe('en');
  });

  it.each([
    [['zh-Hans-CN', 'en'], 'zh-CN'],
    [['de-DE', 'zh-TW'], 'zh-CN'],
    [['fr', 'en-GB', 'zh'], 'en'],
    [['C'], 'en'],
    [['zhx'], 'en'],
    [[], 'en'],
  ] as const)('takes the first of the system’s that it speaks: %j → %s', (tags, language) => {
    expect(languageInForce('system', tags)).toBe(language);
  });
});
