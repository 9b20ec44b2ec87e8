import { expect, it } from 'vitest';
import { readOverrides } from '../../../../main/adapters/http/overrides.ts';

it('overrides nothing by default or by an empty variable', () => {
  expect(readOverrides({ QWEN_GAUGE_AUTH_URL: '' })).toEqual({
    kind: 'accepted',
    overrides: { gatewayUrl: null, authUrl: null, catalogueUrl: null },
  });
});

it.each([
  ['http://127.0.0.1:4321', 'http://127.0.0.1:4321'],
  ['http://127.0.0.1:4321/', 'http://127.0.0.1:4321'],
  ['http://[::1]:80', 'http://[::1]:80'],
  ['http://localhost', 'http://localhost'],
  ['https://localhost:8443/base', 'https://localhost:8443/base'],
])('accepts %s', (value, url) => {
  for (const [variable, key] of [
    ['QWEN_GAUGE_GATEWAY_URL', 'gatewayUrl'],
    ['QWEN_GAUGE_AUTH_URL', 'authUrl'],
    ['QWEN_GAUGE_CATALOGUE_URL', 'catalogueUrl'],
  ] as const) {
    expect(readOverrides({ [variable]: value })).toMatchObject({ kind: 'accepted', overrides: { [key]: url } });
  }
});

it.each([
  'http://127.0.0.2:1',
  'http://127.1:1',
  'http://2130706433:1',
  'http://0x7f.1',
  'http://0.0.0.0:1',
  'http://localhost.evil.test',
  'http://127.0.0.1.evil.test',
  'http://localhost@evil.test',
  'http://user:secret@127.0.0.1:1',
  'http://evil.test#@127.0.0.1',
  'http://127.0.0.1:1/?next=http://evil.test',
  'http:\\\\127.0.0.1',
  '//127.0.0.1',
  'ftp://127.0.0.1',
  'file:///etc/passwd',
  'https://cli.qwencloud.com',
  'http://[::ffff:127.0.0.1]:1',
  'http://LOCALHOST.:1',
  '127.0.0.1:4321',
  ' http://127.0.0.1:1',
  'nonsense',
])('refuses %s and names the variable', (value) => {
  const read = readOverrides({ QWEN_GAUGE_AUTH_URL: value });
  expect(read).toMatchObject({ kind: 'refused', variable: 'QWEN_GAUGE_AUTH_URL' });
  if (read.kind !== 'refused') return;
  expect(read.sentence).toContain('QWEN_GAUGE_AUTH_URL');
  expect(read.sentence).not.toContain('secret');
  expect(read.sentence).not.toContain('evil');
});
