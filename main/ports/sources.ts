import type { Refusal } from '../core/provider/client-error.ts';
import type { SourceAnswer } from '../core/quota/answer.ts';
import type { OwnRequests } from '../core/quota/forecast/own-requests.ts';
import type { LocalCounts } from '../core/quota/local-counts.ts';
import type { PoolId, SourceId } from '../core/quota/model.ts';
import type { ServiceRegion, SignInEnd } from '../core/session.ts';
import type { BreakdownAnswer } from '../core/usage/breakdown-model.ts';
import type { DateRange } from '../core/usage/breakdown-period.ts';
import type { LoggedRequests } from '../core/usage/local-use.ts';

/** The interfaces between services and sources. Types only: each source implements them in its own folder. */

export type { SourceAnswer } from '../core/quota/answer.ts';

/** A source of readings. Only `main/sources/registry.ts` and the source's own folder may name a concrete source. */
export interface Source {
  readonly id: SourceId;
  /** The pools that it can read. */
  readonly pools: readonly PoolId[];
  /**
   * Reads only `pools`. Never throws, and returns an answer for each of them; an aborted call may return anything.
   * Reports each answer to `onAnswer` as soon as it is there, so that a slow pool holds back no other.
   */
  fetch(
    pools: readonly PoolId[],
    signal: AbortSignal,
    onAnswer?: (answer: SourceAnswer) => void,
  ): Promise<readonly SourceAnswer[]>;
}

/** A source that runs an installed program. `pools` is empty until `look` has found the program signed in. */
export interface ProgramSource extends Source {
  /** Checks whether the program is installed and signed in. Never throws. */
  look(signal: AbortSignal): Promise<void>;
}

/** A request that Qwen Code logged as refused, for a reason that the services document. */
export interface RefusedRequest {
  readonly refusal: Refusal['kind'];
  /** The window it says is used up; null: none, or not named. */
  readonly window: Refusal['window'];
  /** The reset it names; null: none. */
  readonly resetsAtMs: number | null;
  /** null: the log names a model that neither the catalogue nor the user's settings list. */
  readonly model: string | null;
  readonly atMs: number;
}

/** What a request log reports by itself while it is followed. */
export interface RequestLogEvents {
  onAnswers(answers: readonly SourceAnswer[]): void;
  /** No plan is known any more, so earlier estimates are no longer valid. */
  onWithdrawn(): void;
  /** {@link RequestLog.localCounts} or {@link RequestLog.lastRequestAtMs} changed. */
  onChange(): void;
  /** Qwen Code was refused: the first refusal of its kind after a quiet time. */
  onRefusal(refused: RefusedRequest): void;
}

/** A source that counts the user's own requests in local logs. It is polled like any other and also watches the logs grow. */
export interface RequestLog extends Source {
  /** The requests counted in the last scan if no plan is known to compare them with; null: a plan is known. */
  localCounts(): LocalCounts | null;
  /** When a request was last logged; null: none in the period that is kept. */
  lastRequestAtMs(): number | null;
  /** The requests known to have gone to the Coding Plan, with those that Qwen Code does not log by the learned ratio. */
  planRequests(): OwnRequests;
  /** How many answers were logged after a time and until another, without those that surely came from another service. */
  answersBetween(fromMs: number, toMs: number): number;
  /** All requests of the last 32 days, whoever paid for them, with those that Qwen Code does not log by the learned ratio. */
  logged(): readonly LoggedRequests[];
  start(events: RequestLogEvents): void;
  /** Scans the logs soon, for example after a change of the preferences. */
  look(): void;
  /** Stops watching and waits until the state is written. */
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
  /** Projects that are known although they have no log. */
  readonly known: readonly string[];
  /** The runtime folders of one project. */
  of(project: string): Promise<readonly string[]>;
}

export interface RegisteredSource {
  readonly source: Source;
  /** The source needs an account of this region; null: it does not use the app's sign-in. */
  readonly region: ServiceRegion | null;
  /** Used only if the app has no account of its own, because its numbers may belong to another account. */
  readonly instead?: true;
}

export interface BreakdownAsk {
  readonly model: string;
  readonly range: DateRange;
  /** YYYY-MM-DD; later months are not requested. */
  readonly today: string;
  /** Models that the account is known to have, so they need no lookup. */
  readonly knownModels: readonly string[];
}

/** A source of one model's usage over time. It is read on the user's request and never polled. */
export interface BreakdownSource {
  readonly id: SourceId;
  /** Day by day. Never throws. `superseded` once `signal` is aborted. */
  breakdown(asked: BreakdownAsk, signal: AbortSignal): Promise<BreakdownAnswer>;
}

export interface RegisteredBreakdown {
  readonly source: BreakdownSource;
  /** It needs an account of this region; null: an installed program, used only if the app has no account. */
  readonly region: ServiceRegion | null;
}

/** The result of a completed sign-in. It never leaves the main process. */
export interface Credentials {
  readonly accessToken: string;
  /** Milliseconds since the epoch; null: the server did not say. */
  readonly expiresAtMs: number | null;
  /** A name for the account, if the service sent one. */
  readonly account: string | null;
}

export type SignInAttemptEnd = SignInEnd | { readonly kind: 'complete'; readonly credentials: Credentials };

export interface SignInAttemptRequest {
  readonly clientId: string;
  readonly signal: AbortSignal;
  /** Reports the page on which the user approves the sign-in, after checking its domain. It is valid until `expiresAtMs`. */
  readonly onWaiting: (pageUrl: string, expiresAtMs: number) => void;
  /** Reports whether the last poll failed for network trouble. */
  readonly onOffline: (offline: boolean) => void;
}

/** The account service of one region. */
export interface DeviceSignIn {
  /** One sign-in from its first request to its end. Never throws; an aborted signal ends it as `cancelled`. */
  attempt(request: SignInAttemptRequest): Promise<SignInAttemptEnd>;
  /** Revokes a token at the service. Best effort: never throws. */
  signOut(accessToken: string, signal: AbortSignal): Promise<void>;
}
