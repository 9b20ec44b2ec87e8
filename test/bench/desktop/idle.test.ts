import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { makeUser, startPlain } from '../../support/app/app-driver.ts';
import { openSessionBus, type SessionBus } from '../../support/desktop/session-bus.ts';
import { activateItem } from '../../support/desktop/tray-host.ts';
import { eventually } from '../../support/eventually.ts';
import { recordRow } from '../report/page.ts';
import { packedApps } from './packed-apps.ts';
import { type Usage, usageOf } from './process-tree.ts';
import { openScreen } from './screen.ts';

/** Ten minutes by `QWEN_GAUGE_BENCH_IDLE_S=600`. */
const idleSeconds = Number(process.env['QWEN_GAUGE_BENCH_IDLE_S'] ?? 60);
const settledMs = 30_000;
/** The popover is given up five minutes after it was closed; the rest is for the memory to be returned. */
const letGoMs = 5 * 60_000 + 30_000;

interface Idle {
  readonly before: Usage;
  readonly after: Usage;
  readonly letGo: Usage;
}

/** Starts an app and lets it be; opens and closes its window, and waits until it is given up. */
async function idle(packed: string, opensAtFirst: boolean): Promise<Idle> {
  const bus = await openSessionBus({ readable: true });
  const user = makeUser('{}');
  const screen = openScreen(bus.desktop.home);
  const start = () => startPlain({ desktop: bus.desktop.env, user, packed });
  try {
    if (opensAtFirst) {
      const first = await start();
      await screen.painted();
      await first.stop();
      await screen.blank();
    }
    const run = await start();
    await setTimeout(settledMs);
    const before = usageOf(run.pid);
    await setTimeout(idleSeconds * 1000);
    const after = usageOf(run.pid);
    await click(bus);
    await screen.painted();
    await click(bus);
    await screen.blank();
    await setTimeout(letGoMs);
    const letGo = usageOf(run.pid);
    await run.stop();
    return { before, after, letGo };
  } finally {
    screen.close();
    await bus.close();
    user.remove();
  }
}

async function click(bus: SessionBus): Promise<void> {
  const icon = await eventually('the tray item', async () => (await bus.tray?.items())?.[0]);
  await activateItem(bus.connection, icon);
}

const timeoutMs = idleSeconds * 1000 + 600_000;

it('does next to nothing while idle, and gives its window up', { timeout: timeoutMs }, async () => {
  const apps = await packedApps();
  const [ours, reference] = await Promise.all([idle(apps.ours, true), idle(apps.bare, false)]);
  const spent = ({ before, after }: Idle, what: 'processorMs' | 'wakeUps'): number => after[what] - before[what];
  const row = (order: number, what: string, values: readonly [number, number], unit: string, goal: number): void =>
    recordRow({
      order,
      what,
      against: 'a bare Electron tray app, same binary',
      ours: `${values[0].toFixed(0)} ${unit}`.trim(),
      reference: `${values[1].toFixed(0)} ${unit}`.trim(),
      result: `${(values[0] / values[1]).toFixed(2)} ×`,
      goal: `≤ ${goal} ×`,
      isMet: values[0] / values[1] <= goal,
      note: `Both at the same time, once. The clock of processor time ticks every 10 ms. Our timers: each minute for network, user and clock; every ten for logs, which is a burst of some 200 wake-ups. Processes: ${ours.letGo.kinds.join(', ')}.`,
    });
  const pair = (figure: (one: Idle) => number): readonly [number, number] => [figure(ours), figure(reference)];
  row(
    21,
    'memory (PSS) of all processes, popover opened, closed and let go',
    pair((one) => one.letGo.pssMib),
    'MiB',
    1.1,
  );
  row(
    30,
    `processor time in ${idleSeconds} idle seconds`,
    pair((one) => spent(one, 'processorMs')),
    'ms',
    1.2,
  );
  row(
    31,
    `wake-ups in ${idleSeconds} idle seconds`,
    pair((one) => spent(one, 'wakeUps')),
    '',
    1.2,
  );
  expect(ours.letGo.kinds).not.toContain('renderer');
});
