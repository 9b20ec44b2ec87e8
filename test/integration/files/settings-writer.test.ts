import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { sha256 } from '../../../main/adapters/files/read-version.ts';
import type { ProviderChoice } from '../../../main/core/provider/switch-model.ts';
import type { SettingsWriter } from '../../../main/services/settings/settings-writer.ts';
import { isPosix, privateMode } from '../../support/system/posix.ts';
import { impatientClock, systemError, temporaryFolder } from './support.ts';
import {
  codingPlan,
  contentsBelow,
  envPathOf,
  exampleKey as key,
  openWriter,
  putFile,
  settingsPathOf,
  exampleSettings as userText,
  type WriterHome,
} from './writer.ts';

const backupFolder = (place: WriterHome): string => join(place.home, 'data/backups');

function start(text: string | Uint8Array | null = userText): { place: WriterHome; writer: SettingsWriter } {
  const place = { home: temporaryFolder() };
  if (text !== null) putFile(settingsPathOf(place), text);
  return { place, writer: openWriter(place, { clock: impatientClock() }) };
}

const reopen = (place: WriterHome): SettingsWriter => openWriter(place, { clock: impatientClock() });

async function switchTo(writer: SettingsWriter, choice: ProviderChoice) {
  const preview = await writer.preview(choice);
  if (preview.kind !== 'plan') throw new Error(preview.kind);
  return writer.confirm(preview.hash);
}

const read = (path: string): Buffer => readFileSync(path);
const plan = codingPlan;
const toEnvFile: ProviderChoice = { ...plan, keyPlacement: 'env-file' };
const fixtures = readdirSync(join(import.meta.dirname, '../../fixtures/settings')).filter((name) =>
  name.endsWith('.json'),
);

describe('a switch', () => {
  it('applies the previewed plan, and undo restores every byte', async () => {
    const { place, writer } = start();
    const before = readFileSync(settingsPathOf(place));
    const preview = await writer.preview(plan);
    expect(preview).toMatchObject({ kind: 'plan', path: settingsPathOf(place) });
    expect(JSON.stringify(preview)).not.toContain(key);
    expect(readFileSync(settingsPathOf(place)).equals(before)).toBe(true);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    expect(await writer.confirm(preview.hash)).toMatchObject({ kind: 'done', backupId: expect.any(String) });
    const after = readFileSync(settingsPathOf(place), 'utf8');
    expect(after).toContain('// mine');
    expect(after).toContain(key);
    const view = await writer.view();
    expect(view.state === 'readable' && view.options.find(({ current }) => current)?.baseUrl).toBe(
      'https://coding-intl.dashscope.aliyuncs.com/v1',
    );
    expect(await writer.canUndo()).toBe(true);
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(readFileSync(settingsPathOf(place)).equals(before)).toBe(true);
    expect(await writer.canUndo()).toBe(false);
    expect(await writer.undo()).toEqual({ kind: 'nothing-to-undo' });
  });
});

describe('the form of a file is kept', () => {
  const shapes: Record<string, (text: string) => string> = {
    'line feeds': (text) => text,
    'carriage returns': (text) => text.replaceAll('\n', '\r\n'),
    'a byte order mark': (text) => `\uFEFF${text}`,
    'a byte order mark and carriage returns': (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`,
    'no line break at the end': (text) => text.trimEnd(),
    tabs: (text) => text.replaceAll('  ', '\t'),
    'letters of all kinds': (text) => text.replace('// mine', '// 我的设置 🙂 é'),
  };
  it.each(Object.entries(shapes))('%s: A → B → undo is byte-identical', async (_name, shape) => {
    const { place, writer } = start(shape(userText));
    const before = read(settingsPathOf(place));
    expect(await switchTo(writer, plan)).toMatchObject({ kind: 'done' });
    const after = read(settingsPathOf(place));
    expect(after.equals(before)).toBe(false);
    expect(after.includes(Buffer.from('\r\n'))).toBe(before.includes(Buffer.from('\r\n')));
    expect(after.indexOf(Buffer.from([0xef, 0xbb, 0xbf]))).toBe(before.indexOf(Buffer.from([0xef, 0xbb, 0xbf])));
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).equals(before)).toBe(true);
  });

  it.each(fixtures)('%s, as written by Qwen Code: A → B → undo is byte-identical', async (name) => {
    const { place, writer } = start(readFileSync(join(import.meta.dirname, '../../fixtures/settings', name)));
    const before = read(settingsPathOf(place));
    expect(await switchTo(writer, { ...plan, key: `${key}0` })).toMatchObject({ kind: 'done' });
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).equals(before)).toBe(true);
  });

  it.runIf(isPosix)('mode and link are kept by switch and undo', async () => {
    const place = { home: temporaryFolder() };
    const target = join(place.home, 'dotfiles/qwen.json');
    putFile(target, userText);
    chmodSync(target, 0o640);
    mkdirSync(join(place.home, '.qwen'));
    symlinkSync('../dotfiles/qwen.json', settingsPathOf(place));
    const writer = reopen(place);
    expect(await switchTo(writer, plan)).toMatchObject({ kind: 'done' });
    expect(read(target).includes(key)).toBe(true);
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(read(target).toString()).toBe(userText);
    expect(statSync(target).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(place.home, '.qwen'))).toEqual(['settings.json']);
  });

  it('a second hard link causes a warning and keeps its content', async () => {
    const { place, writer } = start();
    const other = join(place.home, 'dotfiles.json');
    linkSync(settingsPathOf(place), other);
    const preview = await writer.preview(plan);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    expect(preview.warnings).toContainEqual({ code: 'second-name', values: { path: settingsPathOf(place) } });
    expect(await writer.confirm(preview.hash)).toMatchObject({ kind: 'done' });
    expect(read(other).toString()).toBe(userText);
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
  });

  it('a file created by the switch is removed by undo', async () => {
    const { place, writer } = start(null);
    expect(await writer.view()).toMatchObject({ state: 'readable', exists: false });
    expect(await switchTo(writer, plan)).toEqual({ kind: 'done', backupId: null });
    expect(statSync(settingsPathOf(place)).mode & 0o777).toBe(privateMode.file);
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(existsSync(settingsPathOf(place))).toBe(false);
  });
});

describe('confirming a plan', () => {
  it('accepts only a previewed plan, and each only once', async () => {
    const { writer } = start();
    expect(await writer.confirm('0'.repeat(64))).toEqual({ kind: 'plan-unknown' });
    const preview = await writer.preview(plan);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    expect(await writer.confirm('0'.repeat(64))).toEqual({ kind: 'plan-unknown' });
    expect(await Promise.all([writer.confirm(preview.hash), writer.confirm(preview.hash)])).toMatchObject([
      { kind: 'done' },
      { kind: 'plan-unknown' },
    ]);
    expect(await writer.preview(plan)).toEqual({ kind: 'nothing-to-do' });
  });

  it('writes nothing if the file changed since the preview', async () => {
    const { place, writer } = start();
    const preview = await writer.preview(plan);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    writeFileSync(settingsPathOf(place), userText.replace('Dark', 'Light'));
    expect(await writer.confirm(preview.hash)).toEqual({ kind: 'changed-meanwhile' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText.replace('Dark', 'Light'));
    expect((await writer.backups()).backups).toEqual([]);
    expect(await switchTo(writer, plan)).toMatchObject({ kind: 'done' });
  });

  it.runIf(isPosix)('keeps a mode that was changed since the preview', async () => {
    const { place, writer } = start();
    const preview = await writer.preview(plan);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    chmodSync(settingsPathOf(place), 0o604);
    expect(await writer.confirm(preview.hash)).toMatchObject({ kind: 'done' });
    expect(statSync(settingsPathOf(place)).mode & 0o777).toBe(0o604);
  });

  it.each<[string, Uint8Array]>([
    ['not-json', Buffer.from('{ "a": ')],
    ['trailing-comma', Buffer.from('{ "a": 1, }')],
    ['duplicate-key', Buffer.from('{ "a": 1, "a": 2 }')],
    ['not-an-object', Buffer.from('[]')],
    ['not-utf8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['too-large', Buffer.alloc(1_000_001, ' ')],
  ])('leaves a file alone that is %s', async (reason, content) => {
    const { place, writer } = start(content);
    expect(await writer.view()).toMatchObject({ state: 'refused', problem: { reason } });
    expect(await writer.preview(plan)).toMatchObject({ kind: 'settings-refused', problem: { reason } });
    expect(contentsBelow(place.home)).toEqual({ '.qwen/settings.json': Buffer.from(content).toString('base64') });
  });
});

describe('the key in a .env file', () => {
  const envText = '# mine\r\nOTHER=1\r\n';

  it('changes both files, which are undone together', async () => {
    const { place, writer } = start();
    putFile(envPathOf(place), envText);
    chmodSync(envPathOf(place), 0o640);
    const preview = await writer.preview(toEnvFile);
    expect(preview).toMatchObject({ kind: 'plan', envFile: { path: envPathOf(place) } });
    expect(JSON.stringify(preview)).not.toContain(key);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    expect(await writer.confirm(preview.hash)).toMatchObject({ kind: 'done' });
    expect(read(envPathOf(place)).toString()).toBe(`${envText}BAILIAN_CODING_PLAN_API_KEY=${key}\r\n`);
    expect(read(settingsPathOf(place)).includes(key)).toBe(false);
    expect((await writer.backups()).backups.map(({ path }) => path)).toEqual([settingsPathOf(place), envPathOf(place)]);
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(read(envPathOf(place)).toString()).toBe(envText);
    if (isPosix) expect(statSync(envPathOf(place)).mode & 0o777).toBe(0o640);
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
  });

  it('creates the file with mode 0600, and undo removes it', async () => {
    const { place, writer } = start();
    expect(await switchTo(writer, toEnvFile)).toMatchObject({ kind: 'done' });
    expect(statSync(envPathOf(place)).mode & 0o777).toBe(privateMode.file);
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(existsSync(envPathOf(place))).toBe(false);
  });

  it('changes neither file if one changed since the preview', async () => {
    for (const changed of [envPathOf, settingsPathOf]) {
      const { place, writer } = start();
      putFile(envPathOf(place), envText);
      const preview = await writer.preview(toEnvFile);
      if (preview.kind !== 'plan') throw new Error(preview.kind);
      writeFileSync(changed(place), '{}');
      const before = contentsBelow(join(place.home, '.qwen'));
      expect(await writer.confirm(preview.hash)).toEqual({ kind: 'changed-meanwhile' });
      expect(contentsBelow(join(place.home, '.qwen'))).toEqual(before);
    }
  });

  it('is removed again if the settings cannot be written', async () => {
    const place = { home: temporaryFolder() };
    putFile(settingsPathOf(place), userText);
    putFile(envPathOf(place), envText);
    const operations = {
      ...nodeFileOperations,
      renameNow: (from: string, to: string) => {
        if (to === settingsPathOf(place)) throw systemError('ENOSPC');
        nodeFileOperations.renameNow(from, to);
      },
    };
    const writer = openWriter(place, { clock: impatientClock(), operations });
    const before = contentsBelow(join(place.home, '.qwen'));
    expect(await switchTo(writer, toEnvFile)).toEqual({ kind: 'failed', detail: 'ENOSPC' });
    expect(contentsBelow(join(place.home, '.qwen'))).toEqual(before);
    expect(await writer.canUndo()).toBe(false);
  });

  it('cannot be planned if the .env file is not text', async () => {
    const { place, writer } = start();
    putFile(envPathOf(place), Buffer.from([0x41, 0x3d, 0xff, 0x0a]));
    expect(await writer.preview(toEnvFile)).toMatchObject({
      kind: 'settings-refused',
      problem: { reason: 'not-utf8' },
    });
  });
});

describe('undo', () => {
  it('survives a restart', async () => {
    const { place, writer } = start();
    await switchTo(writer, plan);
    const next = reopen(place);
    await next.sweep();
    expect(await next.canUndo()).toBe(true);
    expect(await next.undo()).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
  });

  it('refuses if the file was changed since, and the backup can still be restored', async () => {
    const { place, writer } = start();
    await switchTo(writer, plan);
    const theirs = read(settingsPathOf(place)).toString().replace('Dark', 'Light');
    writeFileSync(settingsPathOf(place), theirs);
    expect(await writer.undo()).toEqual({ kind: 'changed-meanwhile' });
    expect(read(settingsPathOf(place)).toString()).toBe(theirs);
    const [backup] = (await writer.backups()).backups;
    expect(await writer.restore(backup?.id ?? '')).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
    // The restore can be undone as well.
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toBe(theirs);
  });

  it('refuses if its backup is another version of the file, although it is whole', async () => {
    const { place, writer } = start();
    await switchTo(writer, plan);
    const after = read(settingsPathOf(place));
    const [backup] = (await writer.backups()).backups;
    const other = Buffer.from('{}');
    const described = { ...backup, bytes: other.length, sha256: sha256(other) };
    writeFileSync(join(backupFolder(place), `${backup?.id}.backup`), other);
    writeFileSync(join(backupFolder(place), `${backup?.id}.json`), JSON.stringify(described));
    expect(await writer.undo()).toEqual({ kind: 'failed', detail: 'backup-missing' });
    expect(read(settingsPathOf(place)).equals(after)).toBe(true);
  });

  it('refuses if its backup was modified', async () => {
    const { place, writer } = start();
    const result = await switchTo(writer, plan);
    const after = read(settingsPathOf(place));
    if (result.kind !== 'done') throw new Error(result.kind);
    writeFileSync(join(place.home, `data/backups/${result.backupId}.backup`), '{}');
    expect(await writer.undo()).toEqual({ kind: 'failed', detail: 'backup-missing' });
    expect(read(settingsPathOf(place)).equals(after)).toBe(true);
  });
});

describe('backups', () => {
  it('are read back, and nothing is written if one did not arrive whole', async () => {
    const place = { home: temporaryFolder() };
    putFile(settingsPathOf(place), userText);
    const rename = async (from: string, to: string): Promise<void> => {
      await nodeFileOperations.rename(from, to);
      if (to.endsWith('.backup')) truncateSync(to, 10);
    };
    const dataOperations = { ...nodeFileOperations, rename };
    const writer = openWriter(place, { clock: impatientClock(), dataOperations });
    expect(await switchTo(writer, plan)).toEqual({ kind: 'failed', detail: 'no-backup' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
    expect(readdirSync(backupFolder(place))).toEqual([]);
  });

  it('are not restored once their bytes have changed', async () => {
    const { place, writer } = start();
    await switchTo(writer, plan);
    const after = read(settingsPathOf(place));
    const [backup] = (await writer.backups()).backups;
    writeFileSync(join(backupFolder(place), `${backup?.id}.backup`), '{}');
    expect(await writer.restore(backup?.id ?? '')).toEqual({ kind: 'failed', detail: 'backup-missing' });
    expect(read(settingsPathOf(place)).equals(after)).toBe(true);
  });

  it('keeps twenty with mode 0600, their date, path and the provider selected then', async () => {
    const { place, writer } = start();
    const other: ProviderChoice = { providerId: '', model: 'deepseek-chat' };
    const view = await writer.view();
    const deepseek = view.state === 'readable' ? view.options.find(({ current }) => current)?.id : undefined;
    for (let round = 0; round < 12; round += 1) {
      expect(await switchTo(writer, plan)).toMatchObject({ kind: 'done' });
      expect(await switchTo(writer, { ...other, providerId: deepseek ?? '' })).toMatchObject({ kind: 'done' });
    }
    const { backups } = await writer.backups();
    expect(backups.length).toBe(20);
    expect(new Set(backups.map(({ id }) => id)).size).toBe(20);
    expect(backups[0]).toMatchObject({ path: settingsPathOf(place), bytes: expect.any(Number) });
    expect(backups[0]?.label).toContain('Coding Plan');
    expect(backups[1]?.label).toContain('deepseek-chat');
    const names = readdirSync(join(place.home, 'data/backups'));
    expect(names.length).toBe(40);
    for (const name of names)
      expect(statSync(join(place.home, 'data/backups', name)).mode & 0o777).toBe(privateMode.file);
    expect(statSync(join(place.home, 'data/backups')).mode & 0o777).toBe(privateMode.folder);
  });

  it('can replace a file that was damaged since', async () => {
    const { place, writer } = start();
    await switchTo(writer, plan);
    writeFileSync(settingsPathOf(place), '{ broken');
    const [backup] = (await writer.backups()).backups;
    expect(await writer.restore(backup?.id ?? '')).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
    expect(await writer.restore(backup?.id ?? '')).toEqual({ kind: 'done', backupId: null });
    expect(await writer.restore('none')).toEqual({ kind: 'failed', detail: 'backup-missing' });
  });

  it('keeps the backup that undo needs despite failed attempts', async () => {
    const place = { home: temporaryFolder() };
    putFile(settingsPathOf(place), userText);
    let full = false;
    const operations = {
      ...nodeFileOperations,
      openNew: (path: string, mode: number) =>
        full ? Promise.reject(systemError('ENOSPC')) : nodeFileOperations.openNew(path, mode),
    };
    const writer = openWriter(place, { clock: impatientClock(), operations });
    await switchTo(writer, plan);
    full = true;
    for (let attempt = 0; attempt < 25; attempt += 1) {
      const result = await switchTo(writer, { ...plan, model: 'glm-5' });
      expect(result).toEqual({ kind: 'failed', detail: 'ENOSPC' });
    }
    expect((await writer.backups()).backups).toHaveLength(2);
    full = false;
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
  });

  it('writes nothing if the file cannot be backed up', async () => {
    const { place, writer } = start();
    writeFileSync(join(place.home, 'data'), 'a file where the folder should be');
    expect(await switchTo(writer, plan)).toEqual({ kind: 'failed', detail: 'no-backup' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
  });

  it('are found by their files if every description is lost, and can be restored', async () => {
    const { place, writer } = start();
    putFile(envPathOf(place), 'OTHER=1\n');
    await switchTo(writer, toEnvFile);
    const ids = (await writer.backups()).backups.map(({ id }) => id);
    for (const id of ids) rmSync(join(backupFolder(place), `${id}.json`));
    const found = (await openWriter(place, { clock: impatientClock() }).backups()).backups;
    expect(new Map(found.map(({ id, path, label }) => [id, [path, label]]))).toEqual(
      new Map(ids.map((id, index) => [id, [index === 0 ? settingsPathOf(place) : envPathOf(place), '']])),
    );
    expect(found.every(({ atMs }) => Math.abs(atMs - Date.now()) < 60_000)).toBe(true);
    expect(await writer.restore(ids[0] ?? '')).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
  });

  it('of earlier versions, described in one list, are still found', async () => {
    const { place, writer } = start();
    await switchTo(writer, plan);
    const [backup] = (await writer.backups()).backups;
    rmSync(join(backupFolder(place), `${backup?.id}.json`));
    const { order: _none, ...listed } = { ...backup, label: 'as listed' };
    writeFileSync(join(backupFolder(place), 'index.json'), JSON.stringify([listed]));
    expect((await writer.backups()).backups).toEqual([listed]);
    writeFileSync(join(backupFolder(place), 'index.json'), 'no list');
    expect((await writer.backups()).backups).toMatchObject([{ id: backup?.id, path: settingsPathOf(place) }]);
  });

  it.each(['EMFILE', 'EIO', 'EACCES'])('are all kept, and named as unread, when reading ends with %s', async (code) => {
    const { place, writer } = start();
    await switchTo(writer, plan);
    await switchTo(writer, { ...plan, model: 'glm-4.7' });
    const before = (await writer.backups()).backups;
    expect(before).toHaveLength(2);
    let isFailing = true;
    const dataOperations = {
      ...nodeFileOperations,
      openToRead: (path: string) =>
        isFailing && path.startsWith(backupFolder(place)) && path.endsWith('.json')
          ? Promise.reject(systemError(code))
          : nodeFileOperations.openToRead(path),
    };
    const hampered = openWriter(place, { clock: impatientClock(), dataOperations });
    const list = await hampered.backups();
    expect(list.backups).toEqual([]);
    expect(list.unread.map(({ path }) => path).sort()).toEqual(
      before.map(({ id }) => join(backupFolder(place), `${id}.json`)).sort(),
    );
    const [newest] = before;
    expect(await hampered.restore(newest?.id ?? '')).toEqual({
      kind: 'failed',
      detail: `unread ${join(backupFolder(place), `${newest?.id}.json`)}`,
    });
    expect(await switchTo(hampered, { ...plan, model: 'glm-5' })).toMatchObject({ kind: 'done' });
    isFailing = false;
    expect((await hampered.backups()).backups.map(({ id }) => id)).toEqual(
      expect.arrayContaining(before.map(({ id }) => id)),
    );
    expect((await hampered.backups()).backups).toHaveLength(3);
    expect(await hampered.undo()).toMatchObject({ kind: 'done' });
  });

  it('survive when the folder cannot be listed', async () => {
    const { place, writer } = start();
    await switchTo(writer, plan);
    const dataOperations = { ...nodeFileOperations, readdir: () => Promise.reject(systemError('EMFILE')) };
    const hampered = openWriter(place, { clock: impatientClock(), dataOperations });
    expect(await hampered.backups()).toEqual({
      backups: [],
      unread: [{ kind: 'refused', reason: 'read-failed', path: backupFolder(place) }],
    });
    expect(await switchTo(hampered, { ...plan, model: 'glm-5' })).toMatchObject({ kind: 'done' });
    expect((await writer.backups()).backups).toHaveLength(2);
  });

  it('are newest first although the clock was set back, and the newest is never dropped', async () => {
    let nowMs = Date.UTC(2027, 0, 1);
    const { place } = start();
    const writer = openWriter(place, { clock: { ...impatientClock(), now: () => nowMs } });
    for (let round = 0; round < 11; round += 1) {
      await switchTo(writer, plan);
      await switchTo(writer, { ...plan, model: 'glm-5' });
    }
    nowMs = Date.UTC(2026, 0, 1);
    const result = await switchTo(writer, plan);
    expect((await writer.backups()).backups[0]).toMatchObject({ id: result.kind === 'done' ? result.backupId : '' });
    expect(await writer.undo()).toMatchObject({ kind: 'done' });
  });
});

describe('the records of a switch', () => {
  it('are named when undo cannot read them, and survive', async () => {
    const { place, writer } = start();
    await switchTo(writer, plan);
    const file = join(place.home, 'data/last-switch.json');
    let isFailing = true;
    const dataOperations = {
      ...nodeFileOperations,
      openToRead: (path: string) =>
        isFailing && path === file ? Promise.reject(systemError('EIO')) : nodeFileOperations.openToRead(path),
    };
    const hampered = openWriter(place, { clock: impatientClock(), dataOperations });
    expect(await hampered.canUndo()).toBe(true);
    expect(await hampered.undo()).toEqual({ kind: 'failed', detail: `unread ${file}` });
    isFailing = false;
    expect(await hampered.undo()).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
  });

  it('keep the whole history over one failed read', async () => {
    const { place, writer } = start();
    await switchTo(writer, plan);
    const earlier = await writer.history();
    let failures = 0;
    const dataOperations = {
      ...nodeFileOperations,
      openToRead(path: string) {
        const fails = path.endsWith('switch-history.json') && failures < 6;
        if (fails) failures += 1;
        return fails ? Promise.reject(systemError('EMFILE')) : nodeFileOperations.openToRead(path);
      },
    };
    const hampered = openWriter(place, { clock: impatientClock(), dataOperations });
    expect(await switchTo(hampered, { ...plan, model: 'glm-5' })).toMatchObject({ kind: 'done' });
    expect(failures).toBe(6);
    expect((await hampered.history()).slice(0, earlier.length)).toEqual(earlier);
    expect((await hampered.history()).at(-1)).toMatchObject({ model: 'glm-5' });
  });

  it('say that undo has to wait when they cannot be written, and undo works once there is room', async () => {
    const { place } = start();
    let full = true;
    const dataOperations = {
      ...nodeFileOperations,
      openNew: (path: string, mode: number) =>
        full && path.includes('.last-switch.json')
          ? Promise.reject(systemError('ENOSPC'))
          : nodeFileOperations.openNew(path, mode),
    };
    const hampered = openWriter(place, { clock: impatientClock(), dataOperations });
    expect(await switchTo(hampered, plan)).toMatchObject({ kind: 'done', needsRoom: true });
    full = false;
    expect(await hampered.undo()).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
  });

  it('are undone from the journal while the disk has no room for the record', async () => {
    const { place } = start();
    const dataOperations = {
      ...nodeFileOperations,
      openNew: (path: string, mode: number) =>
        path.includes('.last-switch.json')
          ? Promise.reject(systemError('ENOSPC'))
          : nodeFileOperations.openNew(path, mode),
    };
    const hampered = openWriter(place, { clock: impatientClock(), dataOperations });
    expect(await switchTo(hampered, plan)).toMatchObject({ needsRoom: true });
    expect(await hampered.undo()).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
  });
});

describe('history', () => {
  it('records what was selected since when, including the initial state', async () => {
    const { writer } = start();
    await switchTo(writer, plan);
    await writer.undo();
    expect(await writer.history()).toMatchObject([
      { atMs: 0, model: 'deepseek-chat', baseUrl: 'https://api.deepseek.com/v1' },
      { model: 'qwen3-coder-plus', baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1' },
      { model: 'deepseek-chat', baseUrl: 'https://api.deepseek.com/v1' },
    ]);
  });
});

describe('another program that saves right after our write', () => {
  const interfering = (change: (text: string) => string) => {
    const place = { home: temporaryFolder() };
    putFile(settingsPathOf(place), userText);
    let done = false;
    const operations = {
      ...nodeFileOperations,
      renameNow: (from: string, to: string) => {
        nodeFileOperations.renameNow(from, to);
        if (!done) writeFileSync(to, change(readFileSync(to, 'utf8')));
        done = true;
      },
    };
    return { place, writer: openWriter(place, { clock: impatientClock(), operations }) };
  };

  it('keeps our change with its own: the switch is done', async () => {
    const { place, writer } = interfering((text) => text.replace('Dark', 'Light'));
    expect(await switchTo(writer, plan)).toMatchObject({ kind: 'done' });
    expect(read(settingsPathOf(place)).toString()).toContain('Light');
    expect(await writer.undo()).toEqual({ kind: 'changed-meanwhile' });
  });

  it('overwrites our change: its version stays, and the switch reports the conflict', async () => {
    const theirs = userText.replace('Dark', 'Light');
    const { place, writer } = interfering(() => theirs);
    expect(await switchTo(writer, plan)).toEqual({ kind: 'changed-meanwhile' });
    expect(read(settingsPathOf(place)).toString()).toBe(theirs);
  });

  it.each(['', '{ "model": '])('leaves “%s”: the old content is restored', async (broken) => {
    const { place, writer } = interfering(() => broken);
    expect(await switchTo(writer, plan)).toEqual({ kind: 'restored', detail: 'read-back' });
    expect(read(settingsPathOf(place)).toString()).toBe(userText);
    expect(await writer.canUndo()).toBe(false);
  });
});

describe('secrets', () => {
  it('a key is only in the planned file and its backups', async () => {
    const place = { home: temporaryFolder() };
    putFile(settingsPathOf(place), userText);
    const lines: string[] = [];
    const log = { info: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
    const writer = openWriter(place, { clock: impatientClock(), log });
    const view = await writer.view();
    await switchTo(writer, plan);
    await writer.undo();
    rmSync(settingsPathOf(place));
    await writer.undo();
    const holders = Object.entries(contentsBelow(place.home))
      .filter(([, content]) => Buffer.from(content, 'base64').includes(key))
      .map(([name]) => name);
    expect(holders.every((name) => name.endsWith('.backup'))).toBe(true);
    expect(
      JSON.stringify([lines, view, await writer.view(), await writer.history(), await writer.backups()]),
    ).not.toContain(key);
  });
});

describe('watching', () => {
  it('reports a save by another program, and none after its end', async () => {
    const { place, writer } = start();
    const calls: number[] = [];
    let called: () => void = () => undefined;
    const end = writer.watch(() => {
      calls.push(1);
      called();
    });
    const next = new Promise<void>((done) => {
      called = done;
    });
    // The watcher starts a moment after the call, and a change before that would be missed.
    const poke = setInterval(() => writeFileSync(settingsPathOf(place), userText.replace('Dark', 'Light')), 20);
    await next;
    clearInterval(poke);
    end();
    const seen = calls.length;
    // A second watcher proves that the first one would have reported the change by now.
    const witnessed = new Promise<void>((done) => {
      const endWitness = writer.watch(() => {
        endWitness();
        done();
      });
    });
    const pokeAgain = setInterval(() => writeFileSync(settingsPathOf(place), userText), 20);
    await witnessed;
    clearInterval(pokeAgain);
    expect(calls.length).toBe(seen);
    expect((await writer.history()).length).toBeGreaterThan(0);
  });
});
