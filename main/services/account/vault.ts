import * as z from 'zod';
import { jsonOf } from '../../core/json.ts';
import type { TokenStorage } from '../../core/session.ts';
import { createTurns } from '../../core/turns.ts';
import type { DataFiles, Log, Secrets } from '../../ports/system.ts';
import { jsonOfBytes } from '../json-of-bytes.ts';
import { readNewer } from '../newer-file.ts';

export const vaultFileName = 'vault.bin';

/** The file on disk: all secrets in one ciphertext, and the backend that encrypted it. */
const VaultFileSchema = z.strictObject({ version: z.literal(1), backend: z.string(), ciphertext: z.base64() });
const SecretsByNameSchema = z.record(z.string(), z.string());
type SecretsByName = Readonly<Record<string, string>>;

type VaultValue =
  | { readonly state: 'present'; readonly value: string }
  | { readonly state: 'absent' }
  /** A secret is stored, but the current keyring, user or machine cannot decrypt it. */
  | { readonly state: 'undecryptable' };

export interface Vault {
  read(name: string): Promise<VaultValue>;
  /** Returns where the value is kept: `memory` if there is no encryption or the file cannot be written. */
  write(name: string, value: string): Promise<TokenStorage>;
  clear(name: string): Promise<void>;
  storage(): Promise<TokenStorage>;
  /** Resolves when all earlier calls are done. Wait for it before the process ends. */
  settled(): Promise<void>;
}

interface VaultDeps {
  readonly secrets: Secrets;
  readonly dataFiles: DataFiles;
  readonly log: Log;
}

type Contents =
  | { readonly state: 'readable'; readonly byName: SecretsByName; readonly kept: TokenStorage }
  | { readonly state: 'undecryptable' };

/** What a vault holds that could not be read just now. It is asked for again at the next call. */
const unread: Contents = { state: 'undecryptable' };

const memory: TokenStorage = { kind: 'memory' };

/**
 * Stores named secrets in one encrypted file. The first call may unlock the system's keyring, so make it only after the
 * tray is up. Without real encryption nothing is written, and the secrets live as long as the process. Calls run one
 * after the other.
 */
export function createVault({ secrets, dataFiles, log }: VaultDeps): Vault {
  let contents: Contents | null = null;
  /** What this run was given while the file could not be read. */
  let unsaved: SecretsByName = {};
  const inTurn = createTurns();

  async function open(): Promise<Contents> {
    if (contents === null || contents === unread) contents = await load();
    if (contents.state !== 'readable' || Object.keys(unsaved).length === 0) return contents;
    await keep({ ...contents.byName, ...unsaved });
    return contents;
  }

  async function backendNow(): ReturnType<Secrets['backend']> {
    try {
      return await secrets.backend();
    } catch {
      return { kind: 'none' }; // The system's store did not answer: nothing is written, nothing is lost.
    }
  }

  async function load(): Promise<Contents> {
    const backend = await backendNow();
    const kept: TokenStorage = backend.kind === 'none' ? memory : { kind: 'encrypted', backend: backend.name };
    const found = await dataFiles.read(vaultFileName);
    if (found.kind === 'missing') return { state: 'readable', byName: {}, kept };
    if (found.kind === 'refused') {
      log.warn(`vault: ${found.path} could not be read: ${found.reason}`);
      return unread;
    }
    const ciphertext = ciphertextOf(found.bytes);
    const text = ciphertext === null || backend.kind === 'none' ? null : await decrypted(ciphertext);
    const byName = text === null ? null : secretsOf(text);
    if (byName !== null) return { state: 'readable', byName, kept };
    log.warn('vault: what is kept can no longer be read');
    return { state: 'undecryptable' };
  }

  async function decrypted(ciphertext: Uint8Array): Promise<string | null> {
    try {
      return await secrets.decrypt(ciphertext);
    } catch {
      return null; // The system's store failed: the file stays as it is.
    }
  }

  async function keep(byName: SecretsByName): Promise<TokenStorage> {
    const kept = await store(byName);
    if (contents === unread && kept.kind === 'memory') {
      unsaved = byName;
      return kept;
    }
    unsaved = {};
    contents = { state: 'readable', byName, kept };
    return kept;
  }

  async function store(byName: SecretsByName): Promise<TokenStorage> {
    const backend = await backendNow();
    const isForOthers = contents?.state === 'undecryptable' && contents !== unread;
    if (Object.keys(byName).length === 0) {
      await (isForOthers ? setAside() : dataFiles.remove(vaultFileName));
      return backend.kind === 'none' ? memory : { kind: 'encrypted', backend: backend.name };
    }
    if (backend.kind === 'none') return memory;
    const bytes = await encrypted(byName, backend.name);
    // A newer version of the app, or the earlier keyring, may still be able to read the file.
    if (bytes !== null && isForOthers) await setAside();
    if (bytes !== null && (await dataFiles.write(vaultFileName, bytes))) {
      return { kind: 'encrypted', backend: backend.name };
    }
    log.warn('vault: could not be written; kept in memory for this run');
    return memory;
  }

  async function setAside(): Promise<void> {
    const found = await dataFiles.read(vaultFileName);
    const isNewer = found.kind === 'file' && readNewer(VaultFileSchema, jsonOfBytes(found.bytes)) !== null;
    await dataFiles.setAside(vaultFileName, isNewer ? 'newer' : 'broken');
  }

  async function encrypted(byName: SecretsByName, backend: string): Promise<Uint8Array | null> {
    try {
      const ciphertext = Buffer.from(await secrets.encrypt(JSON.stringify(byName))).toString('base64');
      return Buffer.from(JSON.stringify({ version: 1, backend, ciphertext } satisfies z.infer<typeof VaultFileSchema>));
    } catch {
      return null; // The system's store failed: nothing is written, the caller keeps the secret in memory.
    }
  }

  const read: Vault['read'] = (name) =>
    inTurn(async () => {
      const opened = await open();
      const byName = opened.state === 'readable' ? opened.byName : unsaved;
      const value = Object.hasOwn(byName, name) ? byName[name] : undefined;
      if (value === undefined && opened.state === 'undecryptable') return { state: 'undecryptable' };
      return value === undefined ? { state: 'absent' } : { state: 'present', value };
    });

  const write: Vault['write'] = (name, value) =>
    inTurn(async () => {
      const opened = await open();
      return keep({ ...(opened.state === 'readable' ? opened.byName : unsaved), [name]: value });
    });

  const clear: Vault['clear'] = (name) =>
    inTurn(async () => {
      const opened = await open();
      if (opened === unread) {
        // The file may hold other secrets, so it is not removed unread.
        unsaved = Object.fromEntries(Object.entries(unsaved).filter(([key]) => key !== name));
        return;
      }
      const entries = opened.state === 'readable' ? Object.entries(opened.byName) : [];
      await keep(Object.fromEntries(entries.filter(([key]) => key !== name)));
    });

  const storage: Vault['storage'] = () =>
    inTurn(async () => {
      const opened = await open();
      return opened.state === 'readable' ? opened.kept : memory;
    });

  const settled: Vault['settled'] = () => inTurn(async () => {});

  return { read, write, clear, storage, settled };
}

function ciphertextOf(bytes: Uint8Array): Uint8Array | null {
  const parsed = VaultFileSchema.safeParse(jsonOfBytes(bytes));
  return parsed.success ? Buffer.from(parsed.data.ciphertext, 'base64') : null;
}

function secretsOf(text: string): SecretsByName | null {
  const parsed = SecretsByNameSchema.safeParse(jsonOf(text));
  return parsed.success ? parsed.data : null;
}
