import type { Result } from './core/failure.ts';

/** What services and sources ask of the world. Types only: the adapters keep these promises. */

/** Time and chance, injected so that tests and the demo can own them. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` once after `delayMs` of real time; the answer cancels it and may be called twice. */
  after(delayMs: number, task: () => void): () => void;
  /** A number in [0, 1). */
  random(): number;
}

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

/** Never follows a redirect: a 3xx is an answer. Failures: offline, timeout, tls, too-large. */
export interface Http {
  request(request: HttpRequest): Promise<Result<HttpResponse>>;
}

/** The system's encryption. Reading it may wake a keyring: never call it before the tray is up. */
export interface Secrets {
  /** `none`: no real encryption here (no keyring, or one that only obfuscates); nothing may be written. */
  backend(): Promise<{ readonly kind: 'encrypted'; readonly name: string } | { readonly kind: 'none' }>;
  encrypt(text: string): Promise<Uint8Array>;
  /** null: these bytes can no longer be read (another keyring or user). */
  decrypt(bytes: Uint8Array): Promise<string | null>;
}

/** The app's own small files, below its data folder. Names are relative, writes atomic, mode 0600. */
export interface DataFiles {
  read(name: string): Promise<Uint8Array | null>;
  /** false: could not be written (full, read-only); what was there stays. */
  write(name: string, bytes: Uint8Array): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** Renames a broken file to `<name>.broken-<ms>` so that it is kept, and answers the new name, or null. */
  setAside(name: string): Promise<string | null>;
}

export interface Notice {
  /** One notice replaces an older one of the same tag. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
}

/** Answers once the system has said whether the notice was shown: only then is it remembered as sent. */
export interface Notices {
  show(notice: Notice, onClick: () => void): Promise<'shown' | 'failed'>;
}
