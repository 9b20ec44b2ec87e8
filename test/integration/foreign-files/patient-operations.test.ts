import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDataFiles } from '../../../main/adapters/files/data-files.ts';
import { type FileOperations, nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { createTextFiles } from '../../../main/adapters/files/text-files.ts';
import { programText, startProgram } from '../../../main/adapters/foreign-files/file-process.ts';
import { createPatientOperations } from '../../../main/adapters/foreign-files/patient-operations.ts';
import { createProcessCalls } from '../../../main/adapters/foreign-files/process-calls.ts';
import { withDeadMount } from '../../support/dead-mount.ts';
import { filesWith, impatientClock, owner } from '../files/support.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'qwen-gauge-patient-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

/** Operations to which each folder named "far…" or "dead…" is a mount of its own; those named "dead…" never answer. */
function operations(program = withDeadMount): FileOperations {
  const patience = { restMs: 60_000, patienceMs: 300 };
  const calls = createProcessCalls({ ...patience, start: (events) => startProgram(program, events) });
  const writer = programText('writer');
  const changes = createProcessCalls({ ...patience, start: (events) => startProgram(writer, events) });
  onTestFinished(() => calls.end());
  onTestFinished(() => changes.end());
  const on = (file: string): string | null => /\/(far|dead)[^/]*/.exec(file)?.[0] ?? null;
  return createPatientOperations({ calls, changes, mounts: { on }, operations: nodeFileOperations });
}

describe('a remote mount that answers', () => {
  it('is read as a local one', async () => {
    mkdirSync(at('far'));
    writeFileSync(at('far/file'), 'text €', { mode: 0o640 });
    symlinkSync('file', at('far/link'));
    const patient = operations();
    const local = filesWith(nodeFileOperations);
    for (const name of ['far/file', 'far/link', 'far/none', 'far']) {
      const state = await filesWith(patient).readVersion(at(name), 'may-be-missing');
      expect(state, name).toEqual(await local.readVersion(at(name), 'may-be-missing'));
    }
    expect(await createTextFiles(patient).list(at('far'))).toEqual(expect.arrayContaining(['file', 'link']));
    expect(await createTextFiles(patient).realPath(at('far/link'))).toBe(at('far/file'));
  });

  it('is written to', async () => {
    mkdirSync(at('far'));
    writeFileSync(at('far/file'), 'old');
    const files = filesWith(operations());
    const before = await files.readVersion(at('far/file'), 'should-exist');
    if (before.kind !== 'file') throw new Error(before.kind);
    expect(await files.replace(at('far/file'), Buffer.from('new'), before)).toEqual({ kind: 'done' });
  });
});

describe('a mount that does not answer', () => {
  it('is reported as unanswered, each time within the limit', async () => {
    const patient = operations();
    expect(await filesWith(patient).readVersion(at('dead/file'), 'should-exist')).toEqual({
      kind: 'refused',
      reason: 'no-answer',
    });
    expect(await createTextFiles(patient).read(at('dead/.env'))).toEqual({ kind: 'refused', reason: 'no-answer' });
    expect(await createTextFiles(patient).exists(at('dead/.env'))).toBe(true);
    const startedMs = performance.now();
    await filesWith(patient).readVersion(at('dead/file'), 'should-exist');
    expect(performance.now() - startedMs).toBeLessThan(250);
  });

  it('keeps no other file from being read, however many there are', async () => {
    mkdirSync(at('far'));
    writeFileSync(at('far/file'), 'far');
    writeFileSync(at('near'), 'near');
    const texts = createTextFiles(operations());
    const dead = ['1', '2', '3', '4', '5', '6'].map((name) => texts.read(at(`dead${name}/file`)));
    const others = ['far/file', 'near'].map((name) => texts.read(at(name)));
    expect(await Promise.all(others)).toEqual(['far', 'near']);
    expect(await Promise.all(dead)).toEqual(dead.map(() => ({ kind: 'refused', reason: 'no-answer' })));
  });

  it('is no missing file of ours, and nothing is written over it', async () => {
    const data = createDataFiles({
      folder: at('dead'),
      clock: impatientClock(),
      owner: owner(),
      operations: operations(),
    });
    mkdirSync(at('dead'));
    writeFileSync(at('dead/a.json'), 'kept');
    expect(await data.read('a.json')).toMatchObject({ kind: 'refused', reason: 'no-answer' });
    expect(await data.write('a.json', Buffer.from('new'))).toBe(false);
  });
});

it('a reader process that cannot work ends no call with "missing"', async () => {
  const texts = createTextFiles(operations('process.exit(1)'));
  expect(await texts.read(at('far/file'))).toEqual({ kind: 'refused', reason: 'no-answer' });
});
