import { describe, expect, it } from 'vitest';
import { readStartOptions, unlockArgument } from '../../../main/app/start-options.ts';

describe('readStartOptions', () => {
  it('sets nothing by default, whatever Chromium’s arguments', () => {
    expect(readStartOptions(['electron', '--no-sandbox', '/app'])).toEqual({
      demo: false,
      keep: false,
      screenshotFolder: null,
      unlockKeyring: false,
      link: null,
    });
  });

  it('reads the options of the demo', () => {
    expect(readStartOptions(['app', '--demo', '--demo-keep', '--demo-screenshots=/tmp/a=b'])).toEqual({
      demo: true,
      keep: true,
      screenshotFolder: '/tmp/a=b',
      unlockKeyring: false,
      link: null,
    });
    expect(readStartOptions(['app', '--no-sandbox', unlockArgument]).unlockKeyring).toBe(true);
    expect(readStartOptions(['--demo-screenshots=']).screenshotFolder).toBeNull();
  });
});
