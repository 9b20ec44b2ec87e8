import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { askMain } from '../../support/app/ask-main.ts';
import { words } from '../../support/app/popover-page.ts';
import type { GatewayMode } from '../../support/stand-in/modes.ts';

/** `npm run soak` sets it; other runs leave this test out, because it takes that long. */
const minutes = Number(process.env['QWEN_GAUGE_SOAK_MINUTES'] ?? 0);
const askEveryMs = 1_000;
/** History and log grow to their limits over weeks (`test/integration/polling/month.test.ts`); 43 kB were measured. */
const mostFileBytes = 200_000;
const modes: readonly GatewayMode[] = ['ok', 'gw500', 'malformed-json', 'ok', 'drop', 'html200', 'ok', 'empty-data'];

interface Sample {
  /** Of all processes of the app, in KiB. */
  readonly memory: number;
  /** Of the main process. */
  readonly descriptors: number;
  readonly listeners: number;
  readonly processes: number;
  /** Of the app's own files but Chromium's, in bytes. */
  readonly files: number;
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(path.join(folder, entry.name)).size;
    else if (entry.isDirectory() && entry.name === 'backups') bytes += sizeOf(path.join(folder, entry.name));
  }
  return bytes;
}

async function sample({ user, driver }: AppSession): Promise<Sample> {
  const { pid, ...inside } = await askMain(driver().app, ({ app, ipcMain, powerMonitor, nativeTheme }) => {
    const metrics = app.getAppMetrics();
    const emitters = [app, ipcMain, powerMonitor, nativeTheme, process];
    const listeners = emitters
      .flatMap((emitter) => emitter.eventNames().map((name) => emitter.listenerCount(name as never)))
      .reduce((sum, count) => sum + count, 0);
    return {
      pid: process.pid,
      memory: metrics.reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
      listeners,
      processes: metrics.length,
    };
  });
  return { ...inside, descriptors: readdirSync(`/proc/${pid}/fd`).length, files: sizeOf(user.dataFolder) };
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

it.skipIf(minutes === 0)(
  'memory, descriptors, listeners and files stay flat while it asks each second and the service fails in many ways',
  { timeout: (minutes + 5) * 60_000 },
  async () => {
    const session = await openAppSession();
    try {
      await session.start();
      session.setFiveHours(321);
      const popover = await session.openPopover();
      await session.signIn(popover);
      const samples: Sample[] = [];
      const endMs = performance.now() + minutes * 60_000;
      for (let round = 0; performance.now() < endMs; round += 1) {
        session.standIn.setMode({ gateway: modes[round % modes.length] ?? 'ok' });
        session.setFiveHours(300 + (round % 50));
        await popover.page.getByRole('button', { name: words.common.refresh, exact: true }).click({ timeout: 20_000 });
        await popover.page.waitForTimeout(askEveryMs);
        if (round % 15 === 0) samples.push(await sample(session));
      }
      const parts = [
        samples.slice(2, 2 + Math.ceil(samples.length / 4)),
        samples.slice(-Math.ceil(samples.length / 4)),
      ];
      const [early, late] = parts.map((part) => ({
        memory: median(part.map(({ memory }) => memory)),
        descriptors: median(part.map(({ descriptors }) => descriptors)),
        listeners: median(part.map(({ listeners }) => listeners)),
        processes: median(part.map(({ processes }) => processes)),
        files: median(part.map(({ files }) => files)),
      }));
      if (early === undefined || late === undefined) throw new Error('no samples');
      process.stdout.write(`${JSON.stringify({ samples: samples.length, early, late, last: samples.at(-1) })}\n`);
      expect(late.memory).toBeLessThan(early.memory * 1.1);
      expect(late.descriptors).toBeLessThanOrEqual(early.descriptors + 3);
      expect(late.listeners).toBeLessThanOrEqual(early.listeners);
      expect(late.processes).toBeLessThanOrEqual(early.processes);
      expect(late.files).toBeLessThan(mostFileBytes);
      expect(session.notifications?.shown() ?? []).toEqual([]);
    } finally {
      await session.close();
    }
  },
);
