import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../main/core/failure.ts';
import { explainFailure } from '../../main/core/view/explain.ts';
import { type AppDriver, launchApp, makeUser, type UserFolders } from '../support/app/app-driver.ts';
import { type PopoverPage, popoverPage, words } from '../support/app/popover-page.ts';
import { openSessionBus, type SessionBus } from '../support/desktop/session-bus.ts';
import { eventually } from '../support/eventually.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';

const noProxy = { HTTP_PROXY: '', HTTPS_PROXY: '', NO_PROXY: '', http_proxy: '', https_proxy: '', no_proxy: '' };
const tls = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('the way out of the app', () => {
  let bus: SessionBus;
  let user: UserFolders;
  let driver: AppDriver | null = null;
  let closers: (() => unknown)[] = [];

  beforeEach(async () => {
    // Without a panel the window shows itself.
    bus = await openSessionBus({ tray: false });
    user = makeUser();
  });
  afterEach(async () => {
    await driver?.quit();
    driver = null;
    for (const close of closers) await close();
    closers = [];
    await bus.close();
    user.remove();
  });

  interface Surroundings {
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  }

  async function pressSignIn({ args = [], env = {} }: Surroundings): Promise<PopoverPage> {
    driver = await launchApp({ desktop: bus.desktop.env, user, args, env: { ...noProxy, ...env } });
    const popover = popoverPage(await driver.popover());
    await popover.press(words.session.signIn);
    return popover;
  }

  async function failsWith(failure: Failure, surroundings: Surroundings): Promise<void> {
    const popover = await pressSignIn(surroundings);
    await popover.shows(words.signInFailed);
    await popover.shows(explainFailure(failure, words).what);
  }

  /** A proxy that notes where it is asked to go, and leads nowhere. */
  async function openDeadEnd(): Promise<{ readonly address: string; readonly asked: readonly string[] }> {
    const asked: string[] = [];
    const server = createServer((_request, response) => response.writeHead(502).end());
    server.on('connect', (request, socket) => {
      asked.push(String(request.url));
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    closers.push(() => server.close());
    return { address: `http://127.0.0.1:${await listen(server)}`, asked };
  }

  /** Chromium takes this proxy too: whom it asked for things of its own would stand here as well. */
  it('is the proxy of the system, and nobody else is spoken to', async () => {
    const proxy = await openDeadEnd();
    await failsWith({ kind: 'proxy', status: 502 }, { args: [`--proxy-server=${proxy.address}`] });
    expect(proxy.asked).toEqual(['t.qwencloud.com:443']);
  });

  it('is the proxy of HTTPS_PROXY before that of the system', async () => {
    const proxy = await openDeadEnd();
    const args = ['--proxy-server=http://127.0.0.1:9'];
    await failsWith({ kind: 'proxy', status: 502 }, { args, env: { HTTPS_PROXY: proxy.address } });
    expect(proxy.asked).toEqual(['t.qwencloud.com:443']);
  });

  it('is shut where the certificate is not good, and says so', async () => {
    let asked = 0;
    const server = createTlsServer({ cert: tls('certificate.pem'), key: tls('key.pem') }, (_request, response) => {
      asked += 1;
      response.end('{}');
    });
    closers.push(() => server.close());
    const url = `https://localhost:${await listen(server)}`;
    await failsWith({ kind: 'tls' }, { env: { QWEN_GAUGE_AUTH_URL: url, NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
    expect(asked).toBe(0);
  });

  it('holds nobody up who quits while an answer is awaited', async () => {
    const standIn = createStandIn({ now: Date.now });
    closers.push(standIn.stop);
    standIn.setMode({ signIn: 'hang' });
    const { authUrl } = await standIn.start();
    const popover = await pressSignIn({ env: { QWEN_GAUGE_AUTH_URL: authUrl } });
    await eventually('the question', () => (standIn.requests()['POST /cli/device/code'] ?? 0) > 0);
    await popover.shows(words.session.starting);
    const before = performance.now();
    await driver?.quit();
    // A response is awaited for 30 seconds.
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
