import type { Result } from '../core/failure.ts';

/** The interfaces of services and sources to the environment. Types only: the adapters implement them. */

/** Time and randomness, injected so that tests and the demo can control them. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` once after `delayMs` of real time. The returned function cancels it and may be called twice. */
  after(delayMs: number, task: () => void): () => void;
  /** A number in [0, 1). */
  random(): number;
}

/** Runs a task while no other process of this app runs one. */
export type Exclusively = <Value>(task: () => Promise<Value>) => Promise<Value>;

/** One line each, redacted by the adapter before it is written anywhere. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute. The adapter refuses anything but https, or http to loopback. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Bounds the whole exchange. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8, at most the adapter's cap. */
  readonly text: string;
}

/** Never follows a redirect: a 3xx is returned as a response. Failures: offline, timeout, tls, proxy, too-large. */
export interface Http {
  request(request: HttpRequest): Promise<Result<HttpResponse>>;
}

/** The system's encryption. Any call may unlock a keyring, so make it only after the tray is up. */
export interface Secrets {
  /** `none`: no real encryption here (no keyring, or one that only obfuscates); nothing may be written. */
  backend(): Promise<{ readonly kind: 'encrypted'; readonly name: string } | { readonly kind: 'none' }>;
  encrypt(text: string): Promise<Uint8Array>;
  /** null: these bytes can no longer be read (another keyring or user). */
  decrypt(bytes: Uint8Array): Promise<string | null>;
}

/** A file of the app that exists but could not be read. `path` is absolute, to be shown to the user. */
export interface DataRefused extends FileRefused {
  readonly path: string;
}

export type DataRead =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | DataRefused;

/** The app's own small files in its data folder. Names are relative, writes are atomic, and files have mode 0600. */
export interface DataFiles {
  read(name: string): Promise<DataRead>;
  /** The names in a folder, in no order; none if there is no such folder. */
  list(folder: string): Promise<readonly string[] | DataRefused>;
  /**
   * false: the file could not be written (disk full, read-only) and keeps its old content. A file that the last `read` refused
   * is set aside first; after `read-failed` it is not overwritten at all until it has been read.
   */
  write(name: string, bytes: Uint8Array): Promise<boolean>;
  /**
   * Adds text to the end of a file, which begins with `header` if it is new. false: some of it or nothing was written.
   * A crash may cut the text off.
   */
  append(name: string, text: string, header: string): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** Removes a folder with all that is in it. false: something of it may still be there. */
  removeFolder(name: string): Promise<boolean>;
  /** Renames a file to `<name>.broken-<ms>` or `<name>.newer-<ms>` so that it is kept, and answers the new name, or null. */
  setAside(name: string, why?: 'broken' | 'newer'): Promise<string | null>;
}

export type DocumentRead<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  /** `damaged`: a file was there whose content could not be understood. */
  | { readonly kind: 'missing'; readonly damaged?: true }
  | DataRefused;

/** One of the app's own JSON files; its content is validated when it is read. */
export interface Document<Value> {
  /** null: there is no file yet, it could not be read, or it did not fit the schema and was set aside. */
  read(): Promise<Value | null>;
  /** Like `read`, for callers that must know whether a file exists that could not be read. */
  load(): Promise<DocumentRead<Value>>;
  /** Writes soon; if several values are waiting, only the last is written. A failure is logged. */
  write(value: Value): void;
  /** Writes now. false: the file could not be written and keeps its old content. */
  save(value: Value): Promise<boolean>;
  remove(): Promise<void>;
  /** Resolves once nothing is waiting to be written. */
  settled(): Promise<void>;
}

export interface Notice {
  /** One notice replaces an older one of the same tag. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
}

/** Resolves once the system has reported whether the notice was shown; only a shown notice is remembered as sent. */
export interface Notices {
  show(notice: Notice, onClick: () => void): Promise<'shown' | 'failed'>;
  /** Whether the user told the desktop not to disturb; false where that is not known. Left out: it never is. */
  isDoNotDisturb?(): Promise<boolean>;
}

/** One version of one of the user's files, with links followed. */
export interface FileVersion {
  readonly kind: 'file';
  /** The regular file itself, whatever links led to it. */
  readonly target: string;
  readonly bytes: Uint8Array;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Names the file has; more than one: hard links, of which a replacement takes only the one it is made under. */
  readonly names: number;
}

/** There is no file; `target` is where one would be created (where a dangling link points). */
export interface FileMissing {
  readonly kind: 'missing';
  readonly target: string;
}

export interface FileRefused {
  readonly kind: 'refused';
  /**
   * `unreadable`: no permission. `read-failed`: the system could not read it now (too many open files, a failing disk).
   * `held-open`: another program has it open and shares it with nobody (Windows, its network disks).
   * `no-answer`: it lies on a mount that does not answer, or an earlier write there was given up and may still take effect.
   */
  readonly reason:
    | 'not-a-regular-file'
    | 'pipe'
    | 'too-large'
    | 'unreadable'
    | 'held-open'
    | 'read-failed'
    | 'no-answer';
}

export type FileState = FileVersion | FileMissing | FileRefused;

/** `conflict`: the file was no longer what was expected. After `failed`, read again to know what it holds: old or new, whole. */
export type FileWriteResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'failed'; readonly code: string };

/**
 * `second-name`: another hard link keeps the old content. `group-rights-lost`: the rights of the group, and those of an access
 * control list, cannot be kept and are taken away. `read-only`: its owner may not write it. `linked`: the file or its folder is
 * a link, so that the content lies elsewhere.
 */
export type FileConcern = 'second-name' | 'group-rights-lost' | 'read-only' | 'linked';

/** The user's own files (settings.json, .env): read whole, replaced whole or left as they were. */
export interface Files {
  /** `should-exist`: a missing file is asked for again for about a second, as Qwen Code's own save leaves a gap. */
  readVersion(path: string, expectation: 'should-exist' | 'may-be-missing'): Promise<FileState>;
  /** Keeps mode, owner, links, access control list and extended attributes, but see {@link FileConcern}. A new file is 0600. */
  replace(path: string, bytes: Uint8Array, expected: FileVersion | FileMissing): Promise<FileWriteResult>;
  remove(path: string, expected: FileVersion): Promise<FileWriteResult>;
  /** What the user should know before this version is replaced. */
  concernsOf(path: string, version: FileVersion): Promise<readonly FileConcern[]>;
  /** Removes what an interrupted write of ours left beside the file; answers how many. `own`: also of this run, so that no write may be in progress. */
  sweep(path: string, own?: 'own'): Promise<number>;
  /** Calls once per burst of changes to the file. Silent where the system cannot watch. The answer ends it. */
  watch(path: string, onChange: () => void): () => void;
}

export interface ProcessLimits {
  readonly timeoutMs: number;
  /** Of standard output and standard error together. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** How a program ended by itself. Both texts whole. */
export interface ProcessEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Programs of the user's, found on the PATH of the moment. Never through a shell, never from the working folder. */
export interface Processes {
  isInstalled(program: string): Promise<boolean>;
  /**
   * Runs `program` (a bare name) to its end, without input. Failures: program-failed (`not-installed`, `not-started`,
   * `ended-by-signal`), timeout, too-large; the program and all that it started is ended then.
   */
  run(program: string, args: readonly string[], limits: ProcessLimits): Promise<Result<ProcessEnd>>;
}
