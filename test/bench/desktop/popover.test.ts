import { setTimeout } from 'node:timers/promises';
import { beforeAll, it } from 'vitest';
import { makeUser, startPlain } from '../../support/app/app-driver.ts';
import { openSessionBus, type SessionBus } from '../../support/desktop/session-bus.ts';
import { activateItem } from '../../support/desktop/tray-host.ts';
import { eventually } from '../../support/eventually.ts';
import { inTurn, median, spread } from '../report/numbers.ts';
import { recordRow } from '../report/page.ts';
import { type PackedApps, packedApps } from './packed-apps.ts';
import { openScreen, type Screen } from './screen.ts';

const rounds = Number(process.env['QWEN_GAUGE_BENCH_ROUNDS'] ?? 9);
const warmClicks = 5;
/** After this time an app has started everything. */
const settledMs = 6_000;
/** A window that was hidden this long ago has become idle. */
const restMs = 1_500;

let apps: PackedApps;
beforeAll(async () => {
  apps = await packedApps();
});

interface Clicks {
  readonly coldMs: number;
  readonly warmMs: readonly number[];
}

/** Clicks the icon of an app several times: first without a window, then with a hidden one. */
async function click(packed: string): Promise<Clicks> {
  const bus = await openSessionBus({ readable: true });
  const user = makeUser('{}');
  const screen = openScreen(bus.desktop.home);
  const start = () => startPlain({ desktop: bus.desktop.env, user, packed });
  try {
    // The very first run of the app opens the popover by itself.
    if (packed === apps.ours) {
      const first = await start();
      await screen.painted();
      await first.stop();
      await screen.blank();
    }
    const run = await start();
    await setTimeout(settledMs);
    const times: number[] = [];
    for (let count = 0; count <= warmClicks; count += 1) {
      times.push(await timeToPaint(bus, screen));
      await setTimeout(restMs);
      await activateItem(bus.connection, await iconOf(bus));
      await screen.blank();
      await setTimeout(restMs);
    }
    await run.stop();
    const [coldMs = Number.NaN, ...warmMs] = times;
    return { coldMs, warmMs };
  } finally {
    screen.close();
    await bus.close();
    user.remove();
  }
}

const iconOf = (bus: SessionBus) => eventually('the tray item', async () => (await bus.tray?.items())?.[0]);

async function timeToPaint(bus: SessionBus, screen: Screen): Promise<number> {
  const icon = await iconOf(bus);
  const painted = screen.painted();
  const clickedAtMs = performance.now();
  await activateItem(bus.connection, icon);
  return (await painted) - clickedAtMs;
}

const coldNote =
  'Until the page is seen on the screen; the popover is shown once it has its data and its height. A page of React comes ' +
  'on top of the bare window: at load 4, some 40 ms to load and compile it, and as many to draw it for the first time. ' +
  'No compiled code is kept: Chromium wrote none for a session that lives in memory.';
const warmNote = 'Until the page is seen on the screen, which is looked at every 2 ms.';

it('opens the popover about as soon as a bare window', async () => {
  const { ours, reference } = await inTurn(
    rounds,
    () => click(apps.ours),
    () => click(apps.bare),
  );
  const rows = [
    [40, 'click → popover painted, cold', 'a bare window made', (one: Clicks) => [one.coldMs], 1.5, coldNote],
    [41, 'click → popover painted, warm', 'a bare window shown', (one: Clicks) => one.warmMs, 1.3, warmNote],
  ] as const;
  for (const [order, what, against, timesOf, goal, note] of rows) {
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
      note,
    });
  }
});
