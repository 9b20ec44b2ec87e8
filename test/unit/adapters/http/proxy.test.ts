import { afterEach, expect, it, vi } from 'vitest';
import { createRoutes } from '../../../../main/adapters/http/proxy.ts';
import { proxiesFromPac, proxyFromVariable } from '../../../../main/adapters/http/proxy-addresses.ts';

afterEach(() => void vi.useRealTimers());

it.each([
  ['DIRECT', [null]],
  ['PROXY proxy.test:3128', ['http://proxy.test:3128']],
  ['PROXY proxy.test:3128; DIRECT', ['http://proxy.test:3128', null]],
  ['PROXY one.test:1;PROXY two.test:2', ['http://one.test:1', 'http://two.test:2']],
  ['HTTPS secure.test:443', ['https://secure.test:443']],
  ['SOCKS5 socks.test:1080', ['socks5://socks.test:1080']],
  ['SOCKS4 old.test:1080; PROXY proxy.test:80', ['http://proxy.test:80']],
  ['SOCKS4 old.test:1080; DIRECT', [null]],
  ['SOCKS4 old.test:1080', []],
  ['', []],
  ['PROXY', []],
])('reads the PAC result %j', (answer, proxies) => {
  expect(proxiesFromPac(answer)).toEqual(proxies);
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

it('asks the system only if the environment names no proxy, and never for this machine', async () => {
  const asked: string[] = [];
  const resolveProxy = async (url: string) => {
    asked.push(url);
    return 'PROXY proxy.test:3128';
  };
  const withoutVariables = createRoutes({ environment: {}, resolveProxy });
  const [one] = await withoutVariables.routesFor(target);
  expect((await withoutVariables.routesFor(target))[0]?.dispatcher).toBe(one?.dispatcher);
  await withoutVariables.routesFor(new URL('http://127.0.0.1:1'));
  expect(asked).toEqual(['https://cli.qwencloud.com', 'https://cli.qwencloud.com']);
  const withVariable = createRoutes({ environment: { https_proxy: 'http://other.test:1' }, resolveProxy });
  expect(await withVariable.routesFor(target)).toHaveLength(1);
  expect(asked).toHaveLength(2);
  await withoutVariables.close();
  await withVariable.close();
});

it('uses the proxy that the user chose before all others, and follows a change', async () => {
  let chosen = 'http://own.test:3128';
  const asked: string[] = [];
  const routes = createRoutes({
    environment: { HTTPS_PROXY: 'ftp://unusable.test' },
    resolveProxy: async (url) => {
      asked.push(url);
      return 'DIRECT';
    },
    chosenProxy: () => chosen,
  });
  const dispatcher = async (url = target) => (await routes.routesFor(url))[0]?.dispatcher;
  const direct = await dispatcher(new URL('http://127.0.0.1:1'));
  const own = await dispatcher();
  expect(own).toBeDefined();
  expect(own).not.toBe(direct);
  chosen = 'none';
  expect(await dispatcher()).toBe(direct);
  chosen = 'http://xn--a';
  expect(await routes.routesFor(target)).toEqual([]);
  chosen = 'system';
  expect(await routes.routesFor(target)).toEqual([]);
  chosen = 'http://own.test:3128';
  expect(await dispatcher()).toBe(own);
  expect(asked).toEqual([]);
  await routes.close();
});

it('does not bypass a proxy that it cannot use', async () => {
  const broken = createRoutes({ environment: { HTTPS_PROXY: 'ftp://proxy.test' } });
  expect(await broken.routesFor(target)).toEqual([]);
  expect(await broken.routesFor(new URL('http://localhost:1'))).toHaveLength(1);
  const unknown = createRoutes({ environment: {}, resolveProxy: async () => 'SOCKS4 old.test:1' });
  expect(await unknown.routesFor(target)).toEqual([]);
  await broken.close();
  await unknown.close();
});

it('tries a proxy last for five minutes after it could not be reached', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const resolveProxy = async () => 'PROXY one.test:1; PROXY two.test:2; DIRECT';
  const routes = createRoutes({ environment: {}, resolveProxy });
  const dispatchers = async () => (await routes.routesFor(target)).map(({ dispatcher }) => dispatcher);
  const [one, two, direct] = await dispatchers();
  (await routes.routesFor(target))[0]?.setAside();
  expect(await dispatchers()).toEqual([two, direct, one]);
  vi.advanceTimersByTime(5 * 60_000);
  expect(await dispatchers()).toEqual([one, two, direct]);
  await routes.close();
});
