import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import { jsonOf } from '../../core/json.ts';
import type { HttpResponse } from '../../ports/system.ts';
import { failureOfCode, failureOfStatus } from '../codes.ts';
import { at, isTooDeep, readCode } from '../values.ts';

const longestWaitMs = 24 * 60 * 60 * 1000;

/** Reads `Retry-After` (seconds or an HTTP date) as 0 ms to one day; null: missing or unreadable. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  const dateMs = /\bGMT$/i.test(text) ? Date.parse(text) : Number.NaN;
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : dateMs - nowMs;
  return Number.isFinite(wait) ? Math.min(longestWaitMs, Math.max(0, Math.round(wait))) : null;
}

/** Only used for a body that is not JSON, because services may label their JSON with any content type. */
const looksLikeHtml = (response: HttpResponse): boolean =>
  /^\s*</.test(response.text) || /\b(text\/html|application\/xhtml)/i.test(response.headers['content-type'] ?? '');

/** Parses the JSON of a 2xx response, or returns the failure. `where` names the call in an `unknown-shape` failure. */
export function readJson(response: HttpResponse, where: string, nowMs: number): Result<unknown> {
  if (response.status < 200 || response.status >= 300) return fail(failureOf(response, nowMs));
  const body = jsonOf(response.text);
  if (body !== undefined)
    return isTooDeep(body) ? fail({ kind: 'unknown-shape', where: `${where}: depth` }) : succeed(body);
  return fail(looksLikeHtml(response) ? { kind: 'login-page' } : { kind: 'unknown-shape', where });
}

/** The server's own time, to compare with a date in `Retry-After`: this machine's clock may be hours off. */
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
  const failureInBody = failureOfCode(readCode(at(jsonOf(response.text), 'code')));
  return failureInBody.kind === 'session-expired' ? failureInBody : failure;
}
