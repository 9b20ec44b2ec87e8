import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { CDPSession, Page } from 'playwright';
import type { Language } from '../../main/core/language.ts';
import { canSnooze } from '../../main/core/notices/snooze.ts';
import type { NoticeSubject } from '../../main/core/notices/subject.ts';
import { canSwitch } from '../../main/core/notices/subjects.ts';
import { noticeHandling } from '../../main/core/view/notices/handling.ts';
import { noticeText } from '../../main/core/view/notices/notice.ts';
import { type TextSize, textScale } from '../../main/core/view/preferences/text-size.ts';
import { wordsFor } from '../../main/core/view/words/index.ts';
import type { AppState } from '../../preload/contract.ts';
import { type AppDriver, launchApp, makeUser } from '../support/app/app-driver.ts';
import { eventually } from '../support/eventually.ts';
import type { Screen } from './table.ts';

const rendererFolder = path.resolve(import.meta.dirname, '../../out/renderer');
/** The width of the popover, and its greatest height. */
const widthPx = 380;
const greatestHeightPx = 720;

/** How a screen is shown. */
interface Look {
  readonly theme: 'light' | 'dark';
  readonly scale: 1 | 2;
  /** How large the letters are; left out: as they were. */
  readonly textSize?: TextSize;
  /** What the user asks of the system: stronger contrasts, or the system's own colours. */
  readonly contrast?: 'more' | 'forced colours';
  /** The width of the window in CSS pixels; left out: that of the popover. */
  readonly widthPx?: number;
}

/** The page of the app, with answers from a table in the place of main: time, zone and data are always the same. */
export interface Stage {
  readonly page: Page;
  /** Opens the page anew, light and at scale 1, and goes to a screen, as a user would. */
  open(screen: Screen, language: Language): Promise<void>;
  look(look: Look): Promise<void>;
  /** The screen as PNG: the whole one, so high that nothing scrolls, or as much as the popover shows. */
  picture(part?: 'whole' | 'as in the popover'): Promise<Buffer>;
  /** One PNG of several pictures, side by side. */
  collage(pictures: readonly Buffer[], columns: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Runs in the page before its own code. Time stands still, so that no second passes between two pictures. */
function answerFrom(answers: Readonly<Record<string, unknown>>): void {
  performance.now = () => 0;
  const gauge = {
    invoke: async (name: string, input: { readonly heightPx: number }) => {
      if (name === 'popover:fit') Object.assign(globalThis, { wantedHeightPx: input.heightPx });
      return structuredClone(answers[name]);
    },
    subscribe: (name: string, take: (pushed: unknown) => void) => {
      if (name === 'state:changed') {
        const { 'state:get': state } = answers as { readonly 'state:get': AppState };
        const setTextSize = (textSize: unknown): void =>
          take({ ...state, preferences: { ...state.preferences, textSize } });
        Object.assign(globalThis, { setTextSize });
      }
      return () => {};
    },
  };
  Object.assign(globalThis, { gauge });
}

async function servePage(): Promise<Server> {
  const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
  const server = createServer((request, response) => {
    const name = path.basename(new URL(request.url ?? '/', 'http://localhost').pathname) || 'index.html';
    const type = types[path.extname(name).slice(1)];
    if (type === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': type }).end(readFileSync(path.join(rendererFolder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** A notice as main words it. */
const waiting = (
  subject: NoticeSubject,
  { snapshot, time: { nowMs } }: AppState,
  language: Language,
): AppState['pendingNotices'][number] => ({
  tag: noticeHandling(subject, nowMs).tag,
  ...noticeText(subject, nowMs, { words: wordsFor(language), timeZone: 'UTC' }, snapshot),
  canSnooze: canSnooze(subject),
  canSwitch: canSwitch(subject),
});

/** @param env more variables for the app */
export async function openStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const user = makeUser();
  const driver: AppDriver = await launchApp({
    desktop: process.env,
    user,
    appFolder: path.join(import.meta.dirname, 'stage-app'),
    env: { TZ: 'UTC', ...env },
  });
  const server = await servePage();
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const page = await driver.popover();
  const session: CDPSession = await driver.app.context().newCDPSession(page);
  let look: Look = { theme: 'light', scale: 1 };

  const resize = (heightPx: number, width = look.widthPx ?? widthPx): Promise<unknown> =>
    session.send('Emulation.setDeviceMetricsOverride', {
      width,
      height: heightPx,
      deviceScaleFactor: look.scale,
      mobile: false,
    });

  async function showAs(wanted: Look): Promise<void> {
    look = wanted;
    await page.emulateMedia({
      colorScheme: wanted.theme,
      reducedMotion: 'reduce',
      contrast: wanted.contrast === 'more' ? 'more' : 'no-preference',
      forcedColors: wanted.contrast === 'forced colours' ? 'active' : 'none',
    });
    await resize(greatestHeightPx);
    if (wanted.textSize === undefined) return;
    await page.evaluate(
      (size) => (globalThis as unknown as { setTextSize(size: string): void }).setTextSize(size),
      wanted.textSize,
    );
    const root = page.locator(`:root[style*="--text-scale: ${textScale(wanted.textSize)};"]`);
    await root.waitFor({ state: 'attached' });
  }

  async function capture(): Promise<Buffer> {
    await page.evaluate(
      () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
    );
    const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data, 'base64');
  }

  return {
    page,
    async open({ state: given, notice, answers = {}, steps }, language) {
      const state = notice === undefined ? given : { ...given, pendingNotices: [waiting(notice, given, language)] };
      await session.send('Page.enable');
      const { identifier } = await session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: `(${answerFrom})(${JSON.stringify({ 'state:get': { ...state, home: '/home/wei', language }, ...answers })})`,
      });
      // Not as the screen before: its look would leave a trace in the heights that the page asks for.
      await showAs({ theme: 'light', scale: 1 });
      await page.goto(address);
      await page.locator('.app:not([aria-busy])').waitFor();
      await steps?.(page, wordsFor(language));
      // Nothing is pointed at, and no caret blinks.
      await page.mouse.move(0, 0);
      await page.evaluate(() => document.documentElement.style.setProperty('caret-color', 'transparent'));
      await session.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
    },
    look: showAs,
    async picture(part = 'whole') {
      const heightPx = await eventually('a height', () =>
        page.evaluate(() => (globalThis as unknown as { wantedHeightPx?: number }).wantedHeightPx),
      );
      await resize(part === 'whole' ? heightPx : Math.min(heightPx, greatestHeightPx));
      return capture();
    },
    async collage(pictures, columns) {
      look = { theme: 'light', scale: 1 };
      const images = pictures.map((picture) => `<img src="data:image/png;base64,${picture.toString('base64')}">`);
      const style = `margin: 0; padding: 14px; display: inline-grid; gap: 14px 28px; align-items: start;
        grid-template-columns: repeat(${columns}, auto); background: #d4d8e0`;
      await page.setContent(`<body style="${style}">${images.join('')}</body>`);
      const size = await page.evaluate(async () => {
        await Promise.all([...document.images].map((image) => image.decode()));
        return { width: document.body.offsetWidth, height: document.body.offsetHeight };
      });
      await resize(size.height, size.width);
      return capture();
    },
    async close() {
      await driver.quit();
      server.close();
      user.remove();
    },
  };
}
