import { describe, expect, it } from 'vitest';
import { readStartOptions, unlockArgument } from '../../../main/app/start-options.ts';

describe('readStartOptions', () => {
  it('asks for nothing by default, whatever Chromium was told', () => {
    expect(readStartOptions(['electron', '--no-sandbox', '/app'])).toEqual({
      demo: false,
      keep: false,
      screenshotFolder: null,
      unlockKeyring: false,
    });
  });

  it('reads the demo with its pictures', () => {
    expect(readStartOptions(['app', '--demo', '--demo-keep', '--demo-screenshots=/tmp/a=b'])).toEqual({
      demo: true,
      keep: true,
      screenshotFolder: '/tmp/a=b',
      unlockKeyring: false,
    });
    expect(readStartOptions(['app', '--no-sandbox', unlockArgument]).unlockKeyring).toBe(true);
    expect(readStartOptions(['--demo-screenshots=']).screenshotFolder).toBeNull();
  });
});
