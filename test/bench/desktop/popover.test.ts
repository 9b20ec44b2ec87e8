import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { it } from 'vitest';
import { launchApp, makeUser } from '../../support/app/app-driver.ts';
import { askMain } from '../../support/app/ask-main.ts';
import { openSessionBus, type SessionBus } from '../../support/desktop/session-bus.ts';
import { activateItem } from '../../support/desktop/tray-host.ts';
import { eventually } from '../../support/eventually.ts';
import { median, spread } from '../report/numbers.ts';
import { recordRow } from '../report/page.ts';

const rounds = Number(process.env['QWEN_GAUGE_BENCH_ROUNDS'] ?? 5);
const warmClicks = 5;
const bareApp = path.join(import.meta.dirname, 'bare-app');

interface Clicks {
  readonly coldMs: number;
  readonly warmMs: readonly number[];
}

/** Clicks the icon of an app several times: first without a window, then with a hidden one. */
async function click(appFolder: string | null): Promise<Clicks> {
  const bus = await openSessionBus();
  const user = makeUser('{}');
  const settled = { desktop: bus.desktop.env, user };
  // The first run of the app opens the popover by itself.
  if (appFolder === null) {
    const first = await launchApp(settled);
    await first.popover();
    await first.quit();
  }
  const driver = await launchApp({ ...settled, ...(appFolder === null ? {} : { appFolder }) });
  try {
    await setTimeout(3_000);
    await askMain(driver.app, recordPaints);
    const times: number[] = [];
    for (let at = 0; at <= warmClicks; at += 1) {
      times.push(await timeToPaint(bus, driver.app, at + 1));
      await askMain(driver.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
      // A click soon after the focus was lost means "close".
      await setTimeout(600);
    }
    const [coldMs = Number.NaN, ...warmMs] = times;
    return { coldMs, warmMs };
  } finally {
    await driver.quit();
    await bus.close();
    user.remove();
  }
}

/** Notes in the main process, by the clock that both processes share, when the second frame after each showing was drawn. */
function recordPaints({ app, BrowserWindow }: typeof Electron.CrossProcessExports): void {
  const paints: number[] = [];
  Object.assign(globalThis, { paints });
  const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))';
  const watch = (window: Electron.BrowserWindow): void =>
    void window.on('show', () => {
      void window.webContents.executeJavaScript(twoFrames).then(() => paints.push(Date.now()));
    });
  for (const window of BrowserWindow.getAllWindows()) watch(window);
  app.on('browser-window-created', (_event, window) => watch(window));
}

async function timeToPaint(bus: SessionBus, app: Parameters<typeof askMain>[0], count: number): Promise<number> {
  const [item] = await eventually('the tray item', async () => {
    const items = (await bus.tray?.items()) ?? [];
    return items.length > 0 ? items : null;
  });
  if (item === undefined) throw new Error('no tray item');
  const clickedAtMs = Date.now();
  await activateItem(bus.connection, item);
  const paintedAtMs = await eventually('a painted window', () =>
    askMain(app, (_electron, wanted) => (Reflect.get(globalThis, 'paints') as number[])[wanted - 1] ?? null, count),
  );
  return paintedAtMs - clickedAtMs;
}

it('opens the popover about as soon as a bare window', async () => {
  const ours: Clicks[] = [];
  const reference: Clicks[] = [];
  for (let round = 0; round < rounds; round += 1) {
    reference.push(await click(bareApp));
    ours.push(await click(null));
  }
  const rows = [
    [40, 'click → popover painted, cold', 'a bare window made', (one: Clicks) => [one.coldMs], 1.5],
    [41, 'click → popover painted, warm', 'a bare window shown', (one: Clicks) => one.warmMs, 1.3],
  ] as const;
  for (const [order, what, against, timesOf, goal] of rows) {
    const [mine, theirs] = [ours.flatMap(timesOf), reference.flatMap(timesOf)];
    const ratio = median(mine) / median(theirs);
    recordRow({
      order,
      what,
      against,
      ours: spread(mine, 'ms'),
      reference: spread(theirs, 'ms'),
      result: `${ratio.toFixed(2)} ×`,
      goal: `≤ ${goal} ×`,
      isMet: ratio <= goal,
      note: 'To the second frame after the window was shown. The popover is shown once its page has its data and its height.',
    });
  }
});
