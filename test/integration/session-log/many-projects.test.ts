import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createForeignFiles } from '../../../main/adapters/foreign-files/foreign-files.ts';
import type { ForeignFiles } from '../../../main/ports/foreign-files.ts';
import { createLogLister } from '../../../main/sources/session-log/folders/locations.ts';

const projects = 200;
const minuteMs = 60_000;

/** Many projects in which nothing was done for two hours. */
function home(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-projects-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const before = Date.now() / 1000 - 2 * 3600;
  for (let index = 0; index < projects; index += 1) {
    const chats = path.join(folder, 'projects', `-w-${index}`, 'chats');
    mkdirSync(chats, { recursive: true });
    writeFileSync(path.join(chats, 'a.jsonl'), '');
    utimesSync(path.join(chats, 'a.jsonl'), before, before);
    utimesSync(chats, before, before);
  }
  return folder;
}

function counted(foreign: ForeignFiles): { readonly files: ForeignFiles; calls(): number } {
  let calls = 0;
  const { own } = foreign;
  const facts: typeof own.facts = (file) => {
    calls += 1;
    return own.facts(file);
  };
  return { files: { ...foreign, own: { ...own, facts } }, calls: () => calls };
}

it('looks once a minute at projects in which nothing happens, and soon finds a new session there', async () => {
  const folder = home();
  const { files, calls } = counted(createForeignFiles());
  const lister = createLogLister(async () => ({ qwenFolder: folder, runtimeFolder: folder }), files);
  const startMs = Date.now();
  const look = async (afterMs: number) => {
    const before = calls();
    const found = await lister.own(startMs + afterMs);
    return { calls: calls() - before, files: found.filter(({ kind }) => kind === 'transcript').length };
  };
  expect(await look(0)).toMatchObject({ files: projects });
  for (const afterMs of [1_000, 30_000, 59_000]) expect((await look(afterMs)).calls).toBeLessThan(10);
  writeFileSync(path.join(folder, 'projects/-w-7/chats/b.jsonl'), '');
  expect(await look(minuteMs)).toMatchObject({ files: 1 });
  expect((await look(minuteMs + 1_000)).calls).toBeLessThan(20);
});
