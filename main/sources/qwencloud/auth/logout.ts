import type { Http, Log } from '../../../ports/system.ts';
import type { SignInSite } from './device-attempt.ts';

const timeoutMs = 5_000;

interface LogoutDeps {
  readonly http: Http;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Tells the service that a token is given up (docs/facts/qwencloud-protocol.md §2.4). Best effort: whatever it answers,
 * the token is gone here.
 */
export async function tellLogout(site: SignInSite, accessToken: string, deps: LogoutDeps): Promise<void> {
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
