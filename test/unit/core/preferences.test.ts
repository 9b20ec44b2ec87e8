import { describe, expect, it } from 'vitest';
import { defaultPreferences, PreferencesSchema, parsePreferences } from '../../../main/core/preferences.ts';

describe('parsePreferences', () => {
  it('takes every valid field and the default for each other', () => {
    expect(parsePreferences({ warnAtUsedPercent: 75, theme: 'pink', later: 1 })).toEqual({
      preferences: { ...defaultPreferences, warnAtUsedPercent: 75 },
      isWhole: false,
    });
    expect(parsePreferences({ language: 'zh-CN' })).toEqual({
      preferences: { ...defaultPreferences, language: 'zh-CN' },
      isWhole: true,
    });
  });

  it.each([undefined, null, 'x', 7, []])('takes %j for broken', (value) => {
    expect(parsePreferences(value)).toEqual({ preferences: defaultPreferences, isWhole: false });
  });

  it('has defaults that are valid', () => {
    expect(PreferencesSchema.parse(defaultPreferences)).toEqual(defaultPreferences);
    expect(parsePreferences(defaultPreferences)).toEqual({ preferences: defaultPreferences, isWhole: true });
  });
});
