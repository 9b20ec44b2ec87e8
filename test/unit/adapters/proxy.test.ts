import { expect, it } from 'vitest';
import { createRoutes, proxyFromPac, proxyFromVariable } from '../../../main/adapters/proxy.ts';

it.each([
  ['DIRECT', null],
  ['PROXY proxy.test:3128', 'http://proxy.test:3128'],
  ['PROXY proxy.test:3128; DIRECT', 'http://proxy.test:3128'],
  ['HTTPS secure.test:443', 'https://secure.test:443'],
  ['SOCKS5 socks.test:1080', 'socks5://socks.test:1080'],
  ['SOCKS4 old.test:1080; PROXY proxy.test:80', 'http://proxy.test:80'],
  ['SOCKS4 old.test:1080; DIRECT', null],
  ['SOCKS4 old.test:1080', undefined],
  ['', undefined],
  ['PROXY', undefined],
])('reads the system answer %j', (answer, proxy) => {
  expect(proxyFromPac(answer)).toBe(proxy);
});

it.each([
  ['http://proxy.test:3128', 'http://proxy.test:3128'],
  ['proxy.test:3128', 'http://proxy.test:3128'],
  ['https://proxy.test', 'https://proxy.test'],
  ['socks5://proxy.test:1080', 'socks5://proxy.test:1080'],
  ['ftp://proxy.test', null],
  ['http://', null],
  ['socks4://proxy.test:1080', null],
])('reads the variable %j', (value, proxy) => {
  expect(proxyFromVariable(value)).toBe(proxy);
});

const target = new URL('https://cli.qwencloud.com/data');

it('asks the system only where the environment is silent, and never for this machine', async () => {
  const asked: string[] = [];
  const resolveProxy = async (url: string) => {
    asked.push(url);
    return 'PROXY proxy.test:3128';
  };
  const silent = createRoutes({ environment: {}, resolveProxy });
  const one = await silent.routeFor(target);
  expect(await silent.routeFor(target)).toEqual(one);
  await silent.routeFor(new URL('http://127.0.0.1:1'));
  expect(asked).toEqual(['https://cli.qwencloud.com', 'https://cli.qwencloud.com']);
  const spoken = createRoutes({ environment: { https_proxy: 'http://other.test:1' }, resolveProxy });
  expect((await spoken.routeFor(target)).kind).toBe('via');
  expect(asked).toHaveLength(2);
  await silent.close();
  await spoken.close();
});

it('does not go round a proxy it cannot use', async () => {
  const broken = createRoutes({ environment: { HTTPS_PROXY: 'ftp://proxy.test' } });
  expect(await broken.routeFor(target)).toEqual({ kind: 'unusable' });
  expect((await broken.routeFor(new URL('http://localhost:1'))).kind).toBe('via');
  const unknown = createRoutes({ environment: {}, resolveProxy: async () => 'SOCKS4 old.test:1' });
  expect(await unknown.routeFor(target)).toEqual({ kind: 'unusable' });
  await broken.close();
  await unknown.close();
});
