import { fail, type Result, succeed } from '../../core/failure.ts';
import { failureSignedOut, type ServiceRegion, type Session, type SignInEnd } from '../../core/session.ts';
import type { Clock } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';
import { isExpired, type KeptToken, type TokenRecord } from './token-record.ts';

type Cause = Extract<Session, { state: 'signed-out' }>['cause'];

export interface SessionKeeper {
  hold(kept: KeptToken): void;
  /** Forgets the token; `why` becomes the cause in the signed-out session. */
  drop(why: Cause): void;
  /** Remembers the region the user chose, even if the sign-in gives no token. */
  choose(region: ServiceRegion): void;
  /** Sets the cause in the signed-out session if no token is held. */
  explain(why: Cause): void;
  record(): TokenRecord | null;
  /** The session, ignoring a running sign-in; `lastEnd` is how the last sign-in ended. */
  session(lastEnd: SignInEnd | null): Session;
  /** `signed-out`, also for the other region; `session-expired` once the token has ended. */
  accessToken(region: ServiceRegion): Result<string>;
  /** Cancels the timer; none is started again. */
  stop(): void;
}

/** Holds the run's only token and watches its expiry; `onExpired` is called once, when the token expires. */
export function createSessionKeeper(clock: Clock, onExpired: () => void): SessionKeeper {
  let kept: KeptToken | null = null;
  let cause: Cause = 'never';
  let chosen: ServiceRegion | null = null;
  let stopped = false;
  const timer = createTimer(clock);

  const hasEnded = (): boolean => kept !== null && isExpired(kept.record, clock.now());

  function session(lastEnd: SignInEnd | null): Session {
    if (kept === null) return { state: 'signed-out', lastEnd, cause, ...(chosen === null ? {} : { region: chosen }) };
    const { region, account, expiresAtMs } = kept.record;
    return { state: 'signed-in', region, account, expiresAtMs, storage: kept.storage };
  }

  function accessToken(region: ServiceRegion): Result<string> {
    // After a sleep, this may be called before the timer has run.
    if (hasEnded()) onExpired();
    if (kept === null) return fail(failureSignedOut(cause));
    return kept.record.region === region ? succeed(kept.record.accessToken) : fail({ kind: 'signed-out' });
  }

  return {
    hold(next) {
      kept = next;
      chosen = next.record.region;
      timer.cancel();
      const { expiresAtMs } = next.record;
      if (expiresAtMs !== null && !stopped) timer.setAt(expiresAtMs, onExpired);
    },
    drop(why) {
      timer.cancel();
      kept = null;
      cause = why;
    },
    choose(region) {
      chosen = region;
    },
    explain(why) {
      cause = why;
    },
    record: () => kept?.record ?? null,
    session,
    accessToken,
    stop() {
      stopped = true;
      timer.cancel();
    },
  };
}
