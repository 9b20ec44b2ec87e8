import type { Failure } from '../core/failure.ts';

/**
 * Codes seen for a session that has ended, at HTTP 200 (docs/facts/qwencloud-protocol.md §6): ConsoleNeedLogin,
 * BailianGateway.Login.NotLogined, …
 */
const sessionCode =
  /need_?login|not_?login|^401$|(login|session)_?(expired|timeout|required|invalid)|invalid_?session|token_?expired|invalid_?(access_?)?token/i;
const rightCode = /^403$|no_?permission|forbidden|access_?denied|not_?auth?ori[sz]ed|unauthori[sz]ed|no_?right/i;
const rateCode = /^429$|throttl|flow_?control|too_?many|rate_?limit/i;

/** Classifies a service's error code. An unknown code becomes a business error. */
export function failureOfCode(code: string): Failure {
  if (sessionCode.test(code)) return { kind: 'session-expired' };
  if (rateCode.test(code)) return { kind: 'rate-limited', retryAfterMs: null };
  if (rightCode.test(code)) return { kind: 'no-right', code };
  return { kind: 'business-error', code };
}

/** Classifies an HTTP status other than 2xx by itself. A redirect means a login page. */
export function failureOfStatus(status: number): Failure {
  if (status >= 300 && status < 400) return { kind: 'login-page' };
  if (status === 401) return { kind: 'session-expired' };
  if (status === 403) return { kind: 'no-right', code: '403' };
  if (status === 429) return { kind: 'rate-limited', retryAfterMs: null };
  return { kind: 'server-error', status };
}
