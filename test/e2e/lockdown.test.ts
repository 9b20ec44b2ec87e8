import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '../../preload/contract.ts';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { askMain } from '../support/app/ask-main.ts';

type AnyCall = (name: string, ...args: unknown[]) => Promise<unknown>;
interface Exposed {
  readonly gauge: Omit<Bridge, 'invoke'> & { readonly invoke: AnyCall };
}

/** Counts what arrives at one port of this machine, by UDP and by TCP. */
async function openListener() {
  let [datagrams, connections] = [0, 0];
  const tcp = createServer((socket) => {
    connections += 1;
    socket.on('error', () => {}).destroy();
  });
  tcp.listen(0, '::');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp6').on('message', () => {
    datagrams += 1;
  });
  udp.bind(port, '::');
  await once(udp, 'listening');
  return {
    port,
    async close() {
      udp.close();
      tcp.close();
      await once(tcp, 'close');
      return { datagrams, connections };
    },
  };
}

/** What a compromised page could do. */
describe('the popover is locked down', { sequential: true }, () => {
  let appSession: AppSession;
  let page: Page;

  beforeAll(async () => {
    appSession = await openAppSession();
    await appSession.start();
    ({ page } = await appSession.openPopover());
  });
  afterAll(() => appSession?.close());

  const call = (name: string, ...args: unknown[]): Promise<string> =>
    page.evaluate(
      ([what, given]) =>
        (globalThis as unknown as Exposed).gauge.invoke(what, ...given).then(
          () => 'accepted',
          (error: Error) => error.message,
        ),
      [name, args] as const,
    );

  it('runs isolated and sandboxed, with no Node and one named bridge', async () => {
    const seen = await page.evaluate(() => ({
      node: ['require', 'process', 'Buffer', 'module'].filter((name) => name in globalThis),
      bridge: Object.keys((globalThis as unknown as Exposed).gauge).sort(),
    }));
    expect(seen).toEqual({ node: [], bridge: ['invoke', 'subscribe'] });
    const preferences = await askMain(appSession.driver().app, ({ BrowserWindow }) => {
      const contents: unknown = BrowserWindow.getAllWindows()[0]?.webContents;
      return (contents as { getLastWebPreferences(): Electron.WebPreferences }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
      webviewTag: false,
    });
  });

  it('accepts only the calls of the contract with valid input', async () => {
    expect(await call('nope')).toBe('unknown call');
    expect(await call('__proto__')).toBe('unknown call');
    expect(await call('electron-store-get-data')).toBe('unknown call');
    expect(await call('sign-in:start', { region: 'moon' })).toMatch(/bad-input$/);
    expect(await call('sign-in:start', { region: 'china', url: 'https://x' })).toMatch(/bad-input$/);
    expect(await call('link:open', 'file:///etc/passwd')).toMatch(/bad-input$/);
    expect(await call('preferences:set', { theme: 'pink' })).toMatch(/bad-input$/);
    expect(appSession.user.openedPages()).toEqual([]);
  });

  it('reaches neither network nor files, and its scheme serves only its own files', async () => {
    const reached = await page.evaluate(
      (addresses) =>
        Promise.all(
          addresses.map((address) =>
            fetch(address).then(
              () => 'reached',
              () => 'refused',
            ),
          ),
        ),
      [
        `${appSession.urls.gatewayUrl}/`,
        'https://example.invalid/',
        'file:///etc/passwd',
        'app://ui/',
        'app://ui/..%2f..%2fpackage.json',
      ],
    );
    expect(reached).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
    expect(appSession.standIn.requests()['HEAD /'] ?? 0).toBe(0);
  });

  it('is refused by its content policy whatever would load or send something', async () => {
    const refused = await page.evaluate(async (outside) => {
      const seen = new Set<string>();
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, disposition }) => {
        if (disposition === 'enforce') seen.add(effectiveDirective);
      });
      const added = <Name extends keyof HTMLElementTagNameMap>(
        name: Name,
        values: Readonly<Record<string, string>>,
      ): HTMLElementTagNameMap[Name] => {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
        document.body.append(element);
        return element;
      };
      void fetch('app://ui/').catch(() => {});
      navigator.sendBeacon(`${outside}/beacon`, 'x');
      added('img', { src: `${outside}/image.png` });
      added('link', { rel: 'stylesheet', href: `${outside}/style.css` });
      added('style', {}).textContent = 'body { opacity: 0.5 }';
      added('p', { style: 'opacity: 0.5' });
      added('audio', { src: `${outside}/sound.wav` }).load();
      added('iframe', { src: `${outside}/frame` });
      added('base', { href: `${outside}/` });
      const form = added('form', { action: `${outside}/form`, method: 'post' });
      form.submit();
      await new Promise((done) => setTimeout(done, 500));
      for (const element of document.querySelectorAll('body > :not(#root)')) element.remove();
      return [...seen].sort();
    }, appSession.urls.gatewayUrl);
    expect(refused).toEqual([
      'base-uri',
      'connect-src',
      'form-action',
      'frame-src',
      'img-src',
      'media-src',
      'style-src-attr',
      'style-src-elem',
    ]);
    const atService = Object.keys(appSession.standIn.requests()).join();
    expect(atService).not.toMatch(/beacon|image|style|sound|frame|form/);
  });

  it('sends nothing by WebRTC, neither itself nor from a frame of its own', async () => {
    const listener = await openListener();
    await page.evaluate(async (port) => {
      const servers = ['127.0.0.1', '[::1]'].flatMap((host) => [
        { urls: `stun:${host}:${port}` },
        { urls: `turn:${host}:${port}?transport=tcp`, username: 'CANARY', credential: 'x' },
        { urls: `turn:${host}:${port}?transport=udp`, username: 'CANARY', credential: 'x' },
      ]);
      const frame = document.body.appendChild(document.createElement('iframe'));
      for (const place of [globalThis, frame.contentWindow as unknown as typeof globalThis]) {
        const connection = new place.RTCPeerConnection({ iceServers: servers });
        connection.createDataChannel('way out');
        await connection.setLocalDescription(await connection.createOffer());
      }
      await new Promise((done) => setTimeout(done, 2_000));
      frame.remove();
    }, listener.port);
    expect(await listener.close()).toEqual({ datagrams: 0, connections: 0 });
  });

  it('saves no file', async () => {
    const { app } = appSession.driver();
    await app.evaluate(({ session }) => {
      const started: string[] = [];
      Object.assign(globalThis, { startedDownloads: started });
      const watch = (watched: Electron.Session): void => {
        watched.on('will-download', (event, item) => {
          if (!event.defaultPrevented) started.push(item.getURL());
        });
      };
      for (const watched of [session.defaultSession, session.fromPartition('page')]) watch(watched);
    });
    await page.evaluate(async () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'saved.txt';
      document.body.append(link);
      link.click();
      await new Promise((done) => setTimeout(done, 500));
      link.remove();
    });
    const started = await app.evaluate(
      () => (globalThis as unknown as { startedDownloads: string[] }).startedDownloads,
    );
    expect(started).toEqual([]);
  });

  it('embeds no other page, even where a webview is allowed', async () => {
    const { app } = appSession.driver();
    const attached = await app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, sandbox: true } });
      let count = 0;
      window.webContents.on('did-attach-webview', () => {
        count += 1;
      });
      await window.loadURL('data:text/html,<webview src="about:blank"></webview>');
      await new Promise((done) => setTimeout(done, 1_000));
      window.destroy();
      return count;
    });
    expect(attached).toBe(0);
  });

  it('runs no other script', async () => {
    const ran = await page.evaluate(() => {
      const outcome: string[] = [];
      try {
        document.body.innerHTML += '<img src=x onerror="globalThis.intruder = 1">';
      } catch {
        outcome.push('markup refused');
      }
      try {
        const script = document.createElement('script');
        script.textContent = 'globalThis.intruder = 1';
        document.body.append(script);
      } catch {
        outcome.push('script refused');
      }
      return [...outcome, 'intruder' in globalThis ? 'ran' : 'nothing ran'];
    });
    expect(ran).toEqual(['markup refused', 'script refused', 'nothing ran']);
  });

  it('gets no permission, no window and no frame', async () => {
    const got = await page.evaluate(async () => {
      const location = new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        );
      });
      const clipboard = navigator.clipboard.readText().then(
        () => 'granted',
        () => 'denied',
      );
      const camera = navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      );
      return [
        await location,
        await clipboard,
        await camera,
        await Notification.requestPermission(),
        String(window.open('https://example.invalid/')),
      ];
    });
    expect(got).toEqual(['denied', 'denied', 'denied', 'denied', 'null']);
    expect(appSession.driver().app.windows()).toHaveLength(1);
  });

  it('opens no developer tools', async () => {
    const pages = await askMain(appSession.driver().app, ({ BrowserWindow, webContents }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.openDevTools({ mode: 'detach' });
      return webContents.getAllWebContents().length;
    });
    expect(pages).toBe(1);
  });

  it('never leaves its address', async () => {
    // Last: after a navigation that was prevented Playwright no longer acts on the page, so main is asked.
    const { app } = appSession.driver();
    await app.evaluate(({ BrowserWindow }) => {
      const left: string[] = [];
      Object.assign(globalThis, { leftFor: left });
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.on('did-navigate', (_event, url) => void left.push(url));
      // Chromium's code for what was prevented is −3; any other code comes from a navigation under way.
      contents?.on('did-fail-load', (_event, code, _text, url) => void (code === -3 || left.push(url)));
    });
    await page.evaluate((outside) => {
      location.href = `${outside}/left`;
    }, appSession.urls.gatewayUrl);
    for (const leave of [
      () => {
        location.href = 'app://ui/index.html';
      },
      () => {
        const refresh = document.createElement('meta');
        Object.assign(refresh, { httpEquiv: 'refresh', content: '0;url=https://example.invalid/' });
        document.head.append(refresh);
      },
    ]) {
      await page.evaluate(leave).catch(() => {});
    }
    await new Promise((done) => setTimeout(done, 500));
    const after = await askMain(app, ({ BrowserWindow }) => ({
      address: BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
      left: (globalThis as unknown as { leftFor: string[] }).leftFor,
    }));
    expect(after).toEqual({ address: 'app://ui/', left: [] });
  });
});
