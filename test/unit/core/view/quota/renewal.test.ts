import { describe, expect, it } from 'vitest';
import { hourMs, minuteMs } from '../../../../../main/core/quota/calendar.ts';
import { runningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
import type { HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import type { QuotaWindow } from '../../../../../main/core/quota/model.ts';
import { quotaView } from '../../../../../main/core/view/quota/quota-view.ts';
import { type WindowInput, windowView } from '../../../../../main/core/view/quota/window-view.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../../support/readings.ts';

const locale = { words: wordsFor('en'), timeZone: 'Asia/Shanghai' };
const shown = (changes: Partial<QuotaWindow>, more: Partial<WindowInput> = {}) =>
  windowView({ window: window(changes), currency: 'USD', nowMs: noonMs, locale, ...more });

describe('a rolling window', () => {
  const first = { resetsAtMs: noonMs + 26 * minuteMs };

  it('comes back from the time that the service names, and never resets', () => {
    const view = shown(first);
    expect(view.resetText).toBe('Starts coming back at 12:26');
    expect(view.reset?.atText).toBe('starts coming back at 12:26');
    expect(view.rollingText).toBe('Each request comes back 5 h after it was made.');
    expect(JSON.stringify(view)).not.toMatch(/resets/i);
  });

  it('says how much by when, where that is known', () => {
    const recovery = { byMs: noonMs + hourMs, amount: 190 };
    expect(shown(first, { recovery }).resetText).toBe('Starts coming back at 12:26, ≈ +190 by 13:00');
    expect(shown({ resetsAtMs: null }, { recovery }).resetText).toBe('≈ +190 by 13:00');
    expect(shown(first, { recovery: { ...recovery, byMs: noonMs } }).resetText).toBe('Starts coming back at 12:26');
  });

  it('says no time that has passed, is unknown, or when nothing is used', () => {
    expect(shown({ resetsAtMs: noonMs })).toMatchObject({ resetText: '', reset: null });
    expect(shown({ resetsAtMs: null })).toMatchObject({ resetText: '', reset: null });
    expect(shown({ ...first, used: 0 })).toMatchObject({ resetText: '', reset: null });
  });

  it('is known by how it renews, not by its name', () => {
    expect(shown({ ...first, id: 'week', renewal: 'rolling' }).rollingText).toBe(
      'Each request comes back 7 d after it was made.',
    );
    expect(shown({ ...first, renewal: 'fixed' })).toMatchObject({
      resetText: 'Resets in 26 min',
      rollingText: null,
      reset: { atText: 'resets 12:26' },
    });
  });
});

describe('a window that begins with the first call', () => {
  it('says so as long as it has not begun', () => {
    expect(shown({ renewal: 'fixed', used: 0, resetsAtMs: null }).resetText).toBe('Begins with the next request');
    expect(shown({ renewal: 'fixed', used: 1, resetsAtMs: null }).resetText).toBe('Reset time not given');
    expect(shown({ renewal: 'calendar', used: 0, resetsAtMs: null }).resetText).toBe('Reset time not given');
  });
});

describe('a forecast of a rolling window', () => {
  // One request at 07:03, and 600 from 11 to 12 o'clock, of 1,200: used up at 13:00.
  const points = Array.from({ length: 61 }, (_, index) => {
    const atMs = noonMs - 5 * hourMs + index * 5 * minuteMs;
    const since11 = Math.max(0, (atMs - (noonMs - hourMs)) / minuteMs);
    return { atMs, used: 1000 + (atMs >= noonMs - 5 * hourMs + 5 * minuteMs ? 1 : 0) + since11 * 10, limit: 9000 };
  });
  const history: readonly HistorySeries[] = [{ pool: 'coding-plan', windowId: 'week', certainty: 'exact', points }];
  const plan = codingPlan({ week: 1601 });
  const windows = [window({ used: 601, resetsAtMs: noonMs + 3 * minuteMs }), ...plan.windows.slice(1)];
  const snapshot = snapshotOf(fresh({ ...plan, windows }));

  it('is shown although the first request comes back before', () => {
    const runOuts = runningOut(snapshot, history, noonMs);
    const view = quotaView({ snapshot, session: { state: 'unknown' }, runOuts, nowMs: noonMs, locale });
    expect(view.pools[0]?.windows[0]).toMatchObject({
      id: 'five-hours',
      runOutText: expect.stringMatching(
        /^At this pace it runs out 1[23]:\d\d \(in .*\), most likely between 1[23]:\d\d and 1\d:\d\d$/,
      ),
      levelText: 'will not last at this pace',
      spoken: '50% used, will not last at this pace',
    });
  });
});

describe('what is used and what is left', () => {
  it.each([
    [{ unit: 'share', used: 0.425, limit: 1 }, '43%', '57% left'],
    [{ unit: 'share', used: 0.999, limit: 1 }, '99%', '1% left'],
    [{ unit: 'share', used: 1.2, limit: 1 }, '100%', '0% left'],
  ] as const)('add up to 100: %o', (changes, percentText, leftText) => {
    const { percent } = shown(changes);
    expect(shown(changes)).toMatchObject({ percentText, leftText, amountLeftText: leftText });
    expect(percent + Number.parseInt(leftText, 10)).toBe(100);
  });

  it.each([
    [{ used: 1199, limit: 1200 }, 'nearly used up', '99% used, nearly used up'],
    [{ used: 1200, limit: 1200 }, 'used up', '100% used, used up'],
    [{ used: 1250, limit: 1200 }, 'used up', '100% used, used up'],
  ] as const)('differ between nearly and wholly used up: %o', (changes, levelText, spoken) => {
    expect(shown({ unit: 'requests', ...changes })).toMatchObject({ levelText, spoken });
  });

  it.each([
    [{ unit: 'credits', used: 1234.5, limit: 1500 }, '1,234 used', '266 left of 1,500 Credits'],
    [{ unit: 'credits', used: 24_999.6, limit: 25_000 }, '24,999 used', '1 left of 25,000 Credits'],
    [{ unit: 'credits', used: 0.4, limit: 25_000 }, '0 used', '25,000 left of 25,000 Credits'],
    [{ unit: 'credits', used: 12.345, limit: 50 }, '12.34 used', '37.66 left of 50 Credits'],
    [{ unit: 'money', used: 12.435, limit: 20 }, '$12.43 used', '$7.57 left of $20.00'],
    [{ unit: 'requests', used: 1250, limit: 1200 }, '1,250 used', '0 left of 1,200 requests'],
  ] as const)('add up to the limit: %o', (changes, usedText, leftText) => {
    expect(shown(changes)).toMatchObject({ usedText, leftText });
  });
});
