import { describe, expect, it } from 'vitest';
import { noticeHandling } from '../../../../../main/core/view/notices/handling.ts';
import { noticeText } from '../../../../../main/core/view/notices/notice.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { codingPlan, fresh, nowMs, windowOf } from '../../../../renderer/states.ts';

const en = { words: wordsFor('en'), timeZone: 'UTC' };
const zh = { words: wordsFor('zh-CN'), timeZone: 'Asia/Shanghai' };
const about = (used: number, over: object = {}) => ({
  kind: 'threshold' as const,
  pool: 'coding-plan' as const,
  window: { ...windowOf('week', used, 45_000, 100_000_000), ...over },
  currency: 'USD',
  thresholdPercent: 90,
});

describe('a notice', () => {
  it('says which window, how much, what is left and when it resets', () => {
    expect(noticeText(about(40_500), nowMs, en)).toEqual({
      title: '90% of the weekly quota used',
      body: 'Coding Plan: 4,500 requests left, resets Sun 15:32.',
    });
    expect(noticeText(about(40_500), nowMs, zh)).toEqual({
      title: '周额度已用 90%',
      body: 'Coding Plan：剩余 4,500 次，周日 23:32 重置。',
    });
  });

  it('says "used up" only at 100 %', () => {
    expect(noticeText(about(44_999), nowMs, en).title).toBe('99% of the weekly quota used');
    expect(noticeText(about(45_000), nowMs, en).title).toBe('The weekly quota is used up');
    expect(noticeText(about(45_000), nowMs, zh).body).toBe('Coding Plan：已无剩余，周日 23:32 重置。');
  });

  it('names no reset if none is known, and marks an estimate', () => {
    const text = noticeText(about(40_500, { resetsAtMs: null, certainty: 'estimate' }), nowMs, en);
    expect(text.body).toBe('Coding Plan: 4,500 requests left. This is an estimate.');
  });

  it('shows a budget in its currency', () => {
    const window = { ...windowOf('budget', 18, 20, null), unit: 'money' as const };
    const text = noticeText(
      { kind: 'threshold', pool: 'pay-as-you-go', window, currency: 'CNY', thresholdPercent: 90 },
      nowMs,
      en,
    );
    expect(text).toEqual({ title: '90% of the monthly budget used', body: 'Pay-as-you-go: ¥2.00 left.' });
  });

  it('names a new version, and leads to the panel that shows its page', () => {
    const notice = { kind: 'new-version', version: '1.2.3' } as const;
    expect(noticeText(notice, nowMs, en).title).toBe('Qwen Gauge 1.2.3 has been published');
    expect(noticeText(notice, nowMs, zh).title).toBe('Qwen Gauge 1.2.3 已发布');
    expect(noticeHandling(notice, nowMs).panel).toBe('preferences');
  });

  it('says when the session ends, and that it has ended', () => {
    const ending = noticeText({ kind: 'session-ending', endsAtMs: nowMs + 30 * 60_000 }, nowMs, zh);
    expect(ending.body).toContain('30 分钟');
    expect(noticeText({ kind: 'session-ended' }, nowMs, en).title).toBe('Your session has ended');
  });

  it('says when a window will run out and what else there is, and when enough is back', () => {
    const { thresholdPercent: _, ...week } = about(40_500);
    const runsOut = { ...week, kind: 'running-out', runsOutAtMs: nowMs + 3_600_000 } as const;
    expect(noticeText(runsOut, nowMs, en)).toEqual({
      title: 'The weekly quota will run out before it comes back',
      body: 'Coding Plan: probably used up at 12:46, 4,500 requests left.',
    });
    expect(noticeText({ ...week, kind: 'returned' }, nowMs, zh)).toEqual({
      title: '周额度已恢复，可继续使用',
      body: 'Coding Plan：剩余 4,500 次。',
    });
  });

  it('says that requests are paid for beside the plan', () => {
    const spill = {
      kind: 'spill',
      pool: 'coding-plan',
      sinceMs: nowMs - 3_600_000,
      requests: 42,
      currency: 'USD',
    } as const;
    expect(noticeText({ ...spill, cost: 0.31 }, nowMs, en)).toEqual({
      title: 'Your requests are being billed',
      body: 'Coding Plan has not moved since 10:46, while Qwen Code got 42 answers. The bill rose by $0.31. “Providers” shows what new sessions use.',
    });
    expect(noticeText({ ...spill, cost: null }, nowMs, zh).title).toBe('请求正在消耗免费额度');
    expect(noticeHandling({ ...spill, cost: null }, nowMs)).toMatchObject({ panel: 'providers', isSaidThere: false });
  });

  it('of several says each, with the newest numbers', () => {
    const week = about(41_000);
    const status = fresh({ ...codingPlan([{ ...week.window, used: 42_750 }]) });
    const subjects = [week, { kind: 'session-ended' }] as const;
    expect(noticeText({ kind: 'several', meanwhile: false, subjects }, nowMs, en, { pools: [status] })).toEqual({
      title: '95% of the weekly quota used',
      body: 'Coding Plan: 2,250 requests left, resets Sun 15:32. Your session has ended. Sign in again to keep the numbers coming.',
      parts: [
        { title: '95% of the weekly quota used', body: 'Coding Plan: 2,250 requests left, resets Sun 15:32.' },
        { title: 'Your session has ended', body: 'Sign in again to keep the numbers coming.' },
      ],
    });
    const { title, parts, isDigest } = noticeText({ kind: 'several', meanwhile: true, subjects }, nowMs, zh);
    expect(title).toBe('免打扰期间有 2 条通知');
    expect([parts?.map((part) => part.title), isDigest]).toEqual([['周额度已用 91%', '登录已过期'], true]);
  });

  it('of windows of several plans says of which', () => {
    const week = about(41_000);
    const subjects = [week, { ...week, pool: 'token-plan-team' }] as const;
    const { parts } = noticeText({ kind: 'several', meanwhile: true, subjects }, nowMs, en);
    const title = '91% of the weekly quota used';
    expect(parts?.map((part) => part.title)).toEqual([`${title} (Coding Plan)`, `${title} (Token Plan Team)`]);
  });
});
