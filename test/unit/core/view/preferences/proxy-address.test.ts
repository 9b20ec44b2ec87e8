import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PreferencesSchema } from '../../../../../main/core/preferences.ts';
import { readProxyAddress } from '../../../../../main/core/view/preferences/proxy-address.ts';

it.each([
  ['proxy.example:3128', 'http://proxy.example:3128'],
  ['  HTTP://Proxy.Example:3128/ ', 'http://proxy.example:3128'],
  ['https://proxy.example', 'https://proxy.example'],
  ['socks5://127.0.0.1:1080', 'socks5://127.0.0.1:1080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['proxy', 'http://proxy'],
  ['代理.example:80', 'http://代理.example:80'],
])('reads %j', (typed, address) => {
  expect(readProxyAddress(typed)).toEqual({ address });
  expect(URL.canParse(address)).toBe(true);
});

it.each([
  ['', 'unreadable'],
  ['3128', 'unreadable'],
  ['proxy.example:0', 'unreadable'],
  ['proxy.example:99999', 'unreadable'],
  ['http://', 'unreadable'],
  ['http://proxy.example/path', 'unreadable'],
  ['http://proxy example:1', 'unreadable'],
  ['-.-', 'unreadable'],
  ['ftp://proxy.example', 'scheme'],
  ['socks4://proxy.example:1080', 'scheme'],
  ['http://wei:secret@proxy.example:3128', 'password'],
  ['wei@proxy.example:3128', 'password'],
])('says what is wrong with %j', (typed, problem) => {
  expect(readProxyAddress(typed)).toEqual({ problem });
});

const part = (...parts: string[]) => fc.constantFrom('', ...parts);
const madeOfParts = fc
  .tuple(
    part('http://', 'ftp://', '://'),
    part('a@', 'a:b@'),
    part('a', '1', '[::1]', '.'),
    part(':1', ':0'),
    part('/', '/?q'),
  )
  .map((parts) => parts.join(''));

it('keeps no user info, and an address that it wrote itself', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), madeOfParts), (typed) => {
      const read = readProxyAddress(typed);
      if (!('address' in read)) return;
      expect(read.address).not.toContain('@');
      expect(readProxyAddress(read.address)).toEqual(read);
      expect(PreferencesSchema.shape.proxy.parse(read.address)).toBe(read.address);
    }),
  );
});

it('is what a preference may hold, beside two words', () => {
  const { proxy } = PreferencesSchema.shape;
  for (const value of ['system', 'none', 'http://proxy.example:3128'])
    expect(proxy.safeParse(value).success).toBe(true);
  for (const value of ['', 'http://a:b@c:1', 'ftp://c']) expect(proxy.safeParse(value).success).toBe(false);
});
