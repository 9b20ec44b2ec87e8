import { expect, it } from 'vitest';
import { publishedBuild } from '../../../main/app/published-build.ts';

const page = 'https://github.com/somebody/gauge';

it('knows its releases once it is packed for publishing', () => {
  expect(publishedBuild({ version: '1.2.3', isPackaged: true }, page)).toMatchObject({
    version: '1.2.3',
    releases: { latest: 'https://api.github.com/repos/somebody/gauge/releases/latest' },
  });
});

it.each([
  { version: '1.2.3', isPackaged: false },
  { version: '1.2.3-development', isPackaged: true },
  { version: '1.2.3-beta.1', isPackaged: true },
])('knows none as %j', (build) => {
  expect(publishedBuild(build, page)).toBeUndefined();
});

it('knows none while package.json names no address of the project', () => {
  expect(publishedBuild({ version: '1.2.3', isPackaged: true }, 'https://example.invalid/qwen-gauge')).toBeUndefined();
});
