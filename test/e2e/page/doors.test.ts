import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createWebServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ElectronApplication, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppDriver, launchApp } from '../../support/app/app-driver.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { pageDoors } from '../../support/app/page-doors.ts';
import { eventually } from '../../support/eventually.ts';

/** An app that locks nothing: there each door has to be seen open, or the test would prove nothing. */
const bareApp = path.resolve(import.meta.dirname, '../../bench/desktop/bare-app');
/** The page without locks shows that this is enough. */
const enoughMs = 1_500;
const names = pageDoors.map(([name]) => name);

/** A port of this machine for one door, which counts the connections and datagrams that arrive. */
async function listen() {
  const counts = { arrived: 0 };
  const tcp = createServer((socket) => {
    counts.arrived += 1;
    socket.on('error', () => {}).end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4').on('message', () => {
    counts.arrived += 1;
  });
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  const close = (): void => {
    tcp.close();
    udp.close();
  };
  return { port, counts, close };
}

/** Tries every door with the address that is made for it. What a page refuses is thrown there, and of no interest. */
async function tryAll(page: Page, addressOf: (name: string) => string): Promise<void> {
  for (const [name, run, given] of pageDoors) void page.evaluate(run, given(addressOf(name))).catch(() => {});
  await page.evaluate(() => {}).catch(() => {});
}

/** Runs the doors, each with a port of its own, until `isDone` with the names of those that something came through. */
async function arrivals(page: Page, isDone: (arrived: readonly string[]) => boolean): Promise<readonly string[]> {
  const ports = new Map<string, Awaited<ReturnType<typeof listen>>>();
  for (const name of names) ports.set(name, await listen());
  const arrived = () => names.filter((name) => (ports.get(name)?.counts.arrived ?? 0) > 0);
  try {
    await tryAll(page, (name) => `http://127.0.0.1:${ports.get(name)?.port}/`);
    await eventually('the doors', () => isDone(arrived())).catch(() => {});
    return arrived();
  } finally {
    for (const port of ports.values()) port.close();
  }
}

/** The names that Chromium looked up while `work` ran, by its own log. */
async function namesLookedUp(app: ElectronApplication, file: string, work: () => Promise<void>): Promise<string[]> {
  await app.evaluate(
    ({ session }, to) => session.fromPartition('page').netLog.startLogging(to, { captureMode: 'everything' }),
    file,
  );
  await work();
  await app.evaluate(({ session }) => session.fromPartition('page').netLog.stopLogging());
  const log = JSON.parse(readFileSync(file, 'utf8')) as {
    constants: { logEventTypes: Record<string, number> };
    events: { type: number; params?: { host?: string; hostname?: string } }[];
  };
  const lookUps = ['HOST_RESOLVER_MANAGER_JOB', 'DNS_TRANSACTION'].map((name) => log.constants.logEventTypes[name]);
  const hosts = log.events
    .filter(({ type }) => lookUps.includes(type))
    .map(({ params }) => /([\w-]+)\.leak\.test/.exec(params?.host ?? params?.hostname ?? '')?.[1]);
  return [...new Set(hosts.flatMap((host) => host ?? []))].sort();
}

describe('what is in the page', { sequential: true }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-doors-'));
  const plainServer = createWebServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>plain</title><body></body>'),
  );
  let session: AppSession;
  let plain: AppDriver;
  let plainPage: Page;
  let page: Page;
  let plainAddress = '';

  beforeAll(async () => {
    session = await openAppSession();
    plainServer.listen(0, '127.0.0.1');
    await once(plainServer, 'listening');
    plain = await launchApp({ desktop: session.bus.desktop.env, user: session.user, appFolder: bareApp });
    plainAddress = `http://127.0.0.1:${(plainServer.address() as AddressInfo).port}/`;
    await plain.app.evaluate(({ BrowserWindow }, address) => {
      void new BrowserWindow({ webPreferences: { partition: 'page' } }).loadURL(address);
    }, plainAddress);
    plainPage = await plain.popover();
    await plainPage.waitForLoadState();
    await session.start();
    ({ page } = await session.openPopover());
  });
  afterAll(async () => {
    await plain?.quit();
    plainServer.close();
    await session?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const lookUps = ({ app }: AppDriver, from: Page, name: string) =>
    namesLookedUp(app, path.join(folder, name), async () => {
      await tryAll(from, (door) => `http://${door}.leak.test:8080/`);
      await setTimeout(enoughMs);
    });

  it('could leave a page without locks by each of these doors', async () => {
    const all = names.filter((name) => name !== 'link-dns-prefetch');
    expect(await arrivals(plainPage, ({ length }) => length === all.length)).toEqual(all);
    await plainPage.reload();
    const known = await lookUps(plain, plainPage, 'plain.json');
    // The system looks up few names at once, so not all of them may have had their turn.
    expect(known).toEqual(expect.arrayContaining(['fetch', 'link-dns-prefetch', 'web-rtc']));
  });

  it('leaves the app’s page by none of them', async () => {
    const untilMs = performance.now() + enoughMs;
    expect(await arrivals(page, () => performance.now() > untilMs)).toEqual([]);
    await page.reload();
    // WebRTC asks for the address of its server past every policy. SECURITY.md names it as what remains.
    expect(await lookUps(session.driver(), page, 'app.json')).toEqual(['web-rtc']);
  });

  it('has no device, no voice and no file to leave by', async () => {
    const found = await page.evaluate(async () => {
      const apis = [
        ...['bluetooth', 'usb', 'hid', 'serial'].filter((name) => name in navigator),
        ...['speechSynthesis', 'webkitSpeechRecognition', 'showSaveFilePicker'].filter((name) => name in globalThis),
      ];
      const asked: Readonly<Record<string, () => Promise<unknown>>> = {
        midi: () => navigator.requestMIDIAccess(),
        'a screen': () => navigator.mediaDevices.getDisplayMedia({ video: true }),
        clipboard: () => navigator.clipboard.writeText('CANARY'),
        'awake screen': () => navigator.wakeLock.request('screen'),
      };
      const granted = await Promise.all(
        Object.entries(asked).map(([name, ask]) =>
          ask().then(
            () => [name],
            () => [],
          ),
        ),
      );
      return [...apis, ...granted.flat()];
    });
    expect(found).toEqual([]);
  });

  it('opens no dialog and prints nothing', async () => {
    const printing = page.evaluate(() => {
      const seen: string[] = [];
      addEventListener('beforeprint', () => seen.push('printed'));
      print();
      if (confirm('?')) seen.push('asked');
      return seen;
    });
    const waiting = setTimeout(5_000, ['waits for a dialog'], { ref: false });
    expect(await Promise.race([printing, waiting])).toEqual([]);
  });

  it('reads no clipboard by script, but pastes at the user’s keys', async () => {
    await session.driver().app.evaluate(({ clipboard }) => clipboard.writeText('of another program'));
    const byScript = await page.evaluate(() => {
      const field = document.body.appendChild(document.createElement('textarea'));
      field.focus();
      document.execCommand('paste');
      return field.value;
    });
    expect(byScript).toBe('');
    await page.keyboard.press('Control+V');
    await eventually('what is pasted', () =>
      page.evaluate(() => document.activeElement instanceof HTMLTextAreaElement && document.activeElement.value !== ''),
    );
  });

  it('leaves nothing on the disk, and starts no other program', async () => {
    await page.evaluate(async () => {
      const canary = 'CANARY-ON-DISK';
      localStorage.setItem('x', canary);
      await new Promise((resolve) => {
        const opening = indexedDB.open(canary);
        for (const event of ['success', 'error'] as const) opening.addEventListener(event, resolve);
      });
      for (const address of ['canary:x', 'mailto:x@leak.test?body=x']) {
        const link = document.createElement('a');
        link.href = address;
        document.body.append(link);
        link.click();
      }
    });
    await session.driver().quit();
    expect(session.user.openedPages()).toEqual([]);
    const files = readdirSync(session.user.base, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    const holding = files
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .filter((file) => {
        const text = readFileSync(file, 'latin1');
        return ['CANARY-ON-DISK', [...'CANARY-ON-DISK'].join('\0')].some((form) => text.includes(form));
      });
    expect(holding).toEqual([]);
  });
});
