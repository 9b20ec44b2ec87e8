import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../main/core/redact.ts';

describe('redact', () => {
  it.each([
    ['authorization: Bearer abc.def-123', 'authorization: Bearer ***'],
    ['key sk-sp-1234567890abcdef used', 'key sk-*** used'],
    ['GET /x?token=abc&y=1', 'GET /x?token=***&y=1'],
    ['{"AccessToken":"abc","n":1}', '{"AccessToken":"***","n":1}'],
    ["api_key: 'abc'", "api_key: '***'"],
    ['code_verifier=abc end', 'code_verifier=*** end'],
    ['proxy http://me:word@proxy:8080/', 'proxy http://***@proxy:8080/'],
    ['hello someone@example.com.', 'hello ***.'],
    ['got CANARY-0f9d3c1e-77aa-4f0e-9d0d-2a8a5c1d9b11 back', 'got *** back'],
  ])('masks %s', (line, clean) => {
    expect(redact(line)).toBe(clean);
  });

  it.each([
    'ipc quota:refresh refused',
    'http: cli.qwencloud.com offline ENOTFOUND',
    'readings.json could not be written',
    'sign-in: started (international)',
    'the task-list of a risk-free disk-image',
    'preferences.json was kept as preferences.json.broken-1763769600000',
    '2026-11-21T23:18:46.000Z info started 0.1.0 on linux',
    'no token was found',
  ])('leaves %s', (line) => {
    expect(redact(line)).toBe(line);
  });

  it('masks a random token wherever it stands, and masking twice changes nothing more', () => {
    const token = fc.uuid().map((id) => `tok-${id}`);
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), token, fc.string({ maxLength: 40 }), (before, secret, after) => {
        const clean = redact(`${before} ${secret} ${after}`);
        expect(clean).not.toContain(secret);
        expect(redact(clean)).toBe(clean);
      }),
    );
  });
});
