import { describe, expect, it } from 'vitest';
import { readStartOptions } from '../../../main/app/start-options.ts';

describe('readStartOptions', () => {
  it('asks for nothing by default, whatever Chromium was told', () => {
    expect(readStartOptions(['electron', '--no-sandbox', '/app'])).toEqual({
      demo: false,
      keep: false,
      screenshotFolder: null,
    });
  });

  it('reads the demo with its pictures', () => {
    expect(readStartOptions(['app', '--demo', '--demo-keep', '--demo-screenshots=/tmp/a=b'])).toEqual({
      demo: true,
      keep: true,
      screenshotFolder: '/tmp/a=b',
    });
    expect(readStartOptions(['--demo-screenshots=']).screenshotFolder).toBeNull();
  });
});
