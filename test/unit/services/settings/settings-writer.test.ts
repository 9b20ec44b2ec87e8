import { describe, expect, it } from 'vitest';
import type { ProviderChoice } from '../../../../main/core/provider/switch-model.ts';
import type { Files } from '../../../../main/ports/system.ts';
import {
  envPath,
  key,
  memoryData,
  memoryDisk,
  path,
  plan,
  type Started,
  start,
  switchTo,
  text,
} from '../../../support/settings-writer.ts';

describe('plans', () => {
  it('have different hashes for different current content, planned content and files', async () => {
    const one = start();
    const other = start({ disk: memoryDisk({ [path]: `${text} ` }) });
    const hashes = new Set<string>();
    for (const started of [one, other]) {
      for (const model of ['glm-4.7', 'glm-5']) {
        for (const keyPlacement of ['settings', 'env-file'] as const) {
          const preview = await started.writer.preview({ ...plan, model, keyPlacement });
          if (preview.kind === 'plan') hashes.add(preview.hash);
        }
      }
    }
    expect(hashes.size).toBe(8);
  });

  it('are kept for the last four previews; older ones must be previewed again', async () => {
    const started = start();
    const hashes: string[] = [];
    for (const model of ['glm-4.7', 'glm-5', 'kimi-k2.5', 'qwen3.5-plus', 'qwen3-coder-plus']) {
      const preview = await started.writer.preview({ ...plan, model });
      if (preview.kind === 'plan') hashes.push(preview.hash);
    }
    expect(hashes.length).toBe(5);
    expect(await started.writer.confirm(hashes[0] ?? '')).toEqual({ kind: 'plan-unknown' });
    expect(await started.writer.confirm(hashes[1] ?? '')).toMatchObject({ kind: 'done' });
    expect(started.disk.textOf(path)).toContain('glm-5');
  });
});

describe('the key', () => {
  it('is saved in the vault when the switch is done, and not before', async () => {
    const started = start();
    const preview = await started.writer.preview(plan);
    expect([...started.vault]).toEqual([]);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    started.disk.contents.set(path, Buffer.from('{}'));
    expect(await started.writer.confirm(preview.hash)).toEqual({ kind: 'changed-meanwhile' });
    expect([...started.vault]).toEqual([]);
    expect(await switchTo(started, plan)).toMatchObject({ kind: 'done' });
    expect([...started.vault.values()].join()).toContain(key);
  });

  it('is not read from the vault before the tray is shown', async () => {
    const started = start();
    await started.writer.view();
    await started.writer.sweep();
    expect(started.asked).toEqual([]);
    started.keys.open();
    await started.writer.view();
    expect(started.asked).toEqual(['provider-keys']);
  });

  it('does not have to be entered again once it is saved', async () => {
    const started = start();
    await switchTo(started, plan);
    started.disk.contents.set(path, Buffer.from(text));
    const { key: _entered, ...withoutKey } = plan;
    expect(await switchTo(started, withoutKey)).toMatchObject({ kind: 'done' });
    expect(started.disk.textOf(path)).toContain(key);
  });
});

describe('an interrupted switch', () => {
  const both: ProviderChoice = { ...plan, keyPlacement: 'env-file' };

  /** Runs a switch of two files and simulates the end of the process at its n-th write. */
  async function interruptAt(write: number) {
    const data = memoryData();
    const disk = memoryDisk({ [path]: text, [envPath]: 'A=1\n' });
    let writes = 0;
    const never = new Promise<never>(() => undefined);
    const dying = {
      ...disk,
      files: {
        ...disk.files,
        replace: (...values: Parameters<Files['replace']>) => {
          writes += 1;
          return writes === write ? never : disk.files.replace(...values);
        },
      },
    };
    const started = start({ disk: dying, data, own: 7 });
    const preview = await started.writer.preview(both);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    void started.writer.confirm(preview.hash);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => setImmediate(next));
    return { disk, data };
  }

  it('is reverted at the next start if only one of two files was written', async () => {
    const { disk, data } = await interruptAt(2);
    expect(disk.textOf(envPath)).toContain(key);
    const next = start({ disk, data, own: 8 });
    await next.writer.sweep();
    expect([disk.textOf(path), disk.textOf(envPath)]).toEqual([text, 'A=1\n']);
    expect(await next.writer.canUndo()).toBe(false);
  });

  it('is left alone while the process that began it runs', async () => {
    const { disk, data } = await interruptAt(2);
    await start({ disk, data, own: 8, alive: (pid) => pid === 7 }).writer.sweep();
    expect(disk.textOf(envPath)).toContain(key);
    expect(data.contents.has('switch-journal.json')).toBe(true);
  });

  it('is resolved even if another program has taken over the process id', async () => {
    const { disk, data } = await interruptAt(2);
    const next = start({ disk, data, own: 8, alive: (pid) => pid === 7 });
    await next.clock.advance(3_600_000);
    await next.writer.sweep();
    expect(disk.textOf(envPath)).toBe('A=1\n');
    expect(data.contents.has('switch-journal.json')).toBe(false);
  });

  it('is left alone if another program has written since', async () => {
    const { disk, data } = await interruptAt(2);
    disk.contents.set(path, Buffer.from('{ "theirs": 1 }'));
    const next = start({ disk, data, own: 8 });
    await next.writer.sweep();
    expect(disk.textOf(path)).toBe('{ "theirs": 1 }');
    expect(disk.textOf(envPath)).toContain(key);
    expect(next.log.lines.join()).toContain('left alone');
    expect(data.contents.has('switch-journal.json')).toBe(false);
  });

  it('counts as done if both files were written, and can be undone', async () => {
    const { disk, data } = await interruptAt(0);
    const last = data.contents.get('last-switch.json');
    if (last === undefined) throw new Error('no record');
    data.contents.delete('last-switch.json');
    data.contents.set('switch-journal.json', last);
    const next = start({ disk, data, own: 8 });
    await next.writer.sweep();
    expect(await next.writer.undo()).toMatchObject({ kind: 'done' });
    expect([disk.textOf(path), disk.textOf(envPath)]).toEqual([text, 'A=1\n']);
  });

  it('with an invalid journal changes no file, and the journal is set aside', async () => {
    const data = memoryData({ 'switch-journal.json': '{ "files": [{}] }' });
    const next = start({ data });
    await next.writer.sweep();
    expect(next.disk.textOf(path)).toBe(text);
    expect([...data.contents.keys()]).toEqual(['switch-journal.json.broken-1']);
  });
});

describe('a switch that cannot be recorded is not made', () => {
  it('fails without space for its backup', async () => {
    const started = start();
    started.data.full = true;
    expect(await switchTo(started, plan)).toEqual({ kind: 'failed', detail: 'no-backup' });
    expect(started.disk.textOf(path)).toBe(text);
  });

  it('needs no backup for a new file, but a journal', async () => {
    const started = start({ disk: memoryDisk({}) });
    started.data.full = true;
    expect(await switchTo(started, plan)).toEqual({ kind: 'failed', detail: 'no-journal' });
    expect(started.disk.contents.size).toBe(0);
  });
});

it('writes its records only while no other process may, also for what another program selected', async () => {
  const data = memoryData();
  const { write } = data;
  let isAlone = false;
  const written: [name: string, isAlone: boolean][] = [];
  data.write = (name, bytes) => {
    written.push([name, isAlone]);
    return write.call(data, name, bytes);
  };
  const started = start({
    data,
    async exclusively(task) {
      isAlone = true;
      try {
        return await task();
      } finally {
        isAlone = false;
      }
    },
  });
  const changed = new Promise<void>((resolve) => void started.writer.watch(resolve));
  await switchTo(started, plan);
  const [backup] = (await started.writer.backups()).backups;
  await started.writer.undo();
  await started.writer.restore(backup?.id ?? '');
  started.disk.contents.set(path, Buffer.from('{ "model": { "name": "theirs" } }'));
  for (const notify of started.disk.watchers) notify();
  await changed;
  await started.writer.settled();
  expect((await started.writer.history()).at(-1)).toMatchObject({ model: 'theirs' });
  expect(written.filter(([, alone]) => !alone)).toEqual([]);
});

describe('watching', () => {
  it('adds another program’s selection to the history, and can be ended', async () => {
    const started = start();
    await switchTo(started, plan);
    let calls = 0;
    const end = started.writer.watch(() => {
      calls += 1;
    });
    await new Promise((next) => setImmediate(next));
    expect(started.disk.watchers.size).toBe(2);
    started.disk.contents.set(path, Buffer.from('{ "model": { "name": "theirs" } }'));
    for (const notify of started.disk.watchers) notify();
    await new Promise((next) => setImmediate(next));
    await started.writer.sweep();
    expect(calls).toBe(2);
    expect((await started.writer.history()).map(({ model }) => model)).toEqual(['x', 'glm-4.7', 'theirs']);
    const atMs = started.clock.now();
    const ofUser = { kind: 'switch', atMs, providerId: expect.any(String), model: 'glm-4.7' };
    const ofOther = { kind: 'settings-changed', atMs, providerId: null, model: 'theirs' };
    expect(await started.journal.read(0)).toEqual([ofUser, ofOther]);
    expect(started.told).toEqual(['theirs']);
    // The user chooses another model in Qwen Code itself, and knows it.
    started.disk.contents.set(path, Buffer.from('{ "model": { "name": "theirs-too" } }'));
    for (const notify of started.disk.watchers) notify();
    await new Promise((next) => setImmediate(next));
    await started.writer.sweep();
    expect((await started.writer.history()).at(-1)).toMatchObject({ model: 'theirs-too' });
    expect(started.told).toEqual(['theirs']);
    end();
    expect(started.disk.watchers.size).toBe(0);
  });

  it('reports nothing after its end, not even a change that was being processed', async () => {
    const started = start();
    let calls = 0;
    const end = started.writer.watch(() => {
      calls += 1;
    });
    await new Promise((next) => setImmediate(next));
    for (const notify of started.disk.watchers) notify();
    end();
    await started.writer.sweep();
    await new Promise((next) => setImmediate(next));
    expect(calls).toBe(0);
  });

  it('starts no watcher if it is ended at once', async () => {
    const started = start();
    started.writer.watch(() => undefined)();
    await new Promise((next) => setImmediate(next));
    expect(started.disk.watchers.size).toBe(0);
  });
});

describe('a restore of settings from before a switch whose key went into the .env file', () => {
  const toEnvFile: ProviderChoice = { ...plan, keyPlacement: 'env-file' };
  const team: ProviderChoice = { ...toEnvFile, providerId: 'token-plan-team/international', model: 'glm-5' };

  async function restored(started: Started, textOf: string) {
    const { backups } = await started.writer.backups();
    const ids: string[] = [];
    for (const { id, path: of } of backups) {
      const bytes = started.data.contents.get(`backups/${id}.backup`);
      if (of === path && bytes?.toString() === textOf) ids.push(id);
    }
    return started.writer.restore(ids[0] ?? '');
  }

  it.each([undefined, 'A=1\n'])('takes the key out again: %j', async (envText) => {
    const disk = memoryDisk({ [path]: text, ...(envText !== undefined && { [envPath]: envText }) });
    const started = start({ disk });
    await switchTo(started, toEnvFile);
    const switched = [disk.textOf(path), disk.textOf(envPath)];
    expect(switched[1]).toContain(key);
    const result = await restored(started, text);
    expect(result).toMatchObject({ kind: 'done', keyFile: { path: envPath, isRestored: true } });
    expect([disk.textOf(path), disk.textOf(envPath)]).toEqual([text, envText]);
    // The backup that is named is that of the settings.
    const named = result.kind === 'done' ? result.backupId : null;
    expect(started.data.contents.get(`backups/${named}.backup`)?.toString()).toBe(switched[0]);
    expect(await started.writer.undo()).toMatchObject({ kind: 'done' });
    expect([disk.textOf(path), disk.textOf(envPath)]).toEqual(switched);
  });

  it('leaves a file that was changed since, and says so', async () => {
    const started = start();
    const { disk } = started;
    await switchTo(started, toEnvFile);
    const changed = `${disk.textOf(envPath)}MINE=1\n`;
    disk.contents.set(envPath, Buffer.from(changed));
    expect(await restored(started, text)).toMatchObject({
      kind: 'done',
      keyFile: { path: envPath, isRestored: false },
    });
    expect([disk.textOf(path), disk.textOf(envPath)]).toEqual([text, changed]);
  });

  it('takes back the key of the last of two switches alone', async () => {
    const started = start();
    const { disk } = started;
    await switchTo(started, toEnvFile);
    const first = disk.textOf(envPath);
    expect(await switchTo(started, { ...team, key: 'sk-sp-fedcba9876543210fedcba9876543210' })).toMatchObject({
      kind: 'done',
    });
    expect(disk.textOf(envPath)).not.toBe(first);
    expect(await restored(started, text)).toMatchObject({ keyFile: { isRestored: true } });
    expect([disk.textOf(path), disk.textOf(envPath)]).toEqual([text, first]);
  });

  it('is none of a backup from after it, nor of one of another file', async () => {
    const started = start();
    const { disk } = started;
    await switchTo(started, toEnvFile);
    const [after, env] = [disk.textOf(path) ?? '', disk.textOf(envPath)];
    // A repair that fails leaves a backup of what the switch wrote.
    disk.onWrite = () => void disk.contents.set(path, Buffer.from('{ "theirs": 1 }'));
    await switchTo(started, { ...plan, model: 'glm-5' });
    disk.onWrite = () => undefined;
    expect(await restored(started, after)).toEqual({ kind: 'done', backupId: expect.any(String) });
    expect([disk.textOf(path), disk.textOf(envPath)]).toEqual([after, env]);
  });
});
