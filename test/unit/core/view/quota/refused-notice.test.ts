import { describe, expect, it } from 'vitest';
import type { ClientErrorKind } from '../../../../../main/core/provider/client-error.ts';
import { noticeText } from '../../../../../main/core/view/quota/notice.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';

const textFor = (error: ClientErrorKind, language: 'en' | 'zh-CN') =>
  noticeText({ kind: 'refused', error, model: 'm-a' }, 0, { words: wordsFor(language), timeZone: 'UTC' });

describe('the notice of a refused request', () => {
  it.each(['en', 'zh-CN'] as const)('names the window, the model and what to do (%s)', (language) => {
    const texts = (['five-hours', 'week', 'month', 'rate-limit'] as const).map((error) => textFor(error, language));
    expect(new Set(texts.map(({ title }) => title)).size).toBe(4);
    for (const { body } of texts) expect(body).toContain('m-a');
  });

  it('does not call a rate limit a used up quota', () => {
    expect(textFor('five-hours', 'en').title).toBe('The 5-hour quota is used up: switch?');
    expect(textFor('rate-limit', 'en').title).not.toMatch(/used up/);
    expect(textFor('rate-limit', 'zh-CN').title).not.toMatch(/用完/);
  });

  it('explains an error that the services document', () => {
    expect(textFor('key-missing', 'en')).toEqual({
      title: 'Qwen Code was refused a request (m-a)',
      body: 'No key was sent, or it was sent in the wrong header. Enter the key under Providers. It is sent as “Authorization: Bearer”.',
    });
    const chinese = wordsFor('zh-CN').clientErrors['wrong-path'];
    expect(textFor('wrong-path', 'zh-CN').body).toBe(`${chinese.what}${chinese.wayOut}`);
  });
});
