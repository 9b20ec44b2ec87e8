import { randomBytes } from 'node:crypto';
import type { DeviceSignIn } from '../../../ports/sources.ts';
import type { Clock, Http, Log } from '../../../ports/system.ts';
import { runDeviceAttempt, type SignInSite } from './device-attempt.ts';

export interface DeviceSignInDeps {
  readonly site: SignInSite;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
}

export function createDeviceSignIn(deps: DeviceSignInDeps): DeviceSignIn {
  const { site, http, log } = deps;
  return {
    attempt: (request) => runDeviceAttempt({ ...deps, ...request, randomBytes }),
    signOut: (accessToken, signal) => revokeToken(site, accessToken, { http, log, signal }),
  };
}

const timeoutMs = 5_000;

interface LogoutDeps {
  readonly http: Http;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Revokes a token at the service (docs/facts/qwencloud-protocol.md §2.4). Best effort: the app has forgotten the token
 * already, whatever the service answers.
 */
async function revokeToken(site: SignInSite, accessToken: string, deps: LogoutDeps): Promise<void> {
  const answer = await deps.http.request({
    method: 'POST',
    url: site.gateway,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ product: site.logoutProduct, action: 'Logout', region: site.gatewayRegion, params: {} }),
    timeoutMs,
    signal: deps.signal,
  });
  deps.log.info(`sign-out: the service answered ${answer.ok ? answer.value.status : answer.failure.kind}`);
}
