import { chmodSync, cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ProviderChoice } from '../../../main/core/provider/switch-model.ts';
import { patience } from '../../support/system/patience.ts';
import { type Fault, failing, impatientClock, temporaryFolder, temporaryNames } from './support.ts';
import {
  codingPlan,
  envPathOf,
  exampleSettings,
  openWriter,
  putFile,
  settingsPathOf,
  type WriterHome,
} from './writer.ts';

// The tests make hundreds of switches, which is slow on a busy machine.
vi.setConfig({ testTimeout: 180_000 * patience });

type Act = 'switch' | 'undo';

const toEnvFile: ProviderChoice = { ...codingPlan, keyPlacement: 'env-file' };

interface State {
  readonly settings: string | null;
  readonly env: string | null;
}

const contentOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);
const stateOf = (place: WriterHome): State => ({
  settings: contentOf(settingsPathOf(place)),
  env: contentOf(envPathOf(place)),
});

/** Opens the writer as one run of the app does, with no other process alive. */
const openRun = (place: WriterHome, own: number, operations: Partial<Parameters<typeof openWriter>[1]> = {}) =>
  openWriter(place, { clock: impatientClock(), run: { own, isAlive: (pid) => pid === own }, ...operations });

/** Previews a switch that changes both files, and returns the hash to confirm it with. */
async function planned(writer: ReturnType<typeof openWriter>): Promise<string> {
  const preview = await writer.preview(toEnvFile);
  if (preview.kind !== 'plan') throw new Error(preview.kind);
  return preview.hash;
}

interface Home {
  readonly place: WriterHome;
  /** Puts every file back as it was before the first attempt. */
  reset(): void;
}

/** Creates a home with both files, in which the act can be attempted again and again. */
async function createHome(act: Act): Promise<Home> {
  const place = { home: temporaryFolder() };
  putFile(settingsPathOf(place), exampleSettings);
  chmodSync(settingsPathOf(place), 0o644);
  putFile(envPathOf(place), '# mine\nOTHER=1\n');
  if (act === 'undo') {
    const writer = openRun(place, 4_000_000);
    expect(await writer.confirm(await planned(writer))).toMatchObject({ kind: 'done' });
  }
  const copy = temporaryFolder();
  cpSync(place.home, copy, { recursive: true });
  const reset = (): void => {
    rmSync(place.home, { recursive: true });
    cpSync(copy, place.home, { recursive: true });
  };
  return { place, reset };
}

async function attempt(act: Act, { place, reset }: Home, where: 'files' | 'data', fault: Fault | null) {
  reset();
  const { operations, calls, arm } = failing(fault, false);
  const writer = openRun(place, 4_000_001, where === 'files' ? { operations } : { dataOperations: operations });
  const hash = act === 'switch' ? await planned(writer) : null;
  const old = stateOf(place);
  arm();
  const result = hash === null ? await writer.undo() : await writer.confirm(hash);
  return { result, calls, old };
}

/** Makes each operation of the act fail once, and checks what the files hold then and after the next start. */
export function describeFaults(act: Act): void {
  describe.each(['files', 'data'] as const)(`${act} of two files, one operation on the %s fails`, (where) => {
    it.each(['before', 'after'] as const)(
      '%s it happens: both files are old or both new, and the result is correct',
      async (when) => {
        const homes = await Promise.all([1, 2, 3, 4].map(() => createHome(act)));
        const [home] = homes;
        if (home === undefined) throw new Error('no home');
        const { result: unharmed, calls, old } = await attempt(act, home, where, null);
        expect(unharmed).toMatchObject({ kind: 'done' });
        const changed = stateOf(home.place);
        expect(calls.length).toBeGreaterThan(40);
        const describeState = (state: State): string => {
          if (JSON.stringify(state) === JSON.stringify(old)) return 'old';
          return JSON.stringify(state) === JSON.stringify(changed) ? 'new' : 'mixed';
        };
        const tryAt = async (used: Home, at: number): Promise<void> => {
          const message = `${calls[at - 1]} (${at} of ${calls.length})`;
          const { place } = used;
          const { result } = await attempt(act, used, where, { at, code: 'EIO', when });
          const found = describeState(stateOf(place));
          await openRun(place, 4_000_002).sweep();
          const swept = describeState(stateOf(place));
          const summary = { result, found, swept };
          const stuck = result.kind === 'failed' && result.detail.startsWith('not-restored');
          if (result.kind === 'done') expect(summary, message).toEqual({ result, found: 'new', swept: 'new' });
          else if (!stuck) expect(summary, message).toEqual({ result, found: 'old', swept: 'old' });
          expect(['old', 'new'], message).toContain(swept);
          expect(temporaryNames(join(place.home, '.qwen')), message).toEqual([]);
        };
        const positions = calls.map((_call, index) => index + 1);
        const tryInTurn = async (used: Home): Promise<void> => {
          for (let at = positions.shift(); at !== undefined; at = positions.shift()) await tryAt(used, at);
        };
        await Promise.all(homes.map(tryInTurn));
      },
    );
  });
}
