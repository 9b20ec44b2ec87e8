import { describe, expect, it, vi } from 'vitest';
import type { Keyring } from '../../../../main/adapters/electron/keyring.ts';
import { createSecrets as create, type SafeStorage } from '../../../../main/adapters/electron/secrets.ts';

const blocking = (over: Partial<SafeStorage> = {}): SafeStorage => ({
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(`v11${text}`),
  decryptString: (bytes) => bytes.toString().slice(3),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  ...over,
});

const keyringThat = (opens: boolean): Keyring => ({ open: vi.fn(async () => opens), stop: vi.fn() });
const createSecrets = (storage: SafeStorage, platform: NodeJS.Platform, keyring = keyringThat(true)) =>
  create(storage, platform, keyring);

describe('createSecrets', () => {
  it('calls nothing until it is used', () => {
    const isEncryptionAvailable = vi.fn(() => true);
    createSecrets(blocking({ isEncryptionAvailable }), 'linux');
    expect(isEncryptionAvailable).not.toHaveBeenCalled();
  });

  it('names the backend of a real store', async () => {
    await expect(createSecrets(blocking(), 'linux').backend()).resolves.toEqual({
      kind: 'encrypted',
      name: 'gnome_libsecret',
    });
    await expect(createSecrets(blocking(), 'darwin').backend()).resolves.toEqual({
      kind: 'encrypted',
      name: 'keychain',
    });
    await expect(createSecrets(blocking(), 'win32').backend()).resolves.toEqual({ kind: 'encrypted', name: 'dpapi' });
  });

  it.each(['basic_text', 'unknown'])('counts %s as no encryption', async (name) => {
    const storage = blocking({ getSelectedStorageBackend: () => name });
    await expect(createSecrets(storage, 'linux').backend()).resolves.toEqual({ kind: 'none' });
  });

  it('counts an unavailable store as none', async () => {
    const storage = blocking({ isEncryptionAvailable: () => false });
    await expect(createSecrets(storage, 'linux').backend()).resolves.toEqual({ kind: 'none' });
  });

  it('makes no call that may block before the keyring is unlocked, and none where it stays locked', async () => {
    const isEncryptionAvailable = vi.fn(() => true);
    const shut = createSecrets(blocking({ isEncryptionAvailable }), 'linux', keyringThat(false));
    expect(await shut.backend()).toEqual({ kind: 'none' });
    expect(isEncryptionAvailable).not.toHaveBeenCalled();
  });

  it('does not open the keyring where it is not used, or does not block', async () => {
    const keyring = keyringThat(false);
    await createSecrets(blocking(), 'darwin', keyring).backend();
    await createSecrets(blocking({ getSelectedStorageBackend: () => 'kwallet6' }), 'linux', keyring).backend();
    await createSecrets(blocking({ getSelectedStorageBackend: () => 'basic_text' }), 'linux', keyring).backend();
    await createSecrets(blocking({ isAsyncEncryptionAvailable: async () => true }), 'linux', keyring).backend();
    expect(keyring.open).not.toHaveBeenCalled();
  });

  it('ends the wait for the keyring', () => {
    const keyring = keyringThat(true);
    createSecrets(blocking(), 'linux', keyring).stop();
    expect(keyring.stop).toHaveBeenCalled();
  });

  it('decrypts what it encrypted, and returns null for what it cannot decrypt', async () => {
    const secrets = createSecrets(blocking(), 'linux');
    expect(await secrets.decrypt(await secrets.encrypt('token'))).toBe('token');
    const other = createSecrets(
      blocking({
        decryptString: () => {
          throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
        },
      }),
      'linux',
    );
    expect(await other.decrypt(new Uint8Array([1]))).toBeNull();
  });

  it('prefers the asynchronous calls where they exist', async () => {
    const never = (): never => {
      throw new Error('blocking call');
    };
    const secrets = createSecrets(
      blocking({
        isEncryptionAvailable: never,
        encryptString: never,
        decryptString: never,
        isAsyncEncryptionAvailable: async () => true,
        encryptStringAsync: async (text) => Buffer.from(text),
        decryptStringAsync: async (bytes) => ({ result: bytes.toString() }),
      }),
      'linux',
    );
    expect(await secrets.backend()).toEqual({ kind: 'encrypted', name: 'gnome_libsecret' });
    expect(await secrets.decrypt(await secrets.encrypt('token'))).toBe('token');
  });
});
