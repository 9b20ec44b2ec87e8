import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createFolderWatch } from '../../../main/sources/session-log/folders/watch-folders.ts';

const base = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-watch-'));
const watch = createFolderWatch(() => {});
afterEach(() => {
  watch.close();
  rmSync(base, { recursive: true, force: true });
});

it('tells which call began to watch a folder, and whether all are watched', () => {
  const [one, other] = [path.join(base, 'one'), path.join(base, 'other')];
  mkdirSync(one);
  expect(watch.set([])).toEqual({ isWhole: false, hasNew: false });
  expect(watch.set([one, other])).toEqual({ isWhole: false, hasNew: true });
  expect(watch.set([one, other])).toEqual({ isWhole: false, hasNew: false });
  mkdirSync(other);
  expect(watch.set([one, other])).toEqual({ isWhole: true, hasNew: true });
  expect(watch.set([one, other])).toEqual({ isWhole: true, hasNew: false });
  expect(watch.set([other])).toEqual({ isWhole: true, hasNew: false });
  expect(watch.set([one, other])).toEqual({ isWhole: true, hasNew: true });
});
