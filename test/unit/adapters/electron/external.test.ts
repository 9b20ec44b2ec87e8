import { describe, expect, it, vi } from 'vitest';
import { createBrowserOpener, isSafeToOpen } from '../../../../main/adapters/electron/external.ts';

describe('isSafeToOpen', () => {
  it.each([
    'https://t.qwencloud.com/device?x=1',
    'http://127.0.0.1:8080/verify',
    'http://[::1]:1/',
    'http://localhost/',
  ])('opens %s', (address) => expect(isSafeToOpen(address)).toBe(true));

  it.each([
    'http://t.qwencloud.com/',
    'http://10.0.0.1/',
    'http://192.168.1.7:8080/verify',
    'http://127.0.0.2/',
    'http://127.0.0.1.evil.example/',
    'https://user:word@t.qwencloud.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://share',
    'vscode://open',
    '--help',
    '',
  ])('refuses %s', (address) => expect(isSafeToOpen(address)).toBe(false));
});

describe('createBrowserOpener', () => {
  it('returns whether the page was opened', async () => {
    const open = vi.fn(async () => {});
    expect(await createBrowserOpener(open)('https://t.qwencloud.com/')).toBe(true);
    expect(await createBrowserOpener(open)('file:///etc/passwd')).toBe(false);
    expect(open).toHaveBeenCalledTimes(1);
    const broken = createBrowserOpener(() => Promise.reject(new Error('no browser')));
    expect(await broken('https://t.qwencloud.com/')).toBe(false);
  });
});
