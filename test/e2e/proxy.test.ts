import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppDriver, launchApp, makeUser, type UserFolders } from '../support/app-driver.ts';
import { eventually } from '../support/eventually.ts';
import { popoverPage, words } from '../support/popover-page.ts';
import { openSessionBus, type SessionBus } from '../support/session-bus.ts';

/** A proxy that notes where it is asked to go, and leads nowhere. */
async function openDeadEnd() {
  const asked: string[] = [];
  const server: Server = createServer((_request, response) => response.writeHead(502).end());
  server.on('connect', (request, socket) => {
    asked.push(String(request.url));
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, asked, close: () => new Promise((resolve) => server.close(resolve)) };
}

const noProxyVariables = {
  HTTP_PROXY: '',
  HTTPS_PROXY: '',
  NO_PROXY: '',
  http_proxy: '',
  https_proxy: '',
  no_proxy: '',
};

describe('the way out', () => {
  let bus: SessionBus;
  let user: UserFolders;
  let proxy: Awaited<ReturnType<typeof openDeadEnd>>;
  let driver: AppDriver | null = null;

  beforeEach(async () => {
    // Without a panel the window shows itself.
    bus = await openSessionBus({ tray: false });
    user = makeUser();
    proxy = await openDeadEnd();
  });
  afterEach(async () => {
    await driver?.quit();
    driver = null;
    await proxy.close();
    await bus.close();
    user.remove();
  });

  /** Presses "Sign in" and answers what the proxy was asked for. */
  async function signInThrough(options: { readonly args?: readonly string[]; readonly env?: Record<string, string> }) {
    driver = await launchApp({
      desktop: bus.desktop.env,
      user,
      ...options,
      env: { ...noProxyVariables, ...options.env },
    });
    const popover = popoverPage(await driver.popover());
    await popover.press(words.session.signIn);
    await eventually('the end of the sign-in', async () => (await popover.text()).includes(words.signInFailed));
    expect(await popover.text()).toContain(words.failures.offline({ subject: '', code: '', waitText: null }).what);
    return proxy.asked;
  }

  /** Chromium takes this proxy too: whom it asked for things of its own would stand here as well. */
  it('is the proxy of the system, and nobody else is spoken to', async () => {
    expect(await signInThrough({ args: [`--proxy-server=${proxy.address}`] })).toEqual(['t.qwencloud.com:443']);
  });

  it('is the proxy of HTTPS_PROXY before that of the system', async () => {
    const args = ['--proxy-server=http://127.0.0.1:9'];
    expect(await signInThrough({ args, env: { HTTPS_PROXY: proxy.address } })).toEqual(['t.qwencloud.com:443']);
  });
});
