import type { Failure } from '../core/failure.ts';
import type { Status } from '../core/quota/status/status-schema.ts';

/**
 * The exit code of a status, as the official client returns it: 0 if anything is known, 2 if only a sign-in is missing,
 * 3 if only the network is missing, 1 otherwise.
 */
export function statusExitCode(status: Status): 0 | 1 | 2 | 3 {
  const { pools, session, counted_requests } = status.qwen_gauge;
  if (counted_requests !== null) return 0;
  if (pools.some(({ state }) => state === 'fresh' || state === 'stale' || state === 'not-subscribed')) return 0;
  const codes = pools.flatMap(({ failure }) => (failure === null ? [] : failureExitCode(failure)));
  if (codes.includes(2) || session.state === 'signed-out') return 2;
  return codes.includes(3) ? 3 : 1;
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
