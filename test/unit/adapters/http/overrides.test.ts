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
  'http://10.0.0.1:1',
  'http://192.168.1.7:1',
  'http://172.16.0.1:1',
  'http://[fd00::1]:1',
  'http://[::ffff:127.0.0.1]:1',
  'http://LOCALHOST.:1',
  '127.0.0.1:4321',
  ' http://127.0.0.1:1',
  'nonsense',
])('refuses %s in each variable, and names the variable', (value) => {
  for (const variable of ['QWEN_GAUGE_GATEWAY_URL', 'QWEN_GAUGE_AUTH_URL', 'QWEN_GAUGE_CATALOGUE_URL']) {
    const read = readOverrides({ [variable]: value });
    expect(read).toMatchObject({ kind: 'refused', variable });
    if (read.kind !== 'refused') continue;
    expect(read.sentence).toContain(variable);
    expect(read.sentence).not.toContain('secret');
    expect(read.sentence).not.toContain('evil');
  }
});

it.each(['QWEN_GAUGE_GATEWAY_URL', 'QWEN_GAUGE_AUTH_URL', 'QWEN_GAUGE_CATALOGUE_URL'])(
  'refuses a foreign host in %s although the other two are on this machine',
  (foreign) => {
    const here = 'http://127.0.0.1:4321';
    const all = { QWEN_GAUGE_GATEWAY_URL: here, QWEN_GAUGE_AUTH_URL: here, QWEN_GAUGE_CATALOGUE_URL: here };
    expect(readOverrides(all).kind).toBe('accepted');
    expect(readOverrides({ ...all, [foreign]: 'http://192.168.1.7:4321' })).toMatchObject({ variable: foreign });
  },
);
