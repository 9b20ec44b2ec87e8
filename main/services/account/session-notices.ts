import * as z from 'zod';
import { minuteMs } from '../../core/quota/calendar.ts';
import { hasExpired, type Session } from '../../core/session.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';
import { createDocument } from '../document.ts';

/** A session cannot be refreshed: only the user can sign in again, so the notice comes before it ends. */
export const announceBeforeMs = 30 * minuteMs;

/** Only the end time of the last session that the user was notified of; the name is that of stored files. */
const SessionNoticesFileSchema = z.strictObject({ version: z.literal(1), toldOfMs: z.number().nullable() });

export type SessionNews =
  | { readonly kind: 'session-ending'; readonly endsAtMs: number }
  | { readonly kind: 'session-ended' };

export interface SessionNoticesDeps {
  readonly clock: Clock;
  readonly files: DataFiles;
  readonly log: Log;
  announce(news: SessionNews): void;
}

export interface SessionNotices {
  /** Loads what an earlier run notified of. Must be called before the first `follow`. */
  start(): Promise<void>;
  /** Must be called with each new session. */
  follow(session: Session): void;
  /** Checks again after the machine woke up, because its timers slept too. */
  wake(): void;
  stop(): void;
  settled(): Promise<void>;
}

/**
 * Notifies once that a session is about to end, even across restarts, and once that it has ended. A session that the user
 * ended causes no notice.
 */
export function createSessionNotices({ clock, files, log, announce }: SessionNoticesDeps): SessionNotices {
  const document = createDocument({ files, name: 'session-notices.json', schema: SessionNoticesFileSchema, log });
  let endsAtMs: number | null = null;
  let announcedEndMs: number | null = null;
  let wasSignedIn = false;
  const timer = createTimer(clock);

  function watch(): void {
    timer.cancel();
    if (endsAtMs === null || endsAtMs === announcedEndMs) return;
    const leftMs = endsAtMs - clock.now();
    if (leftMs <= 0) return;
    if (leftMs > announceBeforeMs) {
      timer.setAt(endsAtMs - announceBeforeMs, watch);
      return;
    }
    announcedEndMs = endsAtMs;
    document.write({ version: 1, toldOfMs: announcedEndMs });
    announce({ kind: 'session-ending', endsAtMs });
  }

  return {
    async start() {
      announcedEndMs = (await document.read())?.toldOfMs ?? null;
    },
    follow(session) {
      const ended = wasSignedIn && hasExpired(session);
      if (session.state === 'signed-in' || session.state === 'signed-out') wasSignedIn = session.state === 'signed-in';
      endsAtMs = session.state === 'signed-in' ? session.expiresAtMs : null;
      watch();
      if (ended) announce({ kind: 'session-ended' });
    },
    wake: watch,
    stop() {
      timer.cancel();
      endsAtMs = null;
    },
    settled: document.settled,
  };
}
