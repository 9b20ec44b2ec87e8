import type { Failure } from '../core/failure.ts';
import { hasReset } from '../core/quota/calendar.ts';
import type { PoolStatus } from '../core/quota/model.ts';
import { readingOf } from '../core/quota/share.ts';
import type { Status } from '../core/quota/status/status-schema.ts';
import { knownFromStatus } from '../core/quota/status/status-snapshot.ts';
import { isOverdue } from './status/status-lines.ts';

/**
 * The exit code of a status, as the official client returns it: 0 if anything is known, 2 if only a sign-in is missing,
 * 3 if only the network is missing, 1 otherwise. Our own: 5 if the known numbers are old.
 */
export function statusExitCode(status: Status, nowMs: number): 0 | 1 | 2 | 3 | 5 {
  const { pools, session, counted_requests } = status.qwen_gauge;
  const isKnown = pools.some(({ state }) => state === 'fresh' || state === 'stale' || state === 'not-subscribed');
  if (isKnown || counted_requests !== null) return hasOldNumbers(status, nowMs) ? 5 : 0;
  const codes = pools.flatMap(({ failure }) => (failure === null ? [] : failureExitCode(failure)));
  if (codes.includes(2) || session.state === 'signed-out') return 2;
  return codes.includes(3) ? 3 : 1;
}

/**
 * Whether a number may no longer be true: the app that wrote it has quit, its source has failed since, or its window has
 * reset since it was read.
 */
function hasOldNumbers(status: Status, nowMs: number): boolean {
  const { pools } = knownFromStatus(status).snapshot;
  const isOld = (pool: PoolStatus): boolean => {
    const reading = readingOf(pool);
    if (reading === null || reading.windows.length === 0) return false;
    return pool.state === 'stale' || reading.windows.some((window) => hasReset(window, reading.takenAtMs, nowMs));
  };
  return isOverdue(status, nowMs) || pools.some(isOld);
}

/** The exit code of a failure: 2 if a sign-in would help, 3 if the network is missing, 1 otherwise. */
export function failureExitCode({ kind }: Failure): 1 | 2 | 3 {
  switch (kind) {
    case 'signed-out':
    case 'session-expired':
    case 'login-page':
      return 2;
    case 'offline':
    case 'timeout':
    case 'tls':
    case 'proxy':
      return 3;
    default:
      return 1;
  }
}
