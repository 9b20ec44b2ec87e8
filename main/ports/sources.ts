import type { ClientErrorKind } from '../core/provider/client-error.ts';
import type { SourceAnswer } from '../core/quota/answer.ts';
import type { LocalCounts } from '../core/quota/local-counts.ts';
import type { PoolId, SourceId } from '../core/quota/model.ts';
import type { ServiceRegion, SignInEnd } from '../core/session.ts';
import type { BreakdownAnswer } from '../core/usage/breakdown-model.ts';
import type { DateRange } from '../core/usage/breakdown-period.ts';

/** What services ask of the sources. Types only: each source keeps these promises in its own folder. */

export type { SourceAnswer } from '../core/quota/answer.ts';

/** A place readings come from. Outside its own folder nothing names a source but `main/sources/registry.ts`. */
export interface Source {
  readonly id: SourceId;
  /** The pools it can tell about. */
  readonly pools: readonly PoolId[];
  /** Asks only for `pools`. Never throws and always answers each pool asked; an aborted call may answer anything. */
  fetch(pools: readonly PoolId[], signal: AbortSignal): Promise<readonly SourceAnswer[]>;
}

/** A source behind an installed program that its user signed in to. `pools` is empty until a look found it so. */
export interface ProgramSource extends Source {
  /** Finds out whether the program is there and signed in. Never throws. */
  look(signal: AbortSignal): Promise<void>;
}

/** A request that Qwen Code logged as refused, for a reason that the services document. */
export interface RefusedRequest {
  readonly refusal: ClientErrorKind;
  readonly model: string;
  readonly atMs: number;
}

/** What a request log reports by itself while it is followed. */
export interface RequestLogEvents {
  /** A new estimate, without being asked. */
  onAnswers(answers: readonly SourceAnswer[]): void;
  /** No plan is known any more: earlier estimates no longer stand. */
  onWithdrawn(): void;
  /** {@link RequestLog.localCounts} or {@link RequestLog.lastRequestAtMs} changed. */
  onChange(): void;
  /** Qwen Code was refused: the first refusal of its kind after a quiet time. */
  onRefusal(refused: RefusedRequest): void;
}

/** A source that counts the user's own requests in logs on this machine: polled like any other, and followed as they grow. */
export interface RequestLog extends Source {
  /** The requests counted at the last look while no plan is known to compare them with; null: a plan is known. */
  localCounts(): LocalCounts | null;
  /** When a request was last logged; null: none in the time that is kept. */
  lastRequestAtMs(): number | null;
  start(events: RequestLogEvents): void;
  /** Looks soon: the preferences changed. */
  look(): void;
  /** Ends the following, and waits until what was read is kept. */
  stop(): Promise<void>;
}

/** Where Qwen Code writes its logs. All paths absolute. */
export interface LogFolders {
  readonly qwenFolder: string;
  readonly runtimeFolder: string;
  /** Left out: no project has a runtime folder of its own. */
  readonly ofProjects?: ProjectLogFolders;
}

export interface ProjectLogFolders {
  /** True: every project has one, because a relative path is configured. False: only those whose own settings name one. */
  readonly areTheRule: boolean;
  /** Projects that are known without a log. */
  readonly known: readonly string[];
  /** The runtime folders of one project. */
  of(project: string): Promise<readonly string[]>;
}

export interface RegisteredSource {
  readonly source: Source;
  /** The source needs an account of this region; null: it needs no sign-in of ours. */
  readonly region: ServiceRegion | null;
  /** Asked only where the app has no account of its own: what it says may be of another one. */
  readonly instead?: true;
}

export interface BreakdownAsk {
  readonly model: string;
  readonly range: DateRange;
  /** YYYY-MM-DD: nothing is asked of months after it. */
  readonly today: string;
  /** Models the account is known to have: nobody needs to look them up. */
  readonly knownModels: readonly string[];
}

/** A place that can tell what one model used over time. Asked for by a person, never polled. */
export interface BreakdownSource {
  readonly id: SourceId;
  /** Day by day. Never throws. `superseded` once `signal` is aborted. */
  breakdown(asked: BreakdownAsk, signal: AbortSignal): Promise<BreakdownAnswer>;
}

export interface RegisteredBreakdown {
  readonly source: BreakdownSource;
  /** It needs an account of this region; null: an installed program, asked only where the app has no account. */
  readonly region: ServiceRegion | null;
}

/** What a completed sign-in brings. Held by main alone. */
export interface Credentials {
  readonly accessToken: string;
  /** Milliseconds since the epoch; null: the server did not say. */
  readonly expiresAtMs: number | null;
  /** A name for the account, if the service told one. */
  readonly account: string | null;
}

export type SignInAttemptEnd = SignInEnd | { readonly kind: 'complete'; readonly credentials: Credentials };

export interface SignInAttemptRequest {
  readonly clientId: string;
  readonly signal: AbortSignal;
  /** The page to approve on, once it is known to be the site's own; until `expiresAtMs`. */
  readonly onWaiting: (pageUrl: string, expiresAtMs: number) => void;
  /** Whether the last poll failed on the way. */
  readonly onOffline: (offline: boolean) => void;
}

/** The account service of one region. */
export interface DeviceSignIn {
  /** One sign-in from its first request to its end. Never throws; an aborted signal ends it as `cancelled`. */
  attempt(request: SignInAttemptRequest): Promise<SignInAttemptEnd>;
  /** Tells the service that a token is given up. Best effort: never throws. */
  signOut(accessToken: string, signal: AbortSignal): Promise<void>;
}
