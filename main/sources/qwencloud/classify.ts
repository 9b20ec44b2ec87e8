import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import { jsonOf } from '../../core/json.ts';
import type { HttpResponse } from '../../ports/system.ts';
import { failureOfCode, failureOfStatus } from '../codes.ts';
import { at, readCode } from '../values.ts';

const longestWaitMs = 24 * 60 * 60 * 1000;

/** `Retry-After` in ms from seconds or an HTTP date, 0 to one day; null where there is none that can be read. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  const dateMs = /\bGMT$/i.test(text) ? Date.parse(text) : Number.NaN;
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : dateMs - nowMs;
  return Number.isFinite(wait) ? Math.min(longestWaitMs, Math.max(0, Math.round(wait))) : null;
}

/** Asked of what is no JSON alone: what a service calls its JSON is not known. */
const looksLikeHtml = (response: HttpResponse): boolean =>
  /^\s*</.test(response.text) || /\b(text\/html|application\/xhtml)/i.test(response.headers['content-type'] ?? '');

/** The JSON of a good answer, or why it is none. `where` names the call for a shape that is not known. */
export function readJson(response: HttpResponse, where: string, nowMs: number): Result<unknown> {
  if (response.status < 200 || response.status >= 300) return fail(failureOf(response, nowMs));
  const body = jsonOf(response.text);
  if (body !== undefined) return succeed(body);
  return fail(looksLikeHtml(response) ? { kind: 'login-page' } : { kind: 'unknown-shape', where });
}

/** A date in `Retry-After` is one of the server's clock; this machine's may be hours away. */
function serverTimeMs(response: HttpResponse): number | null {
  const dateMs = Date.parse(response.headers['date'] ?? '');
  return Number.isNaN(dateMs) ? null : dateMs;
}

function failureOf(response: HttpResponse, nowMs: number): Failure {
  const failure = failureOfStatus(response.status);
  const waitMs = retryAfterMs(response.headers['retry-after'], serverTimeMs(response) ?? nowMs);
  if (failure.kind === 'rate-limited') return { ...failure, retryAfterMs: waitMs };
  if (failure.kind === 'server-error') return waitMs === null ? failure : { ...failure, retryAfterMs: waitMs };
  if (failure.kind !== 'no-right') return failure;
  const stated = failureOfCode(readCode(at(jsonOf(response.text), 'code')));
  return stated.kind === 'session-expired' ? stated : failure;
}
