import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { createProcessLock } from '../../../main/adapters/files/process-lock.ts';
import { isProcessAlive } from '../../../main/adapters/files/temp-owner.ts';
import { startNodeProcess } from '../../../main/adapters/foreign-files/file-process.ts';
import { createPatientOperations } from '../../../main/adapters/foreign-files/patient-operations.ts';
import { createProcessCalls } from '../../../main/adapters/foreign-files/process-calls.ts';
import { createRemoteMounts } from '../../../main/adapters/foreign-files/remote-mounts.ts';
import { switchFailure } from '../../../main/core/view/providers/switch-failure.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { eventually } from '../../support/eventually.ts';
import { noHangingMount } from '../../support/hanging-mount.ts';
import { servedMount } from '../../support/served-mount.ts';
import { impatientClock, temporaryFolder, temporaryNames } from '../files/support.ts';
import { codingPlan, exampleSettings, openWriter, settingsPathOf } from '../files/writer.ts';

/** The app's patience is 10 s for a write and 2 s for a read. */
const patience = { restMs: 300, patienceMs: 1_500 };

function patientOperations() {
  const calls = createProcessCalls({ ...patience, start: (events) => startNodeProcess('reader', events) });
  const changes = createProcessCalls({ ...patience, start: (events) => startNodeProcess('writer', events) });
  onTestFinished(() => calls.end());
  onTestFinished(() => changes.end());
  const mounts = createRemoteMounts();
  return createPatientOperations({ calls, changes, mounts, operations: nodeFileOperations });
}

/** A user whose `~/.qwen` is a link onto a mount, and whose other files lie on a local disk. */
async function userOnMount() {
  const mount = await servedMount();
  mkdirSync(join(mount.folder, 'qwen'));
  writeFileSync(join(mount.folder, 'qwen/settings.json'), exampleSettings);
  const place = { home: temporaryFolder() };
  symlinkSync(join(mount.folder, 'qwen'), join(place.home, '.qwen'));
  const operations = patientOperations();
  const lockPath = join(place.home, 'data/switch.lock');
  const exclusively = createProcessLock({
    ...{ path: lockPath, clock: impatientClock(), pid: process.pid, operations },
    ...{ isAlive: isProcessAlive, log: { warn: () => {} } },
  });
  const writer = openWriter(place, { clock: impatientClock(), operations });
  return { mount, place, writer, exclusively, lockPath, settings: settingsPathOf(place) };
}

const journalOf = (place: { readonly home: string }): readonly string[] =>
  readdirSync(join(place.home, 'data')).filter((name) => name === 'switch-journal.json');

/** How long the event loop was blocked at most while the work ran. */
async function longestBlock(work: Promise<unknown>): Promise<number> {
  let longestMs = 0;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - lastMs);
    lastMs = performance.now();
  }, 10);
  await work;
  clearInterval(timer);
  return longestMs;
}

it.skipIf(noHangingMount !== null).each(['create', 'write', 'fsync', 'rename'] as const)(
  'a switch whose mount stops answering at %s ends in words, and the next one finds a whole state',
  async (call) => {
    const { mount, place, writer, exclusively, lockPath, settings } = await userOnMount();
    const preview = await writer.preview(codingPlan);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    mount.hangAt(call);
    const switching = exclusively(() => writer.confirm(preview.hash));
    expect(await longestBlock(switching)).toBeLessThan(5_000);
    const result = await switching;
    expect(result).toEqual({ kind: 'failed', detail: `unanswered ${settings}` });
    if (result.kind === 'done') throw new Error('done');
    expect(switchFailure(result, wordsFor('en')).what).toContain('may still arrive');
    // Nobody else takes the place of a writer that may still write, and nothing else is begun.
    expect(isProcessAlive(Number(readFileSync(lockPath, 'utf8')))).toBe(true);
    expect(readFileSync(lockPath, 'utf8')).not.toBe(String(process.pid));
    expect(await writer.undo()).toEqual(result);
    expect(journalOf(place)).toHaveLength(1);
    expect(await writer.canUndo()).toBe(true);

    const pid = Number(readFileSync(lockPath, 'utf8'));
    mount.goOn();
    await eventually('the writer is gone', () => !isProcessAlive(pid));
    await eventually('the change is finished or reverted', async () => {
      await writer.sweep();
      return journalOf(place).length === 0;
    });
    expect(temporaryNames(join(mount.folder, 'qwen'))).toEqual([]);
    const hasArrived = readFileSync(settings, 'utf8') !== exampleSettings;
    expect(hasArrived).toBe(call === 'rename');
    const undone = await writer.undo();
    expect(undone).toMatchObject({ kind: hasArrived ? 'done' : 'nothing-to-undo' });
    expect(readFileSync(settings, 'utf8')).toBe(exampleSettings);
    // The mount can be written to as before.
    const again = await writer.preview(codingPlan);
    if (again.kind !== 'plan') throw new Error(again.kind);
    expect((await exclusively(() => writer.confirm(again.hash))).kind).toBe('done');
    expect((await exclusively(() => writer.undo())).kind).toBe('done');
    expect(readFileSync(settings, 'utf8')).toBe(exampleSettings);
  },
  60_000,
);
