import { describe, expect, test } from 'vitest';
import { packedVersion, refuseDevelopmentBuilds } from '../../../../build/pack/development.mjs';

describe('a build with the fallback runtime', () => {
  test('has a version of its own, which is older than the release', () => {
    expect(packedVersion('0.1.0', 'fallback')).toBe('0.1.0-development');
    expect(packedVersion('0.1.0', 'official')).toBe('0.1.0');
  });

  test.each(['qwen-gauge-0.1.0-development-linux-amd64.deb', 'qwen-gauge_0.1.0~development_amd64.deb'])(
    '%s is not published',
    (name) => {
      expect(() => refuseDevelopmentBuilds(['SHA256SUMS', name])).toThrow(name);
    },
  );

  test('is not what a release is', () => {
    const release = ['qwen-gauge-0.1.0-linux-amd64.deb', 'qwen-gauge-0.1.0-mac-arm64.dmg', 'qwen-gauge-0.1.0.tgz'];
    expect(() => refuseDevelopmentBuilds(release)).not.toThrow();
  });
});
