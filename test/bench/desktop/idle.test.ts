import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { it } from 'vitest';
import { makeUser, startPlain } from '../../support/app/app-driver.ts';
import { openSessionBus } from '../../support/desktop/session-bus.ts';
import { recordRow } from '../report/page.ts';
import { usageOf } from './process-tree.ts';

/** Ten minutes by `QWEN_GAUGE_BENCH_IDLE_S=600`. */
const idleSeconds = Number(process.env['QWEN_GAUGE_BENCH_IDLE_S'] ?? 60);
const settledMs = 30_000;
const bareApp = path.join(import.meta.dirname, 'bare-app');

interface Idle {
  readonly processorMs: number;
  readonly wakeUps: number;
  readonly kinds: readonly string[];
}

/** What an app uses while nothing happens. Its first run, which opens the popover, is over before. */
async function idle(appFolder: string | null): Promise<Idle> {
  const bus = await openSessionBus();
  const user = makeUser('{}');
  const options = { desktop: bus.desktop.env, user, ...(appFolder === null ? {} : { appFolder }) };
  const first = await startPlain(options);
  await setTimeout(8_000);
  await first.stop();
  const run = await startPlain(options);
  await setTimeout(settledMs);
  const before = usageOf(run.pid);
  await setTimeout(idleSeconds * 1000);
  const after = usageOf(run.pid);
  await run.stop();
  await bus.close();
  user.remove();
  return {
    processorMs: after.processorMs - before.processorMs,
    wakeUps: after.wakeUps - before.wakeUps,
    kinds: after.kinds,
  };
}

it('does next to nothing while idle', async () => {
  const [ours, reference] = await Promise.all([idle(null), idle(bareApp)]);
  const note = `Both at the same time for ${idleSeconds} s, never opened; the clock of processor time ticks every 10 ms. Processes: ${ours.kinds.join(', ')}.`;
  for (const [order, what, figure, unit] of [
    [30, `processor time in ${idleSeconds} idle seconds`, 'processorMs', 'ms'],
    [31, `wake-ups in ${idleSeconds} idle seconds`, 'wakeUps', ''],
  ] as const) {
    const ratio = ours[figure] / reference[figure];
    recordRow({
      order,
      what,
      against: 'a bare Electron tray app, same binary',
      ours: `${ours[figure]} ${unit}`.trim(),
      reference: `${reference[figure]} ${unit}`.trim(),
      result: `${ratio.toFixed(2)} ×`,
      goal: '≤ 1.2 ×',
      isMet: ratio <= 1.2,
      note,
    });
  }
});
