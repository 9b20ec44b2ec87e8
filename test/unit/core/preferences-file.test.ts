import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPreferences, type Preferences } from '../../../main/core/preferences.ts';
import { exportedPreferences, importedPreferences } from '../../../main/core/preferences-file.ts';

const changed: Preferences = {
  ...defaultPreferences,
  language: 'zh-CN',
  warnAtUsedPercents: [60],
  quietHours: { fromMinute: 1320, toMinute: 480 },
  monthlyBudget: 12.5,
  monthlyBudgetCurrency: 'CNY',
  proxy: 'http://proxy.test:3128',
  favouriteProviderIds: ['openrouter'],
};

describe('a file of exported preferences', () => {
  it('brings all of them to another machine', () => {
    expect(importedPreferences(exportedPreferences(changed), defaultPreferences)).toEqual(changed);
  });

  it('leaves out a shortcut of an earlier version that programs need, so that it can be imported', () => {
    const kept = { ...changed, shortcut: 'Control+Shift+C' };
    expect(importedPreferences(exportedPreferences(kept), defaultPreferences)).toEqual(changed);
    const own = { ...changed, shortcut: 'Control+Alt+U' };
    expect(importedPreferences(exportedPreferences(own), defaultPreferences)).toEqual(own);
  });

  it('is read with the byte order mark that some editors write', () => {
    expect(importedPreferences(`\uFEFF${exportedPreferences(changed)}`, defaultPreferences)).toEqual(changed);
  });

  it('leaves as it is what the file lacks', () => {
    const text = JSON.stringify({ format: 'qwen-gauge preferences', version: 1, preferences: { theme: 'dark' } });
    expect(importedPreferences(text, changed)).toEqual({ ...changed, theme: 'dark' });
  });

  it('holds nothing that looks like a secret', () => {
    const text = exportedPreferences({
      ...changed,
      favouriteProviderIds: ['file/openai/sk-sp-0123456789abcdef', 'own'],
    });
    expect(text).not.toContain('sk-sp-0123456789abcdef');
    expect(importedPreferences(text, defaultPreferences)).toEqual({ ...changed, favouriteProviderIds: ['own'] });
    expect(exportedPreferences({ ...changed, proxy: 'http://sk-sp-0123456789abcdef' })).not.toContain('sk-sp-');
  });

  it.each([
    ['', 'not-ours', ''],
    ['{"theme":"dark"}', 'not-ours', ''],
    ['{"format":"qwen-gauge preferences","version":2,"preferences":{"later":1}}', 'newer', ''],
    ['{"format":"qwen-gauge preferences","version":1}', 'invalid', ''],
    ['{"format":"qwen-gauge preferences","version":1,"preferences":{"theme":"pink"}}', 'invalid', 'theme'],
    ['{"format":"qwen-gauge preferences","version":1,"preferences":{"colour":"pink"}}', 'invalid', 'colour'],
    ['{"format":"qwen-gauge preferences","version":1,"preferences":{"proxy":"http://a:b@c:1"}}', 'invalid', 'proxy'],
    ['{"format":"qwen-gauge preferences","version":1,"preferences":{"shortcut":"Control+C"}}', 'invalid', 'shortcut'],
    ['{"format":"qwen-gauge preferences","version":1,"preferences":{},"more":1}', 'invalid', 'more'],
  ])('is refused as a whole if anything is wrong: %s', (text, reason, field) => {
    expect(importedPreferences(text, changed)).toEqual({ reason, field });
  });

  it('is read or refused, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(importedPreferences(text, changed)).toEqual({ reason: 'not-ours', field: '' });
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(changed), 'x'), fc.jsonValue()), (preferences) => {
        const text = JSON.stringify({ format: 'qwen-gauge preferences', version: 1, preferences });
        const read = importedPreferences(text, changed);
        if ('reason' in read) expect(read.reason).toBe('invalid');
        else expect(read).toEqual({ ...changed, ...preferences });
      }),
    );
  });
});
