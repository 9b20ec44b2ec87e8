import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { fail } from '../../../main/core/failure.ts';
import type { Session } from '../../../main/core/session.ts';
import { createOwnerRecord } from '../../../main/services/account/owner-record.ts';
import { createSessionNotices } from '../../../main/services/account/session-notices.ts';
import { createDocument } from '../../../main/services/document.ts';
import { readNewer } from '../../../main/services/newer-file.ts';
import { createBackups } from '../../../main/services/settings/backups.ts';
import { createSwitchRecords } from '../../../main/services/settings/switch-records.ts';
import { createUpdates } from '../../../main/services/updates/updates.ts';
import { sessionLogFile } from '../../../main/sources/session-log/kept-state.ts';
import { fakeClock, memoryFiles, memoryLog } from '../../support/fakes.ts';

const schema = z.strictObject({
  version: z.literal(1),
  items: z.array(z.strictObject({ kind: z.enum(['a', 'b']), n: z.number() })),
});
const items = [{ kind: 'a', n: 1 }];

describe('the content of a newer version', () => {
  it('is read without what is new in it', () => {
    expect(readNewer(schema, { version: 2, items, more: [1] })?.value).toEqual({ version: 1, items });
    const withNewKind = [{ kind: 'c', n: 2 }, { kind: 'a', n: 1, more: true }, { kind: 'd' }];
    expect(readNewer(schema, { version: 3, items: withNewKind })?.value).toEqual({ version: 1, items });
    expect(readNewer(schema, { version: 1, items, more: 1 })?.value).toEqual({ version: 1, items });
  });

  it('is known as such where nothing of it can be read', () => {
    expect(readNewer(schema, { version: 2, items: 'elsewhere' })).toEqual({ value: null });
  });

  it('is not confused with a broken file', () => {
    const broken = [
      { version: 1, items: 'x' },
      { version: 0, items },
      { version: '2', items },
      { items },
      null,
      [],
      'x',
    ];
    for (const content of broken) expect(readNewer(schema, content), JSON.stringify(content)).toBeNull();
    const entry = { version: 1, items: [{ kind: 'a', n: 'many' }] };
    expect(readNewer(schema, entry)).toBeNull();
  });

  it('is never changed by reading it', () => {
    const content = { version: 2, items: [{ kind: 'c', n: 2 }], more: 1 };
    const before = structuredClone(content);
    readNewer(schema, content);
    expect(content).toEqual(before);
  });
});

const record = { atMs: 1, pid: 1, label: 'x', files: [] };
const entry = { atMs: 1, providerId: null, model: 'm', baseUrl: null };

describe('each of the own files', () => {
  it.each([
    ['last-switch.json', { ...record, version: 7, more: 1 }],
    ['switch-journal.json', { ...record, version: 7, more: 1 }],
    ['switch-history.json', { version: 7, entries: [{ ...entry, more: 1 }] }],
  ])('%s is kept and read', async (name, content) => {
    const text = JSON.stringify(content);
    const files = memoryFiles({ [name]: text });
    const log = memoryLog();
    const records = createSwitchRecords(files, log);
    if (name === 'last-switch.json')
      expect(await records.last()).toEqual({ kind: 'value', value: { ...record, version: 1 } });
    if (name === 'switch-journal.json') expect(await records.journal()).toEqual({ ...record, version: 1 });
    if (name === 'switch-history.json') expect(await records.history()).toEqual([entry]);
    expect([...files.contents]).toEqual([[name, text]]);
    await records.begin({ ...record, version: 1 });
    await records.complete({ ...record, version: 1 });
    await records.append(entry);
    expect(files.contents.get(`${name}.newer-1`)).toBe(text);
    expect(log.lines.filter((line) => line.includes('newer version'))).toHaveLength(1);
  });

  it('of a switch is read where an earlier version wrote it', async () => {
    const files = memoryFiles({
      'last-switch.json': JSON.stringify(record),
      'switch-history.json': JSON.stringify([entry]),
    });
    const records = createSwitchRecords(files, memoryLog());
    expect(await records.last()).toEqual({ kind: 'value', value: { ...record, version: 1 } });
    expect(await records.history()).toEqual([entry]);
  });

  it('account.json is kept and read', async () => {
    const owner = { region: 'international', fingerprint: 'f' };
    const text = JSON.stringify({ version: 2, owner, more: 1 });
    const files = memoryFiles({ 'account.json': text });
    const account = createOwnerRecord({ files, log: memoryLog(), clock: fakeClock() });
    await account.start();
    expect(account.region()).toBe('international');
    account.clear();
    await account.settled();
    expect(files.contents.get('account.json.newer-1')).toBe(text);
  });

  it('session-notices.json is kept and read', async () => {
    const clock = fakeClock();
    const endsAtMs = clock.now() + 60_000;
    const text = JSON.stringify({ version: 2, toldOfMs: endsAtMs, more: 1 });
    const files = memoryFiles({ 'session-notices.json': text });
    const announced: unknown[] = [];
    const notices = createSessionNotices({ clock, files, log: memoryLog(), announce: (news) => announced.push(news) });
    const until = (expiresAtMs: number): Session => ({
      ...({ state: 'signed-in', region: 'china', account: null, storage: { kind: 'memory' } } as const),
      expiresAtMs,
    });
    await notices.start();
    notices.follow(until(endsAtMs));
    expect(announced).toEqual([]);
    expect([...files.contents]).toEqual([['session-notices.json', text]]);
    notices.follow(until(endsAtMs + 1));
    await notices.settled();
    expect(announced).toHaveLength(1);
    expect(files.contents.get('session-notices.json.newer-1')).toBe(text);
    notices.stop();
  });

  it('updates.json is kept and read', async () => {
    const text = JSON.stringify({ version: 2, askedAtMs: 5, announced: '9.9.9', more: 1 });
    const files = memoryFiles({ 'updates.json': text });
    const clock = fakeClock();
    const updates = createUpdates({
      ...{ clock, files, log: memoryLog(), isWanted: () => true, onNewVersion: () => {} },
      published: {
        version: '0.1.0',
        releases: { latest: 'https://example.invalid/', page: 'https://example.invalid/' },
      },
      http: { request: async () => fail({ kind: 'offline' }) },
    });
    await updates.start();
    expect(updates.newVersion()).toBe('9.9.9');
    await clock.advance(24 * 3_600_000);
    await updates.stop();
    expect(files.contents.get('updates.json.newer-1')).toBe(text);
  });

  it('the description of a backup keeps what is new in it', async () => {
    const bytes = new TextEncoder().encode('{}');
    const hash = (of: Uint8Array): string => createHash('sha256').update(of).digest('hex');
    const file = 'backups/b.json';
    const known = { version: 2, id: 'b', atMs: 1, path: '/settings.json', label: 'x', bytes: 2, sha256: hash(bytes) };
    const files = memoryFiles({ 'backups/b.backup': '{}', [file]: JSON.stringify({ ...known, more: { of: 1 } }) });
    const guessPath = async (): Promise<string> => '/settings.json';
    const backups = createBackups({ files, clock: fakeClock(), log: memoryLog(), hash, guessPath });
    expect((await backups.list()).backups).toMatchObject([{ id: 'b', label: 'x' }]);
    // The same bytes again: their backup is described anew.
    expect(await backups.keep({ bytes, sha256: hash(bytes) }, '/settings.json', 'y')).toBe('b');
    expect(JSON.parse(String(files.contents.get(file)))).toMatchObject({ version: 2, label: 'y', more: { of: 1 } });
  });

  it('session-log.json is kept and read', async () => {
    const state = {
      version: 3,
      ledger: { groups: [], totals: [] },
      positions: {},
      projects: [],
      sessions: [],
      scannedAtMs: 5,
    };
    const text = JSON.stringify({ ...state, more: 1 });
    const files = memoryFiles({ 'session-log.json': text });
    const document = createDocument({ files, log: memoryLog(), ...sessionLogFile });
    const read = await document.read();
    expect(read?.scannedAtMs).toBe(5);
    if (read !== null) await document.save(read);
    expect(files.contents.get('session-log.json.newer-1')).toBe(text);
  });
});

it('a newer file that cannot be kept is not written over', async () => {
  const text = JSON.stringify({ version: 2, items });
  const files = { ...memoryFiles({ 'a.json': text }), setAside: async () => null };
  const document = createDocument({ files, name: 'a.json', schema, log: memoryLog() });
  expect(await document.save({ version: 1, items: [] })).toBe(false);
  expect(files.contents.get('a.json')).toBe(text);
});
