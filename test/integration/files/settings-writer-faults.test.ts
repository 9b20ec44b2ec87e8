import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ProviderChoice, SwitchResult } from '../../../main/core/provider/model.ts';
import { type Fault, failing, impatientClock, temporaryFolder, temporaryNames } from './support.ts';
import {
  codingPlan,
  envPathOf,
  exampleSettings,
  openWriter,
  putFile,
  settingsPathOf,
  type WriterPlace,
} from './writer.ts';

// The tests make hundreds of switches, which is slow on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const envText = '# mine\nOTHER=1\n';
const toEnvFile: ProviderChoice = { ...codingPlan, keyPlacement: 'env-file' };

interface State {
  readonly settings: string | null;
  readonly env: string | null;
}

const contentOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);
const stateOf = (place: WriterPlace): State => ({
  settings: contentOf(settingsPathOf(place)),
  env: contentOf(envPathOf(place)),
});

/** Creates a home with two files, a writer, and an unconfirmed plan that changes both files. */
async function prepare(fault: Fault | null, where: 'files' | 'data') {
  const place = { home: temporaryFolder() };
  putFile(settingsPathOf(place), exampleSettings);
  chmodSync(settingsPathOf(place), 0o644);
  putFile(envPathOf(place), envText);
  const { operations, calls, arm } = failing(fault, false);
  const clock = impatientClock();
  const run = { own: 4_000_001, isAlive: () => true };
  const writer = openWriter(place, {
    clock,
    run,
    ...(where === 'files' ? { operations } : { dataOperations: operations }),
  });
  const preview = await writer.preview(toEnvFile);
  if (preview.kind !== 'plan') throw new Error(preview.kind);
  return { place, writer, calls, arm, hash: preview.hash };
}

/** Opens the writer as the next start of the app does: in another process, with the earlier one dead. */
const nextStart = (place: WriterPlace) =>
  openWriter(place, { clock: impatientClock(), run: { own: 4_000_002, isAlive: () => false } });

async function measure(act: 'switch' | 'undo', where: 'files' | 'data') {
  const context = await prepare(null, where);
  const before = stateOf(context.place);
  if (act === 'switch') context.arm();
  expect(await context.writer.confirm(context.hash)).toMatchObject({ kind: 'done' });
  const after = stateOf(context.place);
  if (act === 'undo') {
    context.arm();
    expect(await context.writer.undo()).toMatchObject({ kind: 'done' });
  }
  return { before, after, calls: context.calls };
}

async function attempt(act: 'switch' | 'undo', where: 'files' | 'data', fault: Fault) {
  const context = await prepare(fault, where);
  if (act === 'switch') context.arm();
  let result: SwitchResult = await context.writer.confirm(context.hash);
  if (act === 'undo') {
    context.arm();
    result = await context.writer.undo();
  }
  return { ...context, result };
}

describe.each(['switch', 'undo'] as const)('%s of two files', (act) => {
  describe.each(['files', 'data'] as const)('one operation on the %s fails', (where) => {
    it.each(['before', 'after'] as const)(
      '%s it happens: both files are old or both new, and the result is correct',
      async (when) => {
        const { before, after, calls } = await measure(act, where);
        const [old, changed] = act === 'switch' ? [before, after] : [after, before];
        expect(calls.length).toBeGreaterThan(40);
        const tryAt = async (at: number): Promise<void> => {
          const message = `${calls[at - 1]} (${at} of ${calls.length})`;
          const { place, result } = await attempt(act, where, { at, code: 'EIO', when });
          const describeState = (state: State): string => {
            if (JSON.stringify(state) === JSON.stringify(old)) return 'old';
            return JSON.stringify(state) === JSON.stringify(changed) ? 'new' : 'mixed';
          };
          const found = describeState(stateOf(place));
          const next = nextStart(place);
          await next.sweep();
          const swept = describeState(stateOf(place));
          const summary = { result, found, swept };
          const stuck = result.kind === 'failed' && result.detail.startsWith('not-restored');
          if (result.kind === 'done') expect(summary, message).toEqual({ result, found: 'new', swept: 'new' });
          else if (!stuck) expect(summary, message).toEqual({ result, found: 'old', swept: 'old' });
          expect(['old', 'new'], message).toContain(swept);
          expect(temporaryNames(join(place.home, '.qwen')), message).toEqual([]);
        };
        // Most of the time is spent waiting for the disk, so eight attempts run in parallel.
        const positions = calls.map((_call, index) => index + 1);
        while (positions.length > 0) await Promise.all(positions.splice(0, 8).map(tryAt));
      },
    );
  });
});
