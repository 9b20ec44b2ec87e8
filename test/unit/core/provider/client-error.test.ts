import { describe, expect, it } from 'vitest';
import { isUsedUp, refusalIn } from '../../../../main/core/provider/client-error.ts';

/** 2026-07-24 10:00 UTC. */
const hourMs = 3_600_000;
const july = Date.UTC(2026, 6, 24, 10);
const kindOf = (text: string, status = 0) => refusalIn(text, status, july)?.kind ?? null;

describe('an error text of Qwen Code', () => {
  it.each([
    ['429 hour allocated quota exceeded', 'five-hours'],
    ['week allocated quota exceeded.', 'week'],
    ['Month allocated quota exceeded', 'month'],
    ['[API Error: API rate limit reached]', 'rate-limit'],
    ['401 invalid access token or token expired', 'access-token'],
    ['403 invalid api-key', 'key-of-other-endpoint'],
    ['Incorrect API key provided', 'key-of-other-endpoint'],
    ['401 invalid api key', 'key-of-other-endpoint'],
    ['InvalidApiKey: Invalid API-key provided.', 'key-of-other-endpoint'],
    ['InvalidApiKey: No API-key provided.', 'key-missing'],
    ["model 'qwen3.7' is not supported", 'model-unknown'],
    ['The model `x` not found', 'model-unknown'],
    ['404 status code (no body)', 'wrong-path'],
    ['Connection error.', 'connection'],
    ['Range of input length should be [1, 258048]', 'input-too-long'],
    ['403 AccessDenied.Unpurchased', 'unpurchased'],
    ['403 Access to model denied. Please make sure you are eligible for using the model.', 'unpurchased'],
    ['403 AllocationQuota.FreeTierOnly', 'free-tier-only'],
    ['all is well', null],
    ['', null],
  ])('%s is %s', (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });

  it.each([
    ['429 hour allocated quota exceeded.', 429, 'five-hours'],
    ['month allocated  quota exceeded, will reset at …', 429, 'month'],
    ['429 Too Many Requests', 429, 'rate-limit'],
    ['context of 429 tokens', 400, null],
  ])('%s with status %i is %s', (text, status, kind) => {
    expect(kindOf(text, status)).toBe(kind);
  });

  it.each([
    ['429 insufficient_quota', 'rate-limit'],
    ['429 You exceeded your current quota (code: insufficient_quota)', 'rate-limit'],
    ['Throttling.AllocationQuota: Allocated quota exceeded, please increase your quota limit.', 'rate-limit'],
    ['Throttling.RateQuota: Requests rate limit exceeded', 'rate-limit'],
    ['Throttling.AllocationQuota: hour allocated quota exceeded', 'five-hours'],
    ['{"code":"insufficient_quota","message":"week allocated quota exceeded"}', 'week'],
    ['HTTP 429 (insufficient_quota)\n\nYour token-plan 1-week quota has been exhausted.', 'token-plan'],
    [
      '{"code":"Throttling.AllocationQuota","message":"Your token-plan 5-hour quota has been exhausted."}',
      'token-plan',
    ],
  ])('a throttled minute is no empty plan: %s is %s', (text, kind) => {
    expect(kindOf(text, 429)).toBe(kind);
  });

  it('reads only the first 4,096 characters', () => {
    const text = 'Connection error.';
    expect(kindOf(' '.repeat(4096 - text.length) + text)).toBe('connection');
    expect(kindOf(' '.repeat(4096) + text)).toBeNull();
  });

  it('treats only empty windows as used up', () => {
    const kinds = ['five-hours', 'week', 'month', 'token-plan', 'rate-limit', 'unpurchased', 'free-tier-only'] as const;
    expect(kinds.filter(isUsedUp)).toEqual(['five-hours', 'week', 'month', 'token-plan']);
  });
});

describe('a used-up Token Plan', () => {
  const reset = 'The quota will reset at 07-27 09:25:00 UTC.';

  it.each([
    ['5-hour', 'five-hours'],
    ['1-week', 'week'],
    ['7-day', 'week'],
    ['1-month', 'month'],
    ['30-day', 'month'],
    ['1-day', null],
  ])('names its %s window as %s, and when it resets', (name, window) => {
    const text = `429 Your token-plan ${name} quota has been exhausted. ${reset}`;
    const resetsAtMs = Date.UTC(2026, 6, 27, 9, 25);
    expect(refusalIn(text, 429, resetsAtMs - 4 * hourMs)).toEqual({ kind: 'token-plan', window, resetsAtMs });
  });

  it.each([
    ['5-hour', 5 * hourMs],
    ['1-week', 7 * 24 * hourMs],
    ['1-month', 31 * 24 * hourMs],
  ])('is not believed when its %s window resets later than it lasts', (name, lengthMs) => {
    const text = `429 Your token-plan ${name} quota has been exhausted. ${reset}`;
    const resetsAtMs = Date.UTC(2026, 6, 27, 9, 25);
    expect(refusalIn(text, 429, resetsAtMs - lengthMs - hourMs / 2)?.resetsAtMs).toBe(resetsAtMs);
    expect(refusalIn(text, 429, resetsAtMs - lengthMs - 2 * hourMs)?.resetsAtMs).toBeNull();
  });

  it('may name neither window nor reset', () => {
    expect(refusalIn('429 Your token-plan quota has been exhausted.', 429, july)).toEqual({
      kind: 'token-plan',
      window: null,
      resetsAtMs: null,
    });
  });
});

describe('the reset that a refusal names', () => {
  const resetAt = (text: string, atMs: number) =>
    refusalIn(`Your token-plan 1-week quota has been exhausted. The quota will reset at ${text}`, 429, atMs)
      ?.resetsAtMs;

  it.each([
    ['in the same year', '07-27 09:25:00 UTC', july, Date.UTC(2026, 6, 27, 9, 25)],
    ['over New Year', '01-02 00:00:00 UTC', Date.UTC(2026, 11, 30), Date.UTC(2027, 0, 2)],
    ['on the last day of the year', '12-31 23:59:59 UTC', Date.UTC(2026, 11, 31), Date.UTC(2026, 11, 31, 23, 59, 59)],
    [
      'a moment ago, logged late or by another clock',
      '12-31 23:30:00 UTC',
      Date.UTC(2027, 0, 1),
      Date.UTC(2026, 11, 31, 23, 30),
    ],
    ['on a leap day', '02-29 01:00:00 UTC', Date.UTC(2028, 1, 25), Date.UTC(2028, 1, 29, 1)],
    ['without seconds', '07-27 09:25 UTC', july, Date.UTC(2026, 6, 27, 9, 25)],
    ['with a year', '2026-07-27T09:25:00Z', july, Date.UTC(2026, 6, 27, 9, 25)],
    ['with another offset', '07-27 17:25:00 (UTC+08:00)', july, Date.UTC(2026, 6, 27, 9, 25)],
    ['with an offset west of Greenwich', '07-27 05:25:00 UTC-4', july, Date.UTC(2026, 6, 27, 9, 25)],
  ])('is understood %s', (_name, text, atMs, expected) => {
    expect(resetAt(text, atMs)).toBe(expected);
  });

  it.each([
    ['without a time zone', '07-27 09:25:00', july],
    ['for a day that does not exist', '02-30 09:25:00 UTC', Date.UTC(2026, 1, 26)],
    ['for a leap day of another year', '02-29 01:00:00 UTC', Date.UTC(2026, 1, 26)],
    ['for more than a month ahead', '09-27 09:25:00 UTC', july],
    ['for a year long past', '2024-07-27 09:25:00 UTC', july],
  ])('is not guessed %s', (_name, text, atMs) => {
    expect(resetAt(text, atMs)).toBeNull();
  });
});
