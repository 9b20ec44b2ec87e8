import { describe, expect, test } from 'vitest';
import { readSource, sourceFiles } from './source-files.ts';

const own = sourceFiles().filter((file) => !file.startsWith('main/demo/'));
const containing = (pattern: RegExp) => own.filter((file) => pattern.test(readSource(file)));

/** The only files that send requests: the search for a new version, sign-in, sign-out, and the readings of the service. */
const senders = [
  'main/services/updates/updates.ts',
  'main/sources/qwencloud/auth/device-attempt.ts',
  'main/sources/qwencloud/auth/device-sign-in.ts',
  'main/sources/qwencloud/console.ts',
  'main/sources/qwencloud/free-tier.ts',
  'main/sources/qwencloud/gateway.ts',
];

describe('what SECURITY.md promises', () => {
  test('one module sends HTTP requests, and few files use it', () => {
    const speaks =
      /from '(undici(?:\/[^']*)?|node:(http|https|http2|net|tls|dgram))'|\bXMLHttpRequest\b|(?<![.\w])fetch\(['"`]|\bnet\.(request|fetch)\(/;
    expect(containing(speaks)).toEqual(['main/adapters/http/proxy.ts', 'main/adapters/http/undici.ts']);
    expect(containing(/\bhttp\.request\(/)).toEqual(senders);
  });

  test('no file that sends requests can read a provider’s key', () => {
    for (const file of senders) {
      const text = readSource(file);
      expect(text, file).not.toMatch(/provider-keys|core\/provider\/|settings-writer|process\.env|apiKey/);
    }
  });

  test('the hosts of the service stand in one file', () => {
    const hosts = /https:\/\/(?:cli|t|cs-data|alioth[\w-]*)\./;
    expect(containing(hosts)).toEqual(['main/sources/qwencloud/sites.ts']);
  });

  test('no browser’s cookies are read, and no crash or use is reported to anybody', () => {
    expect(containing(/cookies\.sqlite|\bcookies\.get\b|Network\/Cookies|Login Data|Local State/i)).toEqual([]);
    expect(containing(/\bcrashReporter\b|\bautoUpdater\b|@sentry|posthog|google-analytics/)).toEqual([]);
  });
});
