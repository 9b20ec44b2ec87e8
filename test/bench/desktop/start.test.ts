import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';
import { makeUser, startPlain, type UserFolders } from '../../support/app/app-driver.ts';
import { openSessionBus, type SessionBus } from '../../support/desktop/session-bus.ts';
import { inTurn, median, spread } from '../report/numbers.ts';
import { recordRow } from '../report/page.ts';
import { type PackedApps, packedApps } from './packed-apps.ts';
import { type Usage, usageOf } from './process-tree.ts';

const rounds = Number(process.env['QWEN_GAUGE_BENCH_ROUNDS'] ?? 9);
/** After this time both apps have started everything. */
const settledMs = 10_000;
const bare = 'a bare Electron tray app, same binary';

let apps: PackedApps;
let bus: SessionBus;
let user: UserFolders;
beforeAll(async () => {
  apps = await packedApps();
  bus = await openSessionBus();
  user = makeUser('{}');
});
afterAll(async () => {
  await bus?.close();
  user?.remove();
});

interface Start {
  readonly trayMs: number;
  readonly atTray: Usage;
  readonly settled: Usage | null;
}

/** Starts an app until its icon is registered on the bus, and perhaps on until it has settled. The first run opens the popover. */
async function start(packed: string, waitMs: number): Promise<Start> {
  const registered = bus.tray?.nextRegistration() ?? Promise.reject(new Error('no tray host'));
  const run = await startPlain({ desktop: bus.desktop.env, user, packed });
  const trayMs = (await registered) - run.startedAtMs;
  const atTray = usageOf(run.pid);
  // The app must have started whole before it is stopped.
  await setTimeout(Math.max(waitMs, 1_500));
  const settled = waitMs > 0 ? usageOf(run.pid) : null;
  await run.stop();
  return { trayMs, atTray, settled };
}

const ratioOf = (ours: readonly number[], reference: readonly number[]): number => median(ours) / median(reference);

it('shows the tray icon about as soon as a bare app', async () => {
  const { ours, reference } = await inTurn(
    rounds,
    () => start(apps.ours, 0),
    () => start(apps.bare, 0),
  );
  const wall = [ours, reference].map((starts) => starts.map(({ trayMs }) => trayMs)) as [number[], number[]];
  const work = [ours, reference].map((starts) => starts.map(({ atTray }) => atTray.processorMs)) as [
    number[],
    number[],
  ];
  for (const [order, what, [mine, theirs]] of [
    [10, 'start → tray registered on the bus', wall],
    [11, 'processor time until the tray is registered', work],
  ] as const) {
    recordRow({
      order,
      what,
      against: bare,
      ours: spread(mine, 'ms'),
      reference: spread(theirs, 'ms'),
      result: `${ratioOf(mine, theirs).toFixed(2)} ×`,
      goal: '≤ 1.10 ×',
      isMet: ratioOf(mine, theirs) <= 1.1,
      note: 'Until then the app also loads its own code (some 6 ms), starts the program that asks for a panel, and draws and makes its icon (6 to 10 ms).',
    });
  }
});

it('needs little more memory than a bare app while the popover was never opened', async () => {
  const { ours, reference } = await inTurn(
    Math.min(rounds, 3),
    () => start(apps.ours, settledMs),
    () => start(apps.bare, settledMs),
  );
  const [mine, theirs] = [ours, reference].map((starts) => starts.map(({ settled }) => settled?.pssMib ?? 0)) as [
    number[],
    number[],
  ];
  recordRow({
    order: 20,
    what: 'memory (PSS) of all processes, popover never opened',
    against: bare,
    ours: spread(mine, 'MiB'),
    reference: spread(theirs, 'MiB'),
    result: `${ratioOf(mine, theirs).toFixed(2)} ×`,
    goal: '≤ 1.10 ×',
    isMet: ratioOf(mine, theirs) <= 1.1,
    note: `The rest is code and heap of the main process; collecting garbage after the start frees none of it. Ours: ${ours[0]?.settled?.kinds.join(', ')}; bare: ${reference[0]?.settled?.kinds.join(', ')}.`,
  });
});
