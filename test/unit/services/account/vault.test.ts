import { expect, it, vi } from 'vitest';
import type { Secrets } from '../../../../main/ports/system.ts';
import { createVault, vaultFileName } from '../../../../main/services/account/vault.ts';
import { createProviderKeys } from '../../../../main/services/settings/provider-keys.ts';
import { memoryFiles, memoryLog, settle } from '../../../support/fakes.ts';

/** A system store whose ciphertext only the same key reads again. */
function store(key: number, change: Partial<Secrets> = {}): Secrets {
  const turn = (bytes: Uint8Array) => bytes.map((byte) => byte ^ key);
  return {
    backend: async () => ({ kind: 'encrypted', name: 'gnome_libsecret' }),
    encrypt: async (text) => turn(new TextEncoder().encode(`k${key}:${text}`)),
    decrypt: async (bytes) => {
      const text = new TextDecoder().decode(turn(bytes));
      return text.startsWith(`k${key}:`) ? text.slice(`k${key}:`.length) : null;
    },
    ...change,
  };
}
const none: Partial<Secrets> = { backend: async () => ({ kind: 'none' }) };

function setUp(files = memoryFiles(), secrets = store(7)) {
  const log = memoryLog();
  return { files, log, vault: createVault({ secrets, dataFiles: files, log }) };
}

it('keeps secrets encrypted, by name, across runs', async () => {
  const { files, vault, log } = setUp();
  expect(await vault.read('token')).toEqual({ state: 'absent' });
  expect(await vault.write('token', 'CANARY-1')).toEqual({ kind: 'encrypted', backend: 'gnome_libsecret' });
  await vault.write('key', 'CANARY-2');
  const file = files.contents.get(vaultFileName) ?? '';
  expect(JSON.parse(file)).toMatchObject({ version: 1, backend: 'gnome_libsecret' });
  expect(file).not.toContain('CANARY');
  expect(Buffer.from(JSON.parse(file).ciphertext, 'base64').toString()).not.toContain('CANARY');
  expect(log.lines.join()).not.toContain('CANARY');
  const next = setUp(files);
  expect(await next.vault.read('token')).toEqual({ state: 'present', value: 'CANARY-1' });
  expect(await next.vault.read('key')).toEqual({ state: 'present', value: 'CANARY-2' });
  expect(await next.vault.read('toString')).toEqual({ state: 'absent' });
  expect(await next.vault.storage()).toEqual({ kind: 'encrypted', backend: 'gnome_libsecret' });
});

it('forgets one secret and keeps the others; the last one takes the file with it', async () => {
  const { files, vault } = setUp();
  await vault.write('one', '1');
  await vault.write('two', '2');
  await vault.clear('one');
  expect(await setUp(files).vault.read('one')).toEqual({ state: 'absent' });
  expect(await setUp(files).vault.read('two')).toEqual({ state: 'present', value: '2' });
  await vault.clear('two');
  expect(files.contents.has(vaultFileName)).toBe(false);
});

it('keeps secrets only in memory if the system has no encryption', async () => {
  const { files, vault } = setUp(memoryFiles(), store(7, none));
  expect(await vault.write('token', 'CANARY')).toEqual({ kind: 'memory' });
  expect(await vault.read('token')).toEqual({ state: 'present', value: 'CANARY' });
  expect(await vault.storage()).toEqual({ kind: 'memory' });
  expect(files.contents.size).toBe(0);
});

it('reports a full disk and keeps the secrets for this run', async () => {
  const { files, vault, log } = setUp();
  files.full = true;
  expect(await vault.write('token', 'CANARY')).toEqual({ kind: 'memory' });
  expect(await vault.read('token')).toEqual({ state: 'present', value: 'CANARY' });
  expect(await vault.storage()).toEqual({ kind: 'memory' });
  expect(log.lines).toHaveLength(1);
});

it.each([
  ['another keyring', store(9)],
  ['no keyring any more', store(7, none)],
  ['a keyring that fails', store(7, { decrypt: () => Promise.reject(new Error('CANARY')) })],
  ['a backend that fails', store(7, { backend: () => Promise.reject(new Error('CANARY')) })],
])('does not read with %s, and leaves the file alone', async (_name, secrets) => {
  const { files, vault } = setUp();
  await vault.write('token', 'CANARY');
  const before = files.contents.get(vaultFileName);
  const other = setUp(files, secrets);
  expect(await other.vault.read('token')).toEqual({ state: 'undecryptable' });
  expect(files.contents.get(vaultFileName)).toBe(before);
  expect(other.log.lines.join()).not.toContain('CANARY');
});

it.each([
  '',
  'nonsense',
  '{}',
  '{"version":2,"backend":"x","ciphertext":""}',
  '[]',
  '{"version":1,"backend":"x","ciphertext":"%"}',
])('calls the file %j undecryptable', async (content) => {
  const { vault } = setUp(memoryFiles({ [vaultFileName]: content }));
  expect(await vault.read('token')).toEqual({ state: 'undecryptable' });
});

it('sets an unreadable file aside on the first write, and for a clear that asks for it', async () => {
  const written = setUp(memoryFiles({ [vaultFileName]: 'of a newer version' }));
  await written.vault.write('token', 'new');
  await written.vault.write('key', 'new');
  expect(written.files.contents.get(`${vaultFileName}.broken-1`)).toBe('of a newer version');
  expect(await setUp(written.files).vault.read('token')).toEqual({ state: 'present', value: 'new' });
  const cleared = setUp(memoryFiles({ [vaultFileName]: 'nonsense' }));
  expect(await cleared.vault.clear('token', 'set-aside')).toBe(true);
  expect(cleared.files.contents.has(vaultFileName)).toBe(false);
  expect(await cleared.vault.read('token')).toEqual({ state: 'absent' });
});

it('keeps a secret in memory when encrypting fails', async () => {
  const failing = store(7, { encrypt: () => Promise.reject(new Error('CANARY')) });
  const { files, vault, log } = setUp(memoryFiles(), failing);
  expect(await vault.write('token', 'x')).toEqual({ kind: 'memory' });
  expect(files.contents.size).toBe(0);
  expect(log.lines.join()).not.toContain('CANARY');
});

it('writes one after the other: the last wins, and none is lost', async () => {
  const { files, vault } = setUp(
    memoryFiles(),
    store(7, {
      encrypt: async (text) => {
        // The first writes take longest, so that without turns they would land last.
        await new Promise((resolve) => setTimeout(resolve, text.length < 40 ? 15 : 0));
        return store(7).encrypt(text);
      },
    }),
  );
  await Promise.all(Array.from({ length: 6 }, (_, index) => vault.write(`name-${index}`, `value-${index}`)));
  const next = setUp(files).vault;
  for (let index = 0; index < 6; index += 1) {
    expect(await next.read(`name-${index}`)).toEqual({ state: 'present', value: `value-${index}` });
  }
});

it('touches neither the keyring nor the disk before the first call', async () => {
  const touch = vi.fn(() => Promise.reject(new Error('touched')));
  const files = memoryFiles();
  createVault({
    secrets: { backend: touch, encrypt: touch, decrypt: touch },
    dataFiles: { ...files, read: touch },
    log: memoryLog(),
  });
  await settle();
  expect(touch).not.toHaveBeenCalled();
});

it('neither overwrites nor removes a file that cannot be read, and reads it as soon as it can', async () => {
  const { files, vault } = setUp();
  await vault.write('token', 'CANARY');
  const kept = files.contents.get(vaultFileName);
  const next = setUp(files);
  files.failing.add(vaultFileName);
  expect(await next.vault.read('token')).toEqual({ state: 'undecryptable' });
  await next.vault.clear('token');
  expect(await next.vault.write('key', 'x')).toEqual({ kind: 'memory' });
  expect(files.contents.get(vaultFileName)).toBe(kept);
  files.failing.clear();
  const after = setUp(files);
  files.failing.add(vaultFileName);
  expect(await after.vault.read('token')).toEqual({ state: 'undecryptable' });
  files.failing.clear();
  expect(await after.vault.read('token')).toEqual({ state: 'present', value: 'CANARY' });
});

it('keeps what is in the file, and what it was given meanwhile, once the keyring is unlocked', async () => {
  const { files, vault } = setUp();
  await vault.write('one', '1');
  await vault.write('two', '2');
  const kept = files.contents.get(vaultFileName);
  let isLocked = true;
  const open = store(7);
  const locked: Secrets = { ...open, backend: async () => (isLocked ? { kind: 'none' } : open.backend()) };
  const next = setUp(files, locked).vault;
  expect(await next.write('three', '3')).toEqual({ kind: 'memory' });
  expect(await next.clear('one')).toBe(false);
  expect(await next.read('one')).toEqual({ state: 'absent' });
  expect(await next.read('two')).toEqual({ state: 'undecryptable' });
  expect(await next.read('three')).toEqual({ state: 'present', value: '3' });
  expect(Object.fromEntries(files.contents)).toEqual({ [vaultFileName]: kept });
  isLocked = false;
  expect(await next.write('four', '4')).toMatchObject({ kind: 'encrypted' });
  const after = setUp(files).vault;
  expect(await after.read('one')).toEqual({ state: 'absent' });
  for (const [name, value] of [
    ['two', '2'],
    ['three', '3'],
    ['four', '4'],
  ] as const) {
    expect(await after.read(name)).toEqual({ state: 'present', value });
  }
  expect([...files.contents.keys()]).toEqual([vaultFileName]);
});

it('keeps the keys of providers that were typed before and while the keyring was locked', async () => {
  const { files, vault } = setUp();
  await createProviderKeys(vault).keep('one', 'sk-1');
  let isLocked = true;
  const open = store(7);
  const locked: Secrets = { ...open, backend: async () => (isLocked ? { kind: 'none' } : open.backend()) };
  const next = setUp(files, locked).vault;
  await createProviderKeys(next).keep('two', 'sk-2');
  isLocked = false;
  await next.write('token', 'x');
  const keys = createProviderKeys(setUp(files).vault);
  keys.open();
  expect(await keys.all()).toEqual({ one: 'sk-1', two: 'sk-2' });
});

it('does not overwrite an unreadable file that cannot be set aside', async () => {
  const files = { ...memoryFiles({ [vaultFileName]: 'nonsense' }), setAside: async () => null };
  const { vault } = setUp(files);
  expect(await vault.write('token', 'x')).toEqual({ kind: 'memory' });
  expect(await vault.clear('token', 'set-aside')).toBe(false);
  expect(files.contents.get(vaultFileName)).toBe('nonsense');
});

it('says that a secret may still be in the file after a clear on a full disk', async () => {
  const { files, vault } = setUp();
  await vault.write('one', '1');
  await vault.write('two', '2');
  files.full = true;
  expect(await vault.clear('one')).toBe(false);
  expect(await vault.read('one')).toEqual({ state: 'absent' });
  expect(await vault.clear('one')).toBe(false);
  expect(await vault.clear('three')).toBe(true);
  files.full = false;
  expect(await vault.clear('one')).toBe(true);
  expect(await setUp(files).vault.read('one')).toEqual({ state: 'absent' });
});
