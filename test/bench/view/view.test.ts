import { expect, it } from 'vitest';
import { measureViews } from './view-speed.ts';

const print = (line: string) => process.stdout.write(`  ${line}\n`);
const ms = (time: number): string => `${time.toFixed(2)} ms`;

it('derives the popover of 400 free models in 5 ms, and the tray in 1 ms', () => {
  const { quotaMs, trayMs, referenceMs } = measureViews(100);
  print(`quotaView of 400 models ${ms(quotaMs)}, trayView ${ms(trayMs)}, reference loop ${ms(referenceMs)}`);
  print(`quotaView takes ${(quotaMs / referenceMs).toFixed(2)} reference loops`);
  expect(quotaMs).toBeLessThanOrEqual(5);
  expect(trayMs).toBeLessThanOrEqual(1);
});
