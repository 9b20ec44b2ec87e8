import type { Failure } from '../failure.ts';
import type {
  KeyProblem,
  RepairOffer,
  SettingsProblem,
  SwitchPreview,
  SwitchResult,
  SwitchWarning,
} from '../provider/model.ts';
import type { Session, SignInEnd } from '../session.ts';

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

/** What a warning or a repair may name (`SwitchWarning.values`, `RepairOffer.values`); each sentence reads without. */
export interface SwitchValues {
  readonly variable?: string;
  /** A file, or the place inside the settings. */
  readonly path?: string;
  readonly baseUrl?: string;
  readonly enforced?: string;
  readonly type?: string;
  readonly used?: string;
  readonly wanted?: string;
  readonly others?: string;
  readonly count?: string;
  readonly folders?: string;
  readonly selector?: string;
  readonly model?: string;
  readonly follows?: string;
  readonly becomes?: string;
  readonly reason?: string;
  /** Why Qwen Code would not start, by name; `subject` is what that is about. */
  readonly refusal?: string;
  readonly subject?: string;
  readonly name?: string;
  readonly list?: string;
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
  readonly settingsProblems: Readonly<Record<SettingsProblem['reason'], Explanation>>;
  readonly keyProblems: Readonly<Record<KeyProblem, Explanation>>;
  readonly switchWarnings: Readonly<Record<SwitchWarning['code'], (values: SwitchValues) => Explanation>>;
  readonly switchResults: Readonly<Record<SwitchResult['kind'], Explanation>>;
  readonly switchPreviews: Readonly<
    Record<Extract<SwitchPreview['kind'], 'nothing-to-do' | 'unknown-provider'>, Explanation>
  >;
  readonly repairs: Readonly<Record<RepairOffer['code'], (values: SwitchValues) => Explanation>>;
  readonly startProblems: Readonly<Record<StartProblemCode, (detail: string) => Explanation>>;
  readonly clientErrors: Readonly<Record<ClientErrorKind, Explanation>>;
}
