import { closeSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, it } from 'vitest';
import { createClock } from '../../../main/adapters/clock.ts';
import { nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { createFiles } from '../../../main/adapters/files/files.ts';
import { createTempOwner } from '../../../main/adapters/files/temp-owner.ts';
import { codingPlan, exampleSettings, openWriter, putFile, settingsPathOf } from '../../integration/files/writer.ts';
import { inTurn, median, spread } from '../report/numbers.ts';
import { recordRow } from '../report/page.ts';

const rounds = Number(process.env['QWEN_GAUGE_BENCH_ROUNDS'] ?? 51);
const goal = 1.5;
const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const timed = async (work: () => unknown): Promise<number> => {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
};

/** What no replacement of a file that survives a power cut can leave out. */
function replaceRaw(target: string, bytes: Uint8Array): void {
  const temp = `${target}.new`;
  const file = openSync(temp, 'w', 0o600);
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
  renameSync(temp, target);
  const parent = openSync(path.dirname(target), 'r');
  fsyncSync(parent);
  closeSync(parent);
}

it('replaces a file about as fast as the system can', async () => {
  const clock = createClock();
  const files = createFiles({ clock, owner: createTempOwner(Date.now()), platform: process.platform });
  const bytes = new TextEncoder().encode(exampleSettings);
  const [own, raw] = [path.join(folder, 'own.json'), path.join(folder, 'raw.json')];
  for (const file of [own, raw]) writeFileSync(file, bytes, { mode: 0o600 });
  const { ours, reference } = await inTurn(
    rounds,
    async () => {
      const version = await files.readVersion(own, 'should-exist');
      if (version.kind !== 'file') throw new Error(version.kind);
      return timed(async () => {
        const { kind } = await files.replace(own, bytes, version);
        if (kind !== 'done') throw new Error(kind);
      });
    },
    () => timed(() => replaceRaw(raw, bytes)),
  );
  const whole = await wholeSwitch();
  const ratio = median(ours) / median(reference);
  recordRow({
    order: 63,
    what: 'switch, file to file',
    against: 'write + fsync + rename + fsync of the folder',
    ours: spread(ours, 'ms', 1),
    reference: spread(reference, 'ms', 1),
    result: `${ratio.toFixed(2)} ×`,
    goal: `≤ ${goal} ×`,
    isMet: ratio <= goal,
    note: `One file, from the comparison with what was read to the folder on the disk. Some 2 ms are the start of the program that copies the access control list and the attributes, which Node cannot do. A whole switch from the confirmation on, with backup, journal, record for undo, history and reading back, takes ${spread(whole, 'ms', 1)}.`,
  });
});

/** The time of whole switches, each of a home of its own. */
async function wholeSwitch(): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    const place = { home: mkdtempSync(path.join(folder, 'home-')) };
    putFile(settingsPathOf(place), exampleSettings);
    const operations = { operations: nodeFileOperations, dataOperations: nodeFileOperations };
    const writer = openWriter(place, { clock: createClock(), ...operations });
    const preview = await writer.preview(codingPlan);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    times.push(
      await timed(async () => {
        const { kind } = await writer.confirm(preview.hash);
        if (kind !== 'done') throw new Error(kind);
      }),
    );
  }
  return times;
}
