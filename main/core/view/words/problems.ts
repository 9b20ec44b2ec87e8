import type { Failure } from '../../failure.ts';
import type { Session, SignInEnd } from '../../session.ts';

/** What happened, and what the user can do about it. Never one without the other. */
export interface Explanation {
  readonly what: string;
  readonly wayOut: string;
}

/** The parts of a failure that fill its sentence; empty where a kind has none. */
export interface FailureParts {
  /** The program, file or place at fault. */
  readonly subject: string;
  /** A code, an exit code or a status. */
  readonly code: string;
  /** How long the service asked to wait, formatted, or null. */
  readonly waitText: string | null;
}

export type SignedOutCause = Extract<Session, { state: 'signed-out' }>['cause'];
export type StartProblemCode = 'preferences-kept-aside' | 'data-folder-unwritable';

/** Errors Qwen Code itself shows, told apart by `client-errors` (documents 003 and 004). */
export const clientErrorKinds = [
  'five-hour-quota',
  'week-quota',
  'month-quota',
  'rate-limit',
  'access-token',
  'key-of-other-endpoint',
  'key-missing',
  'model-unknown',
  'wrong-path',
  'connection',
  'input-too-long',
] as const;
export type ClientErrorKind = (typeof clientErrorKinds)[number];

/** Words for everything that can go wrong. The maps are exhaustive: a new kind does not compile without its words. */
export interface ProblemWords {
  readonly failures: Readonly<Record<Failure['kind'], (parts: FailureParts) => Explanation>>;
  readonly signInEnds: Readonly<Record<Exclude<SignInEnd['kind'], 'failed'>, Explanation>>;
  readonly signInFailed: string;
  /** The way out of a failed sign-in that passes by itself. */
  readonly signInTryLater: string;
  readonly signedOut: Readonly<Record<SignedOutCause, Explanation>>;
  readonly startProblems: Readonly<Record<StartProblemCode, (detail: string) => Explanation>>;
  readonly clientErrors: Readonly<Record<ClientErrorKind, Explanation>>;
}
