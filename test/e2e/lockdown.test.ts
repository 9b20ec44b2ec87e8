import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '../../preload/contract.ts';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { askMain } from '../support/app/ask-main.ts';

type AnyCall = (name: string, ...args: unknown[]) => Promise<unknown>;
interface Exposed {
  readonly gauge: Omit<Bridge, 'invoke'> & { readonly invoke: AnyCall };
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
      const last = (contents as { getLastWebPreferences(): Electron.WebPreferences }).getLastWebPreferences();
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = last;
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
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
        'app://ui/..%2f..%2fpackage.json',
      ],
    );
    expect(reached).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect(appSession.standIn.requests()['HEAD /'] ?? 0).toBe(0);
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
    // After a prevented navigation Playwright cannot use the page, so this test is last and reads the URL in main.
    await page.evaluate(() => {
      location.href = 'https://example.invalid/';
    });
    const address = await askMain(appSession.driver().app, ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    );
    expect(address).toBe('app://ui/');
  });
});
