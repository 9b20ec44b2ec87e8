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
/** null: cleared. */
type Changes = Readonly<Record<string, string | null>>;
type Backend = Awaited<ReturnType<Secrets['backend']>>;

type VaultValue =
  | { readonly state: 'present'; readonly value: string }
  | { readonly state: 'absent' }
  /** A secret is stored, but the current keyring, user or machine cannot decrypt it. */
  | { readonly state: 'undecryptable' };

/** Takes over what the file turns out to hold, if it could not be read when the later value was given. */
type Join = (earlier: string, later: string) => string;
export type Unreadable = 'leave' | 'set-aside';

export interface Vault {
  read(name: string): Promise<VaultValue>;
  /** Returns where the value is kept: `memory` if there is no encryption or the file cannot be written. */
  write(name: string, value: string, join?: Join): Promise<TokenStorage>;
  /**
   * false: the secret may still be in the file. A file that cannot be read is left alone, because it may hold other secrets,
   * or set aside.
   */
  clear(name: string, unreadable?: Unreadable): Promise<boolean>;
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
  /** The file could not be read just now. It is asked for again at the next call. */
  | { readonly state: 'unread' }
  /** It is asked for again at the next change, because a keyring may be unlocked at any time. */
  | { readonly state: 'undecryptable' };

const memory: TokenStorage = { kind: 'memory' };

/**
 * Stores named secrets in one encrypted file. The first call may unlock the system's keyring, so make it only after the
 * tray is up. Without real encryption nothing is written, and the secrets live as long as the process. Calls run one
 * after the other.
 */
export function createVault({ secrets, dataFiles, log }: VaultDeps): Vault {
  let contents: Contents | null = null;
  /** What changed while the file could not be read. */
  let unsaved: Changes = {};
  const joins = new Map<string, Join>();
  /** What the file holds, as far as it was read or written. */
  let onDisk: SecretsByName = {};
  const inTurn = createTurns();

  async function open(isChange: boolean): Promise<Contents> {
    if (contents?.state === 'readable' || (contents?.state === 'undecryptable' && !isChange)) return contents;
    contents = await load();
    if (contents.state === 'readable' && Object.keys(unsaved).length > 0) {
      contents = await keep(changed(contents.byName, joined(contents.byName)), contents);
    }
    return contents;
  }

  const joined = (earlier: SecretsByName): Changes =>
    Object.fromEntries(
      Object.entries(unsaved).map(([name, later]) => {
        const before = Object.hasOwn(earlier, name) ? earlier[name] : undefined;
        const isBoth = before !== undefined && later !== null;
        return [name, isBoth ? (joins.get(name)?.(before, later) ?? later) : later];
      }),
    );

  async function backendNow(): Promise<Backend> {
    try {
      return await secrets.backend();
    } catch {
      return { kind: 'none' }; // The system's store did not answer: nothing is written, nothing is lost.
    }
  }

  async function load(): Promise<Contents> {
    const backend = await backendNow();
    const found = await dataFiles.read(vaultFileName);
    if (found.kind === 'missing') return readable({}, backend);
    if (found.kind === 'refused') {
      log.warn(`vault: ${found.path} could not be read: ${found.reason}`);
      return { state: 'unread' };
    }
    const ciphertext = ciphertextOf(found.bytes);
    const text = ciphertext === null || backend.kind === 'none' ? null : await decrypted(ciphertext);
    const byName = text === null ? null : secretsOf(text);
    if (byName !== null) {
      onDisk = byName;
      return readable(byName, backend);
    }
    if (contents?.state !== 'undecryptable') log.warn('vault: what is kept can no longer be read');
    return { state: 'undecryptable' };
  }

  async function decrypted(ciphertext: Uint8Array): Promise<string | null> {
    try {
      return await secrets.decrypt(ciphertext);
    } catch {
      return null; // The system's store failed: the file stays as it is.
    }
  }

  /** Writes all secrets. What could not be read stays so until the file holds them. */
  async function keep(byName: SecretsByName, before: Contents): Promise<Contents> {
    const backend = await backendNow();
    const isWritten = await store(byName, backend, before);
    if (!isWritten && before.state !== 'readable') return before;
    unsaved = {};
    return readable(byName, isWritten ? backend : { kind: 'none' });
  }

  async function store(byName: SecretsByName, backend: Backend, before: Contents): Promise<boolean> {
    if (Object.keys(byName).length === 0 && before.state === 'readable') {
      await dataFiles.remove(vaultFileName);
      const isGone = (await dataFiles.read(vaultFileName)).kind === 'missing';
      if (isGone) onDisk = {};
      return isGone;
    }
    if (backend.kind === 'none') return false;
    const bytes = await encrypted(byName, backend.name);
    // A newer version of the app, or the earlier keyring, may still be able to read the file.
    const hasRoom = bytes !== null && (before.state !== 'undecryptable' || (await setAside()));
    if (bytes !== null && hasRoom && (await dataFiles.write(vaultFileName, bytes))) {
      onDisk = byName;
      return true;
    }
    log.warn('vault: could not be written; kept in memory for this run');
    return false;
  }

  async function setAside(): Promise<boolean> {
    const found = await dataFiles.read(vaultFileName);
    const isNewer = found.kind === 'file' && readNewer(VaultFileSchema, jsonOfBytes(found.bytes)) !== null;
    return (await dataFiles.setAside(vaultFileName, isNewer ? 'newer' : 'broken')) !== null;
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
      const opened = await open(false);
      const byName = opened.state === 'readable' ? opened.byName : unsaved;
      const value = Object.hasOwn(byName, name) ? byName[name] : undefined;
      if (value === undefined && opened.state !== 'readable') return { state: 'undecryptable' };
      return value === undefined || value === null ? { state: 'absent' } : { state: 'present', value };
    });

  /** Makes a change, and keeps it for later where the file cannot be read. */
  async function change(name: string, value: string | null): Promise<Contents> {
    const opened = await open(true);
    if (opened.state === 'readable') {
      contents = await keep(changed(opened.byName, { [name]: value }), opened);
    } else {
      unsaved = { ...unsaved, [name]: value };
      if (value !== null) contents = await keep(changed({}, unsaved), opened);
    }
    return contents ?? opened;
  }

  const write: Vault['write'] = (name, value, join) =>
    inTurn(async () => {
      if (join !== undefined) joins.set(name, join);
      const opened = await change(name, value);
      return opened.state === 'readable' ? opened.kept : memory;
    });

  const clear: Vault['clear'] = (name, unreadable = 'leave') =>
    inTurn(async () => {
      const opened = await open(true);
      const mayReplace = opened.state === 'undecryptable' && unreadable === 'set-aside';
      if (mayReplace && (await setAside())) contents = null;
      const { state } = await change(name, null);
      return state === 'readable' && !Object.hasOwn(onDisk, name);
    });

  const storage: Vault['storage'] = () =>
    inTurn(async () => {
      const opened = await open(false);
      return opened.state === 'readable' ? opened.kept : memory;
    });

  const settled: Vault['settled'] = () => inTurn(async () => {});

  return { read, write, clear, storage, settled };
}

function readable(byName: SecretsByName, backend: Backend): Contents {
  const kept: TokenStorage = backend.kind === 'none' ? memory : { kind: 'encrypted', backend: backend.name };
  return { state: 'readable', byName, kept };
}

function changed(byName: SecretsByName, changes: Changes): SecretsByName {
  const entries = Object.entries({ ...byName, ...changes });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

function ciphertextOf(bytes: Uint8Array): Uint8Array | null {
  const parsed = VaultFileSchema.safeParse(jsonOfBytes(bytes));
  return parsed.success ? Buffer.from(parsed.data.ciphertext, 'base64') : null;
}

function secretsOf(text: string): SecretsByName | null {
  const parsed = SecretsByNameSchema.safeParse(jsonOf(text));
  return parsed.success ? parsed.data : null;
}
