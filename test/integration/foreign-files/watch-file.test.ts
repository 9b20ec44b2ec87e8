import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { FileTarget } from '../../../main/adapters/files/file-target.ts';
import { watchFile } from '../../../main/adapters/files/watch-file.ts';
import { eventually } from '../../support/eventually.ts';
import { fakeClock } from '../../support/fakes.ts';

it('does not watch what does not answer, tries again, and reports once it answers', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-watch-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'settings.json');
  const clock = fakeClock();
  let target: FileTarget = { kind: 'unreachable', reason: 'no-answer' };
  let changes = 0;
  const end = watchFile({ clock, resolve: async () => target }, file, () => {
    changes += 1;
  });
  onTestFinished(end);
  const watched = (): number => process.getActiveResourcesInfo().filter((name) => name === 'FSEventWrap').length;
  const before = watched();
  await clock.advance(29_000);
  expect([changes, watched()]).toEqual([0, before]);
  target = { kind: 'target', path: file };
  await clock.advance(2_000);
  expect(changes).toBe(1);
  await eventually('a report of the change', async () => {
    writeFileSync(file, String(performance.now()));
    await clock.advance(300);
    return changes > 1;
  });
});
