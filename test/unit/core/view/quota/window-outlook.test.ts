import { describe, expect, it } from 'vitest';
import { hourMs } from '../../../../../main/core/quota/calendar.ts';
import type { QuotaWindow } from '../../../../../main/core/quota/model.ts';
import type { Outlook } from '../../../../../main/core/quota/outlook/outlook.ts';
import { type WindowView, windowView } from '../../../../../main/core/view/quota/window-view.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { noonMs, window } from '../../../../support/readings.ts';

const none: Outlook = {
  ...{ pool: 'coding-plan', windowId: 'week', leftAtReset: null, highestAheadPercent: null, halfBackAtMs: null },
  ...{ perHour: null, fiveHoursLeft: null, stopsFirst: false },
};

function shown(
  outlook: Partial<Outlook> | null,
  changes: Partial<QuotaWindow> = {},
  language: 'en' | 'zh-CN' = 'en',
): WindowView {
  const week = window({ id: 'week', used: 3000, limit: 9000, resetsAtMs: noonMs + 48 * hourMs, ...changes });
  const locale = { words: wordsFor(language), timeZone: 'Asia/Shanghai' };
  return windowView({
    ...{ window: week, currency: 'USD', nowMs: noonMs, locale },
    outlook: outlook === null ? null : { ...none, ...outlook },
  });
}

describe('the outlook of a window', () => {
  it('says that it lasts, with a round number of what is left then', () => {
    expect(shown({ leftAtReset: 1288.7 }).lastsText).toBe('Lasts until the reset, with ≈ 1,300 requests left');
    expect(shown({ leftAtReset: 38.6 }, {}, 'zh-CN').lastsText).toBe('预计可用到重置，届时约剩 39 次');
    expect(shown({ leftAtReset: 0.126 }, { unit: 'share', used: 0.5, limit: 1 }).lastsText).toBe(
      'Lasts until the reset, with ≈ 13% left',
    );
  });

  it('says nothing of what is unknown, next to nothing, or past the reset', () => {
    for (const view of [shown(null), shown({}), shown({ leftAtReset: 0.4, perHour: 0.01 })])
      expect(view).toMatchObject({ lastsText: null, outlookTexts: [] });
    const reset = { resetsAtMs: noonMs };
    expect(shown({ leftAtReset: 100, perHour: 9, stopsFirst: true }, reset)).toMatchObject({
      ...{ lastsText: null, outlookTexts: [] },
    });
  });

  it('names the even pace, never rounded up, by the day, and by the hour on the last one', () => {
    expect(shown({ perHour: 53.3 }).outlookTexts).toEqual(['You can use ≈ 1,200 requests a day until the reset']);
    const soon = { resetsAtMs: noonMs + 5 * hourMs };
    expect(shown({ perHour: 53.9 }, soon).outlookTexts).toEqual(['You can use ≈ 53 requests an hour until the reset']);
  });

  it('says of a rolling window how much is free once half is back, and which pace it keeps up', () => {
    const rolling = { id: 'five-hours', renewal: 'rolling', resetsAtMs: null } as const;
    const outlook = { halfBackAtMs: noonMs + 3 * hourMs, perHour: 216, stopsFirst: true };
    expect(shown(outlook, rolling).outlookTexts).toEqual([
      'Stops you first',
      'If you stop now, 83% is free by 15:00',
      'You can use ≈ 210 requests an hour for the next 5 hours',
    ]);
    expect(shown(outlook, rolling, 'zh-CN').outlookTexts).toEqual([
      '此额度最先用完',
      '现在停下，15:00 可恢复到 83%',
      '接下来 5 小时内，每小时可用约 210 次',
    ]);
    expect(shown({ halfBackAtMs: noonMs }, rolling).outlookTexts).toEqual([]);
  });

  it('says how many full five hours it holds', () => {
    expect(shown({ fiveHoursLeft: 3.27 }).outlookTexts).toEqual(['Enough for ≈ 3.3 full 5-hour windows']);
    expect(shown({ fiveHoursLeft: 8.99 }).outlookTexts).toEqual(['Enough for ≈ 9 full 5-hour windows']);
    expect(shown({ fiveHoursLeft: 1.04 }).outlookTexts).toEqual(['Enough for ≈ 1 full 5-hour window']);
    expect(shown({ fiveHoursLeft: 0.04 }).outlookTexts).toEqual([]);
  });
});

describe('the score of the forecast', () => {
  const runOut = (right: number | null) => ({
    ...{ runsOutAtMs: noonMs + hourMs, likelihood: 0.8, between: null },
    score: right === null ? null : { right, of: 20 },
  });
  const told = (right: number | null, language: 'en' | 'zh-CN' = 'en', changes: Partial<QuotaWindow> = {}) =>
    windowView({
      ...{ window: window(changes), currency: 'USD', nowMs: noonMs },
      ...{ runOut: runOut(right), locale: { words: wordsFor(language), timeZone: 'Asia/Shanghai' } },
    }).outlookTexts;

  it('is told beside a forecast, once it is known', () => {
    expect(told(17)).toEqual(['The last forecasts were right within 20 minutes in 17 of 20']);
    expect(told(17, 'zh-CN')).toEqual(['最近 20 次预测中，17 次误差在 20 分钟以内']);
    expect(told(null)).toEqual([]);
  });

  it('is not told without one', () => {
    expect(told(17, 'en', { renewal: 'fixed', resetsAtMs: noonMs + hourMs / 2 })).toEqual([]);
  });
});
