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

// Hundreds of switches on a busy machine.
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

/** A home with two files, a writer over it, and a plan that changes both, shown and not yet confirmed. */
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

/** The next start of the app: another process, and the one before is gone. */
const nextStart = (place: WriterPlace) =>
  openWriter(place, { clock: impatientClock(), run: { own: 4_000_002, isAlive: () => false } });

async function measure(act: 'switch' | 'undo', where: 'files' | 'data') {
  const scene = await prepare(null, where);
  const before = stateOf(scene.place);
  if (act === 'switch') scene.arm();
  expect(await scene.writer.confirm(scene.hash)).toMatchObject({ kind: 'done' });
  const after = stateOf(scene.place);
  if (act === 'undo') {
    scene.arm();
    expect(await scene.writer.undo()).toMatchObject({ kind: 'done' });
  }
  return { before, after, calls: scene.calls };
}

async function attempt(act: 'switch' | 'undo', where: 'files' | 'data', fault: Fault) {
  const scene = await prepare(fault, where);
  if (act === 'switch') scene.arm();
  let result: SwitchResult = await scene.writer.confirm(scene.hash);
  if (act === 'undo') {
    scene.arm();
    result = await scene.writer.undo();
  }
  return { ...scene, result };
}

describe.each(['switch', 'undo'] as const)('%s of two files', (act) => {
  describe.each(['files', 'data'] as const)('one operation on the %s fails', (where) => {
    it.each(['before', 'after'] as const)(
      '%s it happens: both old or both new, and the answer is honest',
      async (when) => {
        const { before, after, calls } = await measure(act, where);
        const [old, changed] = act === 'switch' ? [before, after] : [after, before];
        expect(calls.length).toBeGreaterThan(40);
        const tryAt = async (at: number): Promise<void> => {
          const at_ = `${calls[at - 1]} (${at} of ${calls.length})`;
          const { place, result } = await attempt(act, where, { at, code: 'EIO', when });
          const word = (state: State): string => {
            if (JSON.stringify(state) === JSON.stringify(old)) return 'old';
            return JSON.stringify(state) === JSON.stringify(changed) ? 'new' : 'mixed';
          };
          const found = word(stateOf(place));
          const next = nextStart(place);
          await next.sweep();
          const swept = word(stateOf(place));
          const summary = { result, found, swept };
          const stuck = result.kind === 'failed' && result.detail.startsWith('not-restored');
          if (result.kind === 'done') expect(summary, at_).toEqual({ result, found: 'new', swept: 'new' });
          else if (!stuck) expect(summary, at_).toEqual({ result, found: 'old', swept: 'old' });
          expect(['old', 'new'], at_).toContain(swept);
          expect(temporaryNames(join(place.home, '.qwen')), at_).toEqual([]);
        };
        // Most of the time is spent waiting for the disk: some side by side.
        const places = calls.map((_call, index) => index + 1);
        while (places.length > 0) await Promise.all(places.splice(0, 8).map(tryAt));
      },
    );
  });
});
