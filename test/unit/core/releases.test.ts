import { describe, expect, it } from 'vitest';
import { isNewerVersion, releasedVersion, releaseSiteOf } from '../../../main/core/releases.ts';

describe('the releases of a project', () => {
  it.each([
    'https://github.com/some-body/gauge.app',
    'https://github.com/some-body/gauge.app/',
    'https://github.com/some-body/gauge.app.git',
  ])('are found by its page %s', (homepage) => {
    expect(releaseSiteOf(homepage)).toEqual({
      latest: 'https://api.github.com/repos/some-body/gauge.app/releases/latest',
      page: 'https://github.com/some-body/gauge.app/releases/latest',
    });
  });

  it.each([
    '',
    'https://example.invalid/qwen-gauge',
    'http://github.com/somebody/gauge',
    'https://github.com/somebody',
    'https://github.com.example.org/somebody/gauge',
    'https://github.com@example.org/somebody/gauge',
    'https://github.com/somebody/gauge?x',
    'https://github.com/somebody/gauge/../../other',
    'https://github.com/some%2fbody/gauge',
  ])('are not looked for at %j', (homepage) => {
    expect(releaseSiteOf(homepage)).toBeNull();
  });
});

describe('the version of a release', () => {
  const answer = (change: object) => JSON.stringify({ tag_name: 'v1.2.3', draft: false, prerelease: false, ...change });

  it('is its tag', () => {
    expect(releasedVersion(answer({ body: 'Much text', assets: [] }))).toBe('1.2.3');
  });

  it.each([
    '',
    'null',
    '[]',
    '<html>',
    answer({ draft: true }),
    answer({ prerelease: true }),
    answer({ prerelease: undefined }),
    answer({ tag_name: '1.2.3' }),
    answer({ tag_name: 'v1.2.3-beta.1' }),
    answer({ tag_name: 'v1.2' }),
    answer({ tag_name: 'v1.2.3\nhttps://example.org' }),
    answer({ tag_name: 'v<b>1</b>.2.3' }),
    answer({ tag_name: `v${'9'.repeat(400)}.0.0` }),
    answer({ tag_name: 7 }),
  ])('is unknown in %j', (text) => {
    expect(releasedVersion(text)).toBeNull();
  });
});

describe('a version', () => {
  it.each([
    ['0.1.1', '0.1.0'],
    ['0.2.0', '0.1.9'],
    ['1.0.0', '0.99.99'],
    ['0.10.0', '0.9.0'],
    ['1.0.0', '1.0.0-beta.1'],
  ])('%s is newer than %s, and not the other way round', (newer, older) => {
    expect(isNewerVersion(newer, older)).toBe(true);
    expect(isNewerVersion(older, newer)).toBe(false);
  });

  it.each([
    ['1.0.0', '1.0.0'],
    ['1.0.0-beta.2', '1.0.0-beta.1'],
    ['latest', '1.0.0'],
    ['2.0.0', 'unknown'],
  ])('%s is not newer than %s', (left, right) => {
    expect(isNewerVersion(left, right)).toBe(false);
  });
});
