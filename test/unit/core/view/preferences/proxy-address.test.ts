import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultPreferences, PreferencesSchema, parsePreferences } from '../../../../../main/core/preferences.ts';
import { importedPreferences } from '../../../../../main/core/preferences-file.ts';
import { readProxyAddress } from '../../../../../main/core/view/preferences/proxy-address.ts';

it.each([
  ['proxy.example:3128', 'http://proxy.example:3128'],
  ['  HTTP://Proxy.Example:3128/ ', 'http://proxy.example:3128'],
  ['https://proxy.example', 'https://proxy.example'],
  ['socks5://127.0.0.1:1080', 'socks5://127.0.0.1:1080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['proxy', 'http://proxy'],
  ['sk-proxy.example:80', 'http://sk-proxy.example:80'],
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
  ['256.1.1.1', 'unreadable'],
  ['1.2.3.4.5', 'unreadable'],
  ['1.2.3', 'unreadable'],
  ['[1::2::3]', 'unreadable'],
  ['[1:2:3]', 'unreadable'],
  ['sk-sp-0123456789abcdef0123456789abcdef', 'key'],
  ['http://sk-sp-0123456789abcdef.example:1', 'key'],
  ['SK-SP-0123456789ABCDEF', 'key'],
  ['a1B2c3D4e5F6g7H8i9J0k1L2', 'key'],
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
    part('a', '1', '[::1]', '.', '1.256', '[1::2::3]', 'a.0x'),
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

it('keeps only what is an address for the program that uses it', () => {
  const hosts = fc.oneof(
    fc.ipV4(),
    fc.ipV6().map((host) => `[${host}]`),
    fc.stringMatching(/^[0-9.x]{1,12}$/),
    fc.stringMatching(/^\[[0-9a-f:]{1,20}\]$/),
    fc.domain().filter((host) => !host.includes('xn--')),
    madeOfParts,
  );
  fc.assert(
    fc.property(hosts, (typed) => {
      const read = readProxyAddress(typed);
      if ('address' in read) expect(URL.canParse(read.address)).toBe(true);
    }),
  );
});

it.each(['1.2.3.4', '0.10.100.255', '[1::]', '[::1]', '[1:2:3:4:5:6:7:8]', '[1::3:4:5:6:7:8]', '[fe80::1:2]'])(
  'takes the IP address %s',
  (host) => {
    expect(readProxyAddress(host)).toEqual({ address: `http://${host}` });
  },
);

it('is what a preference may hold, beside two words', () => {
  const { proxy } = PreferencesSchema.shape;
  for (const value of ['system', 'none', 'http://proxy.example:3128'])
    expect(proxy.safeParse(value).success).toBe(true);
  for (const value of ['', 'http://a:b@c:1', 'ftp://c', 'http://256.1.1.1', 'http://sk-sp-0123456789abcdef'])
    expect(proxy.safeParse(value).success).toBe(false);
});

it.each([
  ['proxy.example:3128', 'http://proxy.example:3128'],
  ['  HTTP://Proxy.Example:3128/ ', 'http://proxy.example:3128'],
  ['localhost', 'http://localhost'],
  [' System', 'system'],
  ['NONE', 'none'],
])('is kept as it is used, also where a file writes it as %j', (written, proxy) => {
  expect(PreferencesSchema.shape.proxy.parse(written)).toBe(proxy);
  expect(parsePreferences({ version: 1, proxy: written }).preferences.proxy).toBe(proxy);
  const text = JSON.stringify({ format: 'qwen-gauge preferences', version: 1, preferences: { proxy: written } });
  expect(importedPreferences(text, defaultPreferences)).toEqual({ ...defaultPreferences, proxy });
});
