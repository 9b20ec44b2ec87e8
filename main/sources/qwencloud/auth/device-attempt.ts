import { createHash } from 'node:crypto';
import type { Failure } from '../../../core/failure.ts';
import { jsonOf } from '../../../core/json.ts';
import type { ServiceRegion } from '../../../core/session.ts';
import type { SignInAttemptEnd, SignInAttemptRequest } from '../../../ports/sources.ts';
import type { Clock, Http } from '../../../ports/system.ts';
import { pause } from '../../../ports/timer.ts';
import { type DeviceCode, readDeviceCode } from './device-flow.ts';
import { readPollAnswer } from './device-poll.ts';

export interface SignInSite {
  readonly region: ServiceRegion;
  /** The base URL of the two device calls, without a slash at its end. */
  readonly authBase: string;
  /** The full URL of the gateway, for the sign-out. */
  readonly gateway: string;
  readonly gatewayRegion: string;
  readonly logoutProduct: string;
  /** Verification pages are opened only on these domains and below them. */
  readonly pageDomains: readonly string[];
}

interface AttemptDeps extends SignInAttemptRequest {
  readonly site: SignInSite;
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
}

const requestTimeoutMs = 30_000;
const slowDownMs = 5_000;
const longestBackOffMs = 30_000;

/**
 * Runs one device sign-in with PKCE (docs/facts/qwencloud-protocol.md §2, §8) from its first request to its end. Never
 * throws. It polls once per interval plus up to a second, and more rarely after failures; `slow_down` adds 5 s.
 * Network trouble does not end the wait, but a refused certificate does. An aborted signal ends it as `cancelled` and
 * leaves no timer.
 */
export async function runDeviceAttempt(deps: AttemptDeps): Promise<SignInAttemptEnd> {
  const verifier = Buffer.from(deps.randomBytes(32)).toString('base64url');
  const code = await askForCode(deps, verifier);
  if (deps.signal.aborted) return { kind: 'cancelled' };
  if (!('token' in code)) return { kind: 'failed', failure: code };
  if (!isOwnPage(code.verificationUrl, deps.site)) return failedShape('device/code.VerificationUrl');
  const expiresAtMs = Math.round(deps.clock.now() + code.expiresInMs);
  deps.onWaiting(code.verificationUrl, expiresAtMs);
  return await pollUntilEnd(deps, { code, verifier, expiresAtMs });
}

const failedShape = (where: string): SignInAttemptEnd => ({
  kind: 'failed',
  failure: { kind: 'unknown-shape', where },
});

async function askForCode(deps: AttemptDeps, verifier: string): Promise<DeviceCode | Failure> {
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = { client_id: deps.clientId, code_challenge: challenge, code_challenge_method: 'S256' };
  const response = await post(deps, '/cli/device/code', query);
  if (!response.ok) return response.failure;
  const { status, text } = response.value;
  if (status >= 300 && status < 400) return { kind: 'login-page' };
  if (status === 429) return { kind: 'rate-limited', retryAfterMs: null };
  if (status < 200 || status >= 400) return { kind: 'server-error', status };
  if (/^\s*</.test(text)) return { kind: 'login-page' };
  return readDeviceCode(jsonOf(text)) ?? { kind: 'unknown-shape', where: 'device/code' };
}

interface Wait {
  readonly code: DeviceCode;
  readonly verifier: string;
  readonly expiresAtMs: number;
}

async function pollUntilEnd(deps: AttemptDeps, { code, verifier, expiresAtMs }: Wait): Promise<SignInAttemptEnd> {
  const { clock, signal } = deps;
  const query = { client_id: deps.clientId, token: code.token, code_verifier: verifier };
  let intervalMs = code.intervalMs;
  let failures = 0;
  for (;;) {
    const pauseMs = intervalMs + clock.random() * jitterMs(intervalMs, failures);
    await pause(clock, Math.min(pauseMs, expiresAtMs - clock.now()), signal);
    if (signal.aborted) return { kind: 'cancelled' };
    if (clock.now() >= expiresAtMs) return { kind: 'expired' };
    const response = await post(deps, '/cli/device/token', query);
    if (signal.aborted) return { kind: 'cancelled' };
    if (!response.ok && response.failure.kind === 'tls') return { kind: 'failed', failure: response.failure };
    const answer = response.ok ? readPollAnswer(response.value) : ({ kind: 'transient' } as const);
    deps.onOffline(answer.kind === 'transient');
    failures = answer.kind === 'transient' ? failures + 1 : 0;
    switch (answer.kind) {
      case 'pending':
      case 'transient':
        break;
      case 'slow-down':
        intervalMs += slowDownMs;
        break;
      case 'denied':
        return { kind: 'denied' };
      case 'expired':
        return { kind: 'expired' };
      case 'unknown-shape':
        return failedShape('device/token');
      case 'complete':
        return answer;
    }
  }
}

/** The largest random delay: normally the interval, at most a second; after failures it doubles up to three times, to 30 s (as the official client does). */
const jitterMs = (intervalMs: number, failures: number): number =>
  failures === 0 ? Math.min(intervalMs, 1000) : Math.min(intervalMs * 2 ** Math.min(failures, 3), longestBackOffMs);

function post(deps: AttemptDeps, path: string, query: Readonly<Record<string, string>>): ReturnType<Http['request']> {
  return deps.http.request({
    method: 'POST',
    url: `${deps.site.authBase}${path}?${new URLSearchParams(query)}`,
    headers: { accept: 'application/json' },
    body: null,
    timeoutMs: requestTimeoutMs,
    signal: deps.signal,
  });
}

/** Accepts https pages on the site's own domains. A loopback page is accepted only if the sign-in server is on loopback too. */
export function isOwnPage(pageUrl: string, site: SignInSite): boolean {
  if (!URL.canParse(pageUrl)) return false;
  const page = new URL(pageUrl);
  if (page.username !== '' || page.password !== '') return false;
  if (isLoopback(page) && isLoopback(new URL(site.authBase))) return /^https?:$/.test(page.protocol);
  if (page.protocol !== 'https:' || page.port !== '') return false;
  return site.pageDomains.some((domain) => page.hostname === domain || page.hostname.endsWith(`.${domain}`));
}

const isLoopback = (url: URL): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
