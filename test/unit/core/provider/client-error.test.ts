import { describe, expect, it } from 'vitest';
import { clientErrorIn, isUsedUp } from '../../../../main/core/provider/client-error.ts';

describe('an error text of Qwen Code', () => {
  it.each([
    ['429 hour allocated quota exceeded', 'five-hours'],
    ['week allocated quota exceeded.', 'week'],
    ['Month allocated quota exceeded', 'month'],
    ['[API Error: API rate limit reached]', 'rate-limit'],
    ['401 invalid access token or token expired', 'access-token'],
    ['403 invalid api-key', 'key-of-other-endpoint'],
    ['Incorrect API key provided', 'key-of-other-endpoint'],
    ['InvalidApiKey: Invalid API-key provided.', 'key-of-other-endpoint'],
    ['InvalidApiKey: No API-key provided.', 'key-missing'],
    ["model 'qwen3.7' is not supported", 'model-unknown'],
    ['The model `x` not found', 'model-unknown'],
    ['404 status code (no body)', 'wrong-path'],
    ['Connection error.', 'connection'],
    ['Range of input length should be [1, 258048]', 'input-too-long'],
    ['all is well', null],
    ['', null],
  ])('%s is %s', (text, kind) => {
    expect(clientErrorIn(text)).toBe(kind);
  });

  it.each([
    ['429 hour allocated quota exceeded.', 429, 'five-hours'],
    ['month allocated  quota exceeded, will reset at …', 429, 'month'],
    ['429 Too Many Requests', 429, 'rate-limit'],
    ['context of 429 tokens', 400, null],
  ])('%s with status %i is %s', (text, status, kind) => {
    expect(clientErrorIn(text, status)).toBe(kind);
  });

  it('reads only the first 4,096 characters', () => {
    const text = 'Connection error.';
    expect(clientErrorIn(' '.repeat(4096 - text.length) + text)).toBe('connection');
    expect(clientErrorIn(' '.repeat(4096) + text)).toBeNull();
  });

  it('treats only the three windows as used up', () => {
    const kinds = ['five-hours', 'week', 'month', 'rate-limit', 'access-token', 'connection'] as const;
    expect(kinds.filter(isUsedUp)).toEqual(['five-hours', 'week', 'month']);
  });
});
