import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ protocol: {} }));
const { origin, resolveAsset } = await import('../../../../main/adapters/electron/app-protocol.ts');

const root = path.resolve('/srv/renderer');

describe('resolveAsset', () => {
  it('maps the root to the page and names to files', () => {
    expect(resolveAsset(root, `${origin}/`)).toBe(path.join(root, 'index.html'));
    expect(resolveAsset(root, `${origin}/assets/main.js?v=1#x`)).toBe(path.join(root, 'assets/main.js'));
  });

  it.each([
    'app://ui/..%2f..%2fetc%2fpasswd',
    'app://ui/%2e%2e/%2e%2e%2fpackage.json',
    'app://ui/a%5c..%5c..%5cb',
    'app://ui/a%00.js',
    'app://ui/%zz',
    'app://other/index.html',
    'https://ui/index.html',
    'file:///etc/passwd',
    'not a url',
  ])('refuses %s', (address) => {
    expect(resolveAsset(root, address)).toBeNull();
  });

  it('never returns a path outside the root', () => {
    const part = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', 'a', 'b.js', '', '%00', '~', 'C:');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom('/', '%2f'), (parts, separator) => {
        const file = resolveAsset(root, `${origin}/${parts.join(separator)}`);
        expect(file === null || file.startsWith(root + path.sep)).toBe(true);
      }),
    );
  });
});
