import { describe, expect, test } from 'vitest';
import { addressesOf, hasAddress, readManifest, refuseWithoutAddress } from '../../../../build/release/project.mjs';

const manifest = { ...readManifest(), version: '1.2.3', homepage: 'https://github.com/somebody/gauge' };

describe('the address of the project', () => {
  test('is the homepage of package.json, from which the others follow', () => {
    expect(addressesOf({ ...manifest, homepage: 'https://github.com/somebody/gauge/' })).toEqual({
      homepage: 'https://github.com/somebody/gauge',
      repository: 'https://github.com/somebody/gauge.git',
      bugs: 'https://github.com/somebody/gauge/issues',
      release: 'https://github.com/somebody/gauge/releases/tag/v1.2.3',
      downloads: 'https://github.com/somebody/gauge/releases/download/v1.2.3',
    });
  });

  test('has to be set before anything is published', () => {
    expect(hasAddress(manifest)).toBe(true);
    expect(() => refuseWithoutAddress(manifest)).not.toThrow();
    const unset = { ...manifest, homepage: 'https://example.invalid/qwen-gauge' };
    expect(hasAddress(unset)).toBe(false);
    expect(() => refuseWithoutAddress(unset)).toThrow('set it to the repository’s address first'.replace('’', "'"));
  });
});
