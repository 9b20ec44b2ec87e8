import type { Secrets } from '../../ports/system.ts';
import type { Keyring } from './keyring.ts';

/**
 * The part of Electron's `safeStorage` that is used. Electron 33 has the blocking calls only; newer releases
 * deprecate them in favour of the asynchronous ones, so those are looked for, not assumed.
 */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(bytes: Buffer): string;
  getSelectedStorageBackend?(): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(bytes: Buffer): Promise<{ readonly result: string }>;
}

/** Backends of Linux that only obfuscate: the key is in Chromium's source, or nobody knows. */
const weakBackends: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

const backendNames: Readonly<Record<string, string>> = { darwin: 'keychain', win32: 'dpapi' };

export interface ElectronSecrets extends Secrets {
  /** A keyring that is still waited for counts as none. */
  stop(): void;
}

/**
 * The system's encryption. Nothing is touched before the first call: on Linux that may ask the user for a password, so
 * it must come after the tray is up.
 */
export function createSecrets(storage: SafeStorage, platform: NodeJS.Platform, keyring: Keyring): ElectronSecrets {
  /** The newer calls wait by themselves, and a KWallet can be asked by no others. */
  const mayBlock = (name: string): boolean =>
    name === 'gnome_libsecret' && storage.isAsyncEncryptionAvailable === undefined;

  return {
    async backend() {
      const name = backendNames[platform] ?? storage.getSelectedStorageBackend?.() ?? 'unknown';
      if (weakBackends.has(name) || (mayBlock(name) && !(await keyring.open()))) return { kind: 'none' };
      const available = await (storage.isAsyncEncryptionAvailable?.() ?? storage.isEncryptionAvailable());
      return available ? { kind: 'encrypted', name } : { kind: 'none' };
    },
    async encrypt(text) {
      const bytes = await (storage.encryptStringAsync?.(text) ?? storage.encryptString(text));
      return new Uint8Array(bytes);
    },
    async decrypt(bytes) {
      try {
        const buffer = Buffer.from(bytes);
        if (storage.decryptStringAsync !== undefined) return (await storage.decryptStringAsync(buffer)).result;
        return storage.decryptString(buffer);
      } catch {
        // Another keyring or another user: the stored token is lost and the user signs in again.
        return null;
      }
    },
    stop: keyring.stop,
  };
}
