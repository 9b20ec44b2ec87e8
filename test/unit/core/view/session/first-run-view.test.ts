import { describe, expect, it } from 'vitest';
import type { SettingsView } from '../../../../../main/core/provider/model.ts';
import { firstRunView } from '../../../../../main/core/view/session/first-run-view.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { readable } from '../../../../renderer/states.ts';

const locale = { words: wordsFor('en'), timeZone: 'UTC' };
const nothingCounted = { fiveHours: 0, week: 0, month: null };
const view = (settings: SettingsView, localCounts: Parameters<typeof firstRunView>[0]['localCounts']) =>
  firstRunView({ settings, localCounts, locale });
const using = (id: string): SettingsView =>
  readable.state === 'readable'
    ? { ...readable, options: readable.options.map((one) => ({ ...one, current: one.id === id })) }
    : readable;

describe('the first run without an account', () => {
  it('offers both sizes where the settings point at a Coding Plan, before anything is counted', () => {
    const { foundTexts, plans } = view(readable, nothingCounted);
    expect(foundTexts).toEqual([
      'Found: Qwen Code uses Coding Plan.',
      'Counted: 0 requests in the last 5 hours, 0 requests since Monday.',
    ]);
    expect(plans).toEqual([
      { plan: 'lite', isLikely: false, text: 'Lite · 1,200 in 5 hours' },
      { plan: 'pro', isLikely: false, text: 'Pro · 6,000 in 5 hours' },
    ]);
  });

  it.each([
    { fiveHours: 1_201, week: 0, month: null },
    { fiveHours: 0, week: 9_001, month: null },
    { fiveHours: 0, week: 0, month: 18_001 },
  ])('takes Pro for likely where more was counted than Lite allows', (counts) => {
    expect(view(readable, counts).plans.map(({ isLikely }) => isLikely)).toEqual([false, true]);
  });

  it('says that nothing can be counted for another provider', () => {
    expect(view(using('openrouter'), nothingCounted)).toEqual({
      foundTexts: ['Found: Qwen Code uses OpenRouter.', 'Only requests to a Coding Plan can be counted.'],
      plans: [],
    });
    expect(view(using('openrouter'), { ...nothingCounted, week: 7 }).plans).toHaveLength(2);
  });

  it('says that nothing was found', () => {
    const text = 'Nothing of Qwen Code was found on this computer yet.';
    expect(view({ state: 'unknown' }, null)).toEqual({ foundTexts: [text], plans: [] });
  });
});
