import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BundledModule, bundleModule } from '../../support/bundle-module.ts';
import { generateLogs } from '../../support/qwen/log-generator.ts';
import { median, spread } from '../report/numbers.ts';
import { recordRow } from '../report/page.ts';
import type { Measured } from './scan-process.ts';

const mib = 1024 * 1024;
/** A gigabyte in some hundred sessions, as users have it; less for a quick run. */
const totalBytes = Number(process.env['QWEN_GAUGE_BENCH_MIB'] ?? 1000) * mib;
const rounds = 3;

let folder: string;
let module: BundledModule;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qwen-gauge-bench-'));
  module = await bundleModule(path.join(import.meta.dirname, 'scan-process.ts'));
});
afterAll(async () => {
  await module?.remove();
  await rm(folder, { recursive: true, force: true });
});

const run = async (mode: 'scan' | 'split', logs: string): Promise<Measured> => JSON.parse(await module.run(mode, logs));
const perSecond = (bytes: number, ms: number): string => `${Math.round(bytes / mib / (ms / 1000))} MiB/s`;
const print = (line: string) => process.stdout.write(`  ${line}\n`);

it('scans a gigabyte at no less than half the speed of reading and splitting it, in bounded memory', async () => {
  const logs = path.join(folder, 'gigabyte');
  const generated = await generateLogs(logs, { totalBytes, fileCount: 200, endMs: Date.now() });
  const measured: { readonly scan: Measured; readonly splitMs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const { ms } = await run('split', logs);
    measured.push({ splitMs: ms, scan: await run('scan', logs) });
  }
  const scanMs = median(measured.map(({ scan }) => scan.ms));
  const splitMs = median(measured.map(({ splitMs }) => splitMs));
  const growth = Math.max(...measured.map(({ scan }) => scan.memoryGrowthBytes));
  print(`${Math.round(generated.bytes / mib)} MiB in ${generated.files.length} files, ${generated.responses} answers`);
  print(`first scan ${perSecond(generated.bytes, scanMs)}, read-and-split ${perSecond(generated.bytes, splitMs)}`);
  print(`ratio ${(splitMs / scanMs).toFixed(2)} (medians of ${rounds}), memory growth ${Math.round(growth / mib)} MiB`);
  const appended = measured.map(({ scan }) => scan.append);
  recordRow({
    order: 70,
    what: `scan of ${Math.round(generated.bytes / mib)} MiB of session logs`,
    against: 'plain read and split',
    ours: spread(
      measured.map(({ scan }) => scan.ms),
      'ms',
    ),
    reference: spread(
      measured.map((one) => one.splitMs),
      'ms',
    ),
    result: `${(splitMs / scanMs).toFixed(2)} × the speed`,
    goal: '≥ 0.85 ×',
    isMet: splitMs / scanMs >= 0.85,
    note: 'QWEN_GAUGE_BENCH_MIB sets the amount of logs, 1000 MiB by default.',
  });
  recordRow({
    order: 71,
    what: 'scan of session logs after one more line',
    against: 'bytes of the line',
    ours: `${median(appended.map(({ bytesRead }) => bytesRead))} bytes read`,
    reference: `${median(appended.map(({ lineBytes }) => lineBytes))} bytes`,
    result: appended.every((one) => one.bytesRead === one.lineBytes) ? 'equal' : 'more',
    goal: 'equal',
    isMet: appended.every((one) => one.bytesRead === one.lineBytes),
  });
  for (const [round, { scan }] of measured.entries()) {
    const { append } = scan;
    print(`one line of ${append.lineBytes} bytes more: ${append.bytesRead} bytes read in ${append.ms.toFixed(1)} ms`);
    expect(append).toMatchObject({ bytesRead: append.lineBytes });
    // Each round appends a response with the same id, which counts once.
    expect(scan.responses).toBe(generated.responses + Math.min(round, 1));
  }
  expect(splitMs / scanMs).toBeGreaterThanOrEqual(0.5);
  expect(growth).toBeLessThan(64 * mib);
}, 600_000);

it('scans 10,000 sessions without a noticeable pause', async () => {
  const logs = path.join(folder, 'ten-thousand');
  await generateLogs(logs, { totalBytes: 10_000 * 4096, fileCount: 10_000, endMs: Date.now() });
  const { ms, append, idleMs } = await run('scan', logs);
  print(
    `10,000 files: first scan ${Math.round(ms)} ms, one more line ${Math.round(append.ms)} ms, nothing new ${Math.round(idleMs)} ms`,
  );
  expect(append.bytesRead).toBe(append.lineBytes);
}, 300_000);
