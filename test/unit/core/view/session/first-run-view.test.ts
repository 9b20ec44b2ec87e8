import { describe, expect, it } from 'vitest';
import type { SettingsView } from '../../../../../main/core/provider/model.ts';
import { firstRunView } from '../../../../../main/core/view/session/first-run-view.ts';
import { regionToOffer } from '../../../../../main/core/view/session/region-to-offer.ts';
import { languages, wordsFor } from '../../../../../main/core/view/words/index.ts';
import { readable } from '../../../../renderer/states.ts';

type Input = Parameters<typeof firstRunView>[0];
const locale = { words: wordsFor('en'), timeZone: 'UTC' };
const nothingCounted = { fiveHours: 0, week: 0, month: null };
const view = (over: Partial<Input>) =>
  firstRunView({ settings: { state: 'unknown' }, officialClients: [], localCounts: null, use: null, locale, ...over });
const using = (id: string | null): SettingsView =>
  readable.state === 'readable'
    ? { ...readable, options: readable.options.map((one) => ({ ...one, current: one.id === id })) }
    : readable;
const billed: SettingsView = {
  ...readable,
  options: readable.options.map((one) => ({
    ...one,
    baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
  })),
};
const noFile: SettingsView = { ...using(null), exists: false } as SettingsView;
const problem = { reason: 'not-json', line: 1, column: 1, excerpt: null } as const;
const refused: SettingsView = { state: 'refused', path: '/home/u/.qwen/settings.json', problem };
const useOf = (...requests: readonly number[]): Input['use'] => ({
  fromDate: '2026-09-07',
  toDate: '2026-10-07',
  rows: requests.map((count) => ({ date: '2026-10-07', model: 'm', project: null, requests: count })),
});

describe('the first run without an account', () => {
  it('offers both sizes where the settings point at a Coding Plan, before anything is counted', () => {
    const { foundTexts, plans } = view({ settings: readable, localCounts: nothingCounted });
    expect(foundTexts).toEqual(['Counted: 0 requests in the last 5 hours, 0 requests since Monday.']);
    expect(plans).toEqual([
      { plan: 'lite', isLikely: false, text: 'Lite · 1,200 in 5 hours' },
      { plan: 'pro', isLikely: false, text: 'Pro · 6,000 in 5 hours' },
    ]);
  });

  it('offers them also where variables of the settings name the Coding Plan', () => {
    const unlisted = {
      ...{ id: 'coding-plan/china', label: 'Coding Plan', region: 'china', protocol: 'openai' as const },
      ...{ baseUrl: 'https://coding.dashscope.aliyuncs.com/v1', model: 'glm-5' },
    };
    const settings: SettingsView = { ...readable, options: [], unlisted };
    expect(view({ settings }).plans).toHaveLength(2);
    const session = { state: 'signed-out', lastEnd: null, cause: 'never' } as const;
    expect(regionToOffer({ session, settings, language: 'en' })).toBe('china');
  });

  it.each([
    { fiveHours: 1_201, week: 0, month: null },
    { fiveHours: 0, week: 9_001, month: null },
    { fiveHours: 0, week: 0, month: 18_001 },
  ])('takes Pro for likely where more was counted than Lite allows', (localCounts) => {
    expect(view({ settings: readable, localCounts }).plans.map(({ isLikely }) => isLikely)).toEqual([false, true]);
  });

  it('counts what the logs show of another provider, whose plan has no known size', () => {
    const settings = using('openrouter');
    expect(view({ settings, localCounts: nothingCounted, use: useOf(38.4, 2) })).toMatchObject({
      foundTexts: ['Counted: 40 requests in the last 31 days.'],
      plans: [],
      hasUse: true,
    });
    expect(view({ settings, use: useOf(1) }).foundTexts).toEqual(['Counted: 1 request in the last 31 days.']);
    expect(view({ settings, localCounts: { ...nothingCounted, week: 7 }, use: useOf(7) })).toMatchObject({
      plans: [{ plan: 'lite' }, { plan: 'pro' }],
      hasUse: false,
    });
  });

  it.each<readonly [string, Partial<Input>, readonly string[]]>([
    ['nothing', { settings: noFile }, ['Nothing of Qwen Code was found on this computer yet.']],
    [
      'Qwen Code alone',
      { settings: noFile, officialClients: ['qwen'] },
      ['Found: Qwen Code, which has no settings yet.'],
    ],
    ['settings, whose choice is shown apart', { settings: using('openrouter') }, []],
    ['settings of no provider, which is said apart', { settings: using(null) }, []],
    [
      'settings of a Token Plan',
      { settings: using('token-plan/international') },
      ['How many Credits a request costs is not in the logs: that needs your account.'],
    ],
    [
      'settings of what is paid by use, and logs',
      { settings: billed, use: useOf(2) },
      ['Counted: 2 requests in the last 31 days.', 'What a request costs is not in the logs: that needs your account.'],
    ],
    [
      'broken settings',
      { settings: refused },
      ['Found: settings of Qwen Code that cannot be read. “Providers” says why.'],
    ],
    ['logs', { settings: noFile, use: useOf(40) }, ['Counted: 40 requests in the last 31 days.']],
    ['logs, while the settings are still read', { use: useOf(40) }, ['Counted: 40 requests in the last 31 days.']],
    ['nothing so far, while the settings are still read', {}, []],
  ])('shows as found: %s', (_what, found, foundTexts) => {
    expect(view(found).foundTexts).toEqual(foundTexts);
  });

  it.each([
    [[], null],
    [['qwen'], null],
    [['qwen', 'bl'], 'Found: bl. If you are signed in there, you need not sign in here.'],
    [
      ['qwencloud', 'qianwen', 'bl'],
      'Found: qwencloud, qianwen, bl. If you are signed in there, you need not sign in here.',
    ],
  ])('names the programs whose sign-in is used (%j)', (officialClients, programsText) => {
    expect(view({ officialClients }).programsText).toBe(programsText);
  });

  it.each(languages)('has a sentence for everything that may be found (%s)', (language) => {
    const words = { locale: { ...locale, words: wordsFor(language) } };
    const found = [
      ...[{ settings: noFile }, { settings: refused }, { use: useOf(3) }],
      { settings: using('token-plan/international') },
    ];
    for (const one of found) expect(view({ ...one, ...words }).foundTexts).toHaveLength(1);
  });
});
