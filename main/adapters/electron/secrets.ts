import type { Secrets } from '../../ports/system.ts';
import type { Keyring } from './keyring.ts';

/**
 * The part of Electron's `safeStorage` that is used. Electron 33 has only the blocking calls; newer releases deprecate
 * them in favour of the asynchronous ones, which are therefore optional here.
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

/** Backends of Linux that do not protect: their key is in Chromium's source, or nothing is known of it. */
const weakBackends: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

const backendNames: Readonly<Record<string, string>> = { darwin: 'keychain', win32: 'dpapi' };

export interface ElectronSecrets extends Secrets {
  /** Ends the wait for the keyring, which then counts as none. */
  stop(): void;
}

/**
 * The system's encryption. On Linux the first call may ask the user for a password, so it must come after the tray is
 * shown; nothing is called before.
 */
export function createSecrets(storage: SafeStorage, platform: NodeJS.Platform, keyring: Keyring): ElectronSecrets {
  /** Only the older calls block, and only those of GNOME's keyring can be prepared by another process. */
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
        // The keyring or the user is another one: the stored token is lost, and the user signs in again.
        return null;
      }
    },
    stop: keyring.stop,
  };
}
