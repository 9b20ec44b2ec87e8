import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createOwnerRecord } from '../../../main/services/account/owner-record.ts';
import { createDocument } from '../../../main/services/document.ts';
import { readNewer } from '../../../main/services/newer-file.ts';
import { createSwitchRecords } from '../../../main/services/settings/switch-records.ts';
import { sessionLogFile } from '../../../main/sources/session-log/kept-state.ts';
import { memoryFiles, memoryLog } from '../../support/fakes.ts';

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
    const account = createOwnerRecord({ files, log: memoryLog() });
    await account.start();
    expect(account.region()).toBe('international');
    account.clear();
    await account.settled();
    expect(files.contents.get('account.json.newer-1')).toBe(text);
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
