import { describe, expect, it } from 'vitest';
import type { ClientErrorKind } from '../../../../../main/core/provider/client-error.ts';
import { noticeText } from '../../../../../main/core/view/notices/notice.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';

const textFor = (kind: ClientErrorKind, language: 'en' | 'zh-CN', model: string | null = 'm-a') =>
  noticeText({ kind: 'refused', refusal: { kind, window: null, resetsAtMs: null }, model }, 0, {
    words: wordsFor(language),
    timeZone: 'UTC',
  });

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
      title: 'Qwen Code’s request came without a key',
      body: 'No key was sent, or it was sent in the wrong header. It asked for m-a. Enter the key under Providers. It is sent as “Authorization: Bearer”.',
    });
    const chinese = wordsFor('zh-CN').clientErrors['wrong-path'];
    expect(textFor('wrong-path', 'zh-CN', null).body).toBe(`${chinese.what}${chinese.wayOut}`);
  });

  it('names the cause in its title, and the model only where it tells something', () => {
    const unlisted = wordsFor('en').notice.unlistedModel;
    expect(textFor('key-of-other-endpoint', 'en', null)).toMatchObject({
      title: 'Qwen Code’s key was refused',
      body: expect.not.stringContaining(unlisted) as string,
    });
    expect(textFor('connection', 'en', null).title).toBe('Qwen Code could not reach its server');
    for (const kind of ['unpurchased', 'free-tier-only', 'model-unknown', 'input-too-long'] as const) {
      expect(textFor(kind, 'en', null).body).toContain(`It asked for ${unlisted}.`);
    }
  });

  it('names the reset that the service named, as local time', () => {
    const nowMs = Date.UTC(2026, 6, 24, 10);
    const refusal = { kind: 'token-plan', window: 'week', resetsAtMs: Date.UTC(2026, 6, 27, 9, 25) } as const;
    const locale = { words: wordsFor('en'), timeZone: 'Asia/Shanghai' };
    expect(noticeText({ kind: 'refused', refusal, model: 'm-a' }, nowMs, locale)).toEqual({
      title: 'The weekly quota is used up: switch?',
      body: 'It resets Mon 17:25. Qwen Code was just refused a request (m-a). Switch the provider here, then start a new session: open sessions keep the old provider.',
    });
    const unnamed = { kind: 'token-plan', window: null, resetsAtMs: null } as const;
    expect(noticeText({ kind: 'refused', refusal: unnamed, model: 'm-a' }, nowMs, locale).title).toBe(
      'The Token Plan is used up: switch?',
    );
  });

  it('explains a model that the plan does not include, and a free tier that stops', () => {
    expect(textFor('unpurchased', 'en').body).toContain('does not include this model');
    expect(textFor('free-tier-only', 'zh-CN').body).toContain('免费额度用完即停');
  });
});
