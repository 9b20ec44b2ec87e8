import { describe, expect, it } from 'vitest';
import { defaultPreferences, type Preferences } from '../../../../../main/core/preferences.ts';
import { preferenceChanges } from '../../../../../main/core/view/preferences/changes.ts';
import { languages, wordsFor } from '../../../../../main/core/view/words/index.ts';

/** Another value for each preference. A budget is one with its currency. */
const others = {
  language: 'zh-CN',
  theme: 'dark',
  warnAtUsedPercents: [],
  quietHours: { fromMinute: 1350, toMinute: 480 },
  monthlyBudget: 20,
  monthlyBudgetCurrency: 'CNY',
  monthDay: 31,
  shortcut: 'Control+Alt+U',
  hiddenPools: ['coding-plan', 'free-tier', 'pay-as-you-go'],
  poolOrder: ['free-tier'],
  proxy: 'http://proxy.test:3128',
  favouriteProviderIds: ['openrouter'],
} satisfies Partial<Preferences>;

describe('what would change', () => {
  it('is nothing between equal preferences', () => {
    expect(preferenceChanges(defaultPreferences, { ...defaultPreferences }, { words: wordsFor('en') })).toEqual([]);
  });

  it('names each preference with both values', () => {
    expect(
      preferenceChanges(defaultPreferences, { ...defaultPreferences, ...others }, { words: wordsFor('en') }),
    ).toEqual([
      { label: 'Language', beforeText: 'System', afterText: '简体中文' },
      { label: 'Theme', beforeText: 'System', afterText: 'Dark' },
      { label: 'Warn at', beforeText: '75%, 90%, 100%', afterText: 'None' },
      { label: 'Quiet hours', beforeText: 'Off', afterText: '22:30–08:00' },
      { label: 'Coding Plan month begins on day', beforeText: 'None', afterText: '31' },
      { label: 'Monthly budget', beforeText: 'None', afterText: '¥20.00' },
      { label: 'Proxy', beforeText: 'System', afterText: 'http://proxy.test:3128' },
      { label: 'Shortcut', beforeText: 'None', afterText: 'Control+Alt+U' },
      {
        label: 'Shown in window and tray',
        beforeText: 'Coding Plan, Token Plan Team, Token Plan Personal, Free tier, Pay-as-you-go',
        afterText: 'Token Plan Team, Token Plan Personal',
      },
      {
        label: 'Order of quotas',
        beforeText: 'By need',
        afterText: 'Free tier, Coding Plan, Token Plan Team, Token Plan Personal, Pay-as-you-go',
      },
      { label: 'Favourite providers', beforeText: '0', afterText: '1' },
    ]);
  });

  it.each(languages)('has words for every preference, in %s', (language) => {
    const words = wordsFor(language);
    for (const [name, value] of Object.entries(defaultPreferences)) {
      if (name === 'monthlyBudgetCurrency') continue;
      const chosen = Object.entries(words.preferences.choices).find(([choice]) => choice === name)?.[1];
      const choices = Object.keys(chosen?.names ?? {}).map((choice) => (choice === 'none' ? null : choice));
      const other =
        choices.find((choice) => choice !== value) ?? new Map<string, unknown>(Object.entries(others)).get(name);
      const after = { ...defaultPreferences, [name]: other ?? value !== true };
      const changes = preferenceChanges(defaultPreferences, after, { words });
      expect(changes, name).toHaveLength(1);
      for (const { label, beforeText, afterText } of changes) {
        expect([label, beforeText, afterText]).not.toContain('');
      }
    }
  });
});
