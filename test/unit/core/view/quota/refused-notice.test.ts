import { describe, expect, it } from 'vitest';
import { noticeText } from '../../../../../main/core/view/quota/notice.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';

const textFor = (limit: 'five-hours' | 'week' | 'month' | 'rate-limit', language: 'en' | 'zh-CN') =>
  noticeText({ kind: 'refused', limit, model: 'm-a' }, 0, { words: wordsFor(language), timeZone: 'UTC' });

describe('a refused request in words', () => {
  it.each(['en', 'zh-CN'] as const)('names the window, the model and the way out (%s)', (language) => {
    const texts = (['five-hours', 'week', 'month', 'rate-limit'] as const).map((limit) => textFor(limit, language));
    expect(new Set(texts.map(({ title }) => title)).size).toBe(4);
    for (const { body } of texts) expect(body).toContain('m-a');
  });

  it('never calls a rate limit a used up quota', () => {
    expect(textFor('five-hours', 'en').title).toBe('The 5-hour quota is used up: switch?');
    expect(textFor('rate-limit', 'en').title).not.toMatch(/used up/);
    expect(textFor('rate-limit', 'zh-CN').title).not.toMatch(/用完/);
  });
});
