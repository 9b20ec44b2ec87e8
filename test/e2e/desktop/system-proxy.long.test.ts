import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../main/core/failure.ts';
import { explainFailure } from '../../../main/core/view/explain.ts';
import { type AppDriver, launchApp, makeUser, type UserFolders } from '../../support/app/app-driver.ts';
import { tokenCanary } from '../../support/app/app-session.ts';
import { askMain } from '../../support/app/ask-main.ts';
import { type PopoverPage, popoverPage, words } from '../../support/app/popover-page.ts';
import { openSessionBus, type SessionBus } from '../../support/desktop/session-bus.ts';
import { eventually } from '../../support/eventually.ts';
import { elsewhere, openProxiedService, type ProxiedService } from '../../support/proxied-service.ts';
import { createStandIn, type StandIn } from '../../support/stand-in/stand-in.ts';

const noVariables = { HTTP_PROXY: '', HTTPS_PROXY: '', NO_PROXY: '', http_proxy: '', https_proxy: '', no_proxy: '' };
const ofService = /^(t|cli|cs-data)\.qwencloud\.com:443$|^alioth-intl\.alicdn\.com:443$/;

/**
 * The proxy from the settings of the user's desktop. KDE stores it in a plain file, which Chromium reads on every Linux
 * that claims to be KDE. So the test needs no installation and does not change the machine's own settings.
 */
describe('the proxy in the settings of the system', () => {
  let bus: SessionBus;
  let user: UserFolders;
  let standIn: StandIn;
  let service: ProxiedService;
  let driver: AppDriver | null = null;

  beforeEach(async () => {
    bus = await openSessionBus({ tray: false });
    user = makeUser();
    standIn = createStandIn({ now: Date.now, tokenPrefix: tokenCanary, intervalSeconds: 0.25 });
    service = await openProxiedService(standIn);
  });
  afterEach(async () => {
    await driver?.quit();
    driver = null;
    await service.close();
    await bus.close();
    user.remove();
  });

  function setSystemProxy(changes: Readonly<Record<string, string>> = {}): void {
    const settings = { ProxyType: '1', httpsProxy: service.proxyAddress, httpProxy: service.proxyAddress, ...changes };
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    mkdirSync(path.join(user.home, '.config'), { recursive: true });
    writeFileSync(path.join(user.home, '.config/kioslaverc'), ['[Proxy Settings]', ...lines, ''].join('\n'));
  }

  /** Starts the app of a KDE user. Only the proxy can resolve host names; attempts of the app itself are recorded. */
  async function start(env: Readonly<Record<string, string>> = {}): Promise<PopoverPage> {
    const desktop = { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '6' };
    const trust = { NODE_EXTRA_CA_CERTS: '', SSL_CERT_FILE: service.certificateFile };
    const started = await launchApp({
      desktop: bus.desktop.env,
      user,
      env: { ...noVariables, ...desktop, ...trust, ...env },
    });
    driver = started;
    await askMain(started.app, () => {
      if ('lookedFor' in globalThis) return;
      const lookedFor: string[] = [];
      const lookup = (host: string, _options: unknown, answer: (error: Error) => void): void => {
        lookedFor.push(host);
        answer(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }));
      };
      Object.assign(process.getBuiltinModule('node:dns'), { lookup });
      Object.assign(globalThis, { lookedFor });
    });
    return popoverPage(await started.popover());
  }

  const running = (): AppDriver => {
    if (driver === null) throw new Error('the app has not been started');
    return driver;
  };
  const lookedFor = (): Promise<readonly string[]> =>
    askMain(running().app, () => (globalThis as unknown as { lookedFor: string[] }).lookedFor);

  async function says(popover: PopoverPage, failure: Failure): Promise<void> {
    const { what } = explainFailure(failure, words);
    await popover.shows(what);
  }

  async function signIn(popover: PopoverPage): Promise<void> {
    await popover.press(words.session.signIn);
    const [address] = await eventually('the verification page', () => {
      const pages = user.openedPages();
      return pages.length > 0 && pages;
    });
    expect(address).toMatch(/^https:\/\/t\.qwencloud\.com\//);
    expect(standIn.approve(new URL(String(address)).searchParams.get('token') ?? '')).toBe(true);
    await popover.page.locator('[data-window]').first().waitFor();
  }

  /** While the proxy refuses: an error text and old numbers, and neither once it forwards again. */
  async function expectRefusalShown(popover: PopoverPage): Promise<void> {
    const { what } = explainFailure({ kind: 'proxy', status: 407 }, words);
    const showsIt = async (): Promise<boolean> => {
      await popover.press(words.common.refresh);
      return (await popover.text()).includes(what);
    };
    service.setRefusal(407);
    await eventually('the refusal in words', showsIt);
    await popover.meterShows('five-hours', /%/);
    expect(await lookedFor()).toEqual([]);
    service.setRefusal(null);
    await eventually('nothing more of the proxy', async () => !(await showsIt()));
  }

  it('forwards every request and receives only the targets, also when it refused and when the service redirects', async () => {
    setSystemProxy();
    const popover = await start();
    await signIn(popover);
    expect(service.asked()).toContain('t.qwencloud.com:443');
    expect(service.asked()).toContain('cli.qwencloud.com:443');
    await expectRefusalShown(popover);

    // To follow the redirect would send the credential to another host.
    standIn.setMode({ gateway: 'gw302' });
    await popover.press(words.common.refresh);
    await says(popover, { kind: 'login-page' });
    expect(service.asked().filter((target) => target.startsWith(new URL(elsewhere).hostname))).toEqual([]);
    expect(service.asked().filter((target) => !ofService.test(target))).toEqual([]);
    expect(service.told()).not.toMatch(/authorization/i);
    expect(service.told()).not.toContain(tokenCanary);
    expect(await lookedFor()).toEqual([]);
  });

  it('may inspect TLS if NODE_EXTRA_CA_CERTS names the root certificate of the company', async () => {
    setSystemProxy();
    await signIn(await start({ SSL_CERT_FILE: '', NODE_EXTRA_CA_CERTS: service.certificateFile }));
  });

  it('may not inspect TLS with a certificate that the system does not trust', async () => {
    setSystemProxy();
    const popover = await start({ SSL_CERT_FILE: service.untrustedFile });
    await popover.press(words.session.signIn);
    await says(popover, { kind: 'tls' });
    expect(service.answered()).toBe(0);
  });

  it('keeps the numbers while the certificate is wrong, and reads again once it is right, without a restart', async () => {
    setSystemProxy();
    const popover = await start();
    await signIn(popover);
    const { what } = explainFailure({ kind: 'tls' }, words);
    const showsIt = async (): Promise<boolean> => {
      await popover.press(words.common.refresh);
      return (await popover.text()).includes(what);
    };
    service.setTrusted(false);
    const before = service.answered();
    await eventually('the wrong certificate in words', showsIt);
    await popover.meterShows('five-hours', /%/);
    expect(service.answered()).toBe(before);
    service.setTrusted(true);
    await eventually('nothing more of the certificate', async () => !(await showsIt()));
    expect(service.answered()).toBeGreaterThan(before);
  });

  it.each([
    ['the exceptions of the system', { NoProxyFor: 'qwencloud.com' }, {}],
    ['NO_PROXY', {}, { NO_PROXY: '.qwencloud.com' }],
  ] as const)('is left aside for %s', async (_, settings, env) => {
    setSystemProxy(settings);
    const popover = await start(env);
    await popover.press(words.session.signIn);
    await says(popover, { kind: 'offline' });
    expect(service.asked()).toEqual([]);
    expect(await lookedFor()).toEqual(['t.qwencloud.com']);
  });

  it('may be a script that names several proxies, of which the first is unreachable', async () => {
    const address = service.proxyUrl.replace('http://', '');
    const script = `function FindProxyForURL() { return "PROXY 127.0.0.1:9; PROXY ${address}; DIRECT"; }`;
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' }).end(script);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    setSystemProxy({ ProxyType: '2', 'Proxy Config Script': `http://127.0.0.1:${port}/proxy.pac` });
    try {
      await signIn(await start());
    } finally {
      server.close();
    }
    expect(service.asked()).toContain('cli.qwencloud.com:443');
    expect(await lookedFor()).toEqual([]);
  });

  it('takes effect while the app runs', async () => {
    setSystemProxy({ ProxyType: '0' });
    const popover = await start();
    await popover.press(words.session.signIn);
    await says(popover, { kind: 'offline' });
    setSystemProxy();
    const resolved = () =>
      askMain(running().app, ({ session }) => session.defaultSession.resolveProxy('https://t.qwencloud.com'));
    await eventually('Chromium to notice', async () => (await resolved()).startsWith('PROXY '));
    await signIn(popover);
    expect(service.asked()).toContain('cli.qwencloud.com:443');
  });
});
