import { describe, expect, it } from 'vitest';
import { defaultPreferences, PreferencesSchema, parsePreferences } from '../../../main/core/preferences.ts';

describe('parsePreferences', () => {
  it('takes every valid field and the default for each other', () => {
    expect(parsePreferences({ warnAtUsedPercents: [75], theme: 'pink', later: 1 })).toEqual({
      preferences: { ...defaultPreferences, warnAtUsedPercents: [75] },
      isWhole: false,
    });
    expect(parsePreferences({ language: 'zh-CN' })).toEqual({
      preferences: { ...defaultPreferences, language: 'zh-CN' },
      isWhole: true,
    });
  });

  it.each([
    [{ warnAtUsedPercent: 80 }, [80, 100]],
    [{ warnAtUsedPercent: 100 }, [100]],
    [{ warnAtUsedPercent: 0 }, [75, 90, 100]],
    [{ warnAtUsedPercent: 80, warnAtUsedPercents: [50] }, [50]],
    [{ warnAtUsedPercents: [] }, []],
  ])('takes over the one threshold of older versions: %j', (stored, expected) => {
    expect(parsePreferences(stored).preferences.warnAtUsedPercents).toEqual(expected);
  });

  it.each([undefined, null, 'x', 7, []])('takes %j for broken', (value) => {
    expect(parsePreferences(value)).toEqual({ preferences: defaultPreferences, isWhole: false });
  });

  it('has defaults that are valid', () => {
    expect(PreferencesSchema.parse(defaultPreferences)).toEqual(defaultPreferences);
    expect(parsePreferences(defaultPreferences)).toEqual({ preferences: defaultPreferences, isWhole: true });
  });
});
