import { minuteMs } from '../core/quota/calendar.ts';
import type { Session } from '../core/session.ts';
import type { Clock } from '../ports.ts';

/** There is no refresh: only the user can go on, so the end is told while there is still time. */
const tellBeforeMs = 30 * minuteMs;
/** setTimeout overflows at 24.8 days; besides, a machine may sleep through a timer. */
const longestTimerMs = 60 * minuteMs;

export type SessionNews =
  | { readonly kind: 'session-ending'; readonly endsAtMs: number }
  | { readonly kind: 'session-ended' };

export interface SessionNoticesDeps {
  readonly clock: Clock;
  tell(news: SessionNews): void;
}

export interface SessionNotices {
  /** To be called with each session there is. */
  follow(session: Session): void;
  stop(): void;
}

/** Tells once that a session is about to end, and once that it has. What the user ended themselves is no news. */
export function createSessionNotices({ clock, tell }: SessionNoticesDeps): SessionNotices {
  let endsAtMs: number | null = null;
  let toldOfMs: number | null = null;
  let wasSignedIn = false;
  let cancelTimer = (): void => {};

  function watch(): void {
    cancelTimer();
    if (endsAtMs === null || endsAtMs === toldOfMs) return;
    const leftMs = endsAtMs - clock.now();
    if (leftMs <= 0) return;
    if (leftMs > tellBeforeMs) {
      cancelTimer = clock.after(Math.min(leftMs - tellBeforeMs, longestTimerMs), watch);
      return;
    }
    toldOfMs = endsAtMs;
    tell({ kind: 'session-ending', endsAtMs });
  }

  return {
    follow(session) {
      const ended = wasSignedIn && session.state === 'signed-out' && session.cause === 'expired';
      if (session.state === 'signed-in' || session.state === 'signed-out') wasSignedIn = session.state === 'signed-in';
      endsAtMs = session.state === 'signed-in' ? session.expiresAtMs : null;
      watch();
      if (ended) tell({ kind: 'session-ended' });
    },
    stop() {
      cancelTimer();
      endsAtMs = null;
    },
  };
}
