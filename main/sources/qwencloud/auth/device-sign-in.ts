import { randomBytes } from 'node:crypto';
import type { DeviceSignIn } from '../../../ports/sources.ts';
import type { Clock, Http, Log } from '../../../ports/system.ts';
import { runDeviceAttempt, type SignInSite } from './device-attempt.ts';
import { revokeToken } from './logout.ts';

export interface DeviceSignInDeps {
  readonly site: SignInSite;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
}

/** The account service of one site. */
export function createDeviceSignIn(deps: DeviceSignInDeps): DeviceSignIn {
  const { site, http, log } = deps;
  return {
    attempt: (request) => runDeviceAttempt({ ...deps, ...request, randomBytes }),
    signOut: (accessToken, signal) => revokeToken(site, accessToken, { http, log, signal }),
  };
}
