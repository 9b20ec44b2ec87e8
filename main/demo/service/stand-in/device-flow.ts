import { createHash, randomUUID } from 'node:crypto';
import type { AccountState } from './account/account.ts';
import { json, type Route, type ServiceResponse } from './messages.ts';
import type { IssuedToken, Tokens } from './tokens.ts';

type Decision = 'pending' | 'approved' | 'denied' | 'spent';

interface Attempt {
  readonly clientId: string;
  readonly challenge: string;
  readonly expiresAtMs: number;
  decision: Decision;
  /** Who approved it; null: nobody. */
  user: AccountState['user'] | null;
  lastPollAtMs: number;
}

interface DeviceFlowDependencies {
  now(): number;
  /** The account that the browser is signed in with. */
  account(): AccountState;
  /** The server's origin, without a trailing slash. */
  origin(): string;
  readonly tokens: Tokens;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
}

export interface DeviceFlow {
  /** `POST /cli/device/code`: all parameters are in the query, the body is empty. */
  readonly code: Route;
  /** `POST /cli/device/token`. */
  readonly poll: Route;
  /** Decides the attempt of this device token, or the newest pending one; false: there is none. */
  decide(decision: 'approved' | 'denied', token?: string): boolean;
  /** How far the attempt of this device token has come. */
  stateOf(token: string): Decision | 'expired' | 'unknown';
}

/** Polls at less than this share of the interval get `slow_down`; timers may be slightly early. */
const intervalTolerance = 0.8;

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** The attempt that a request for a code starts; null: the request has no valid PKCE challenge. */
function attemptOf(query: URLSearchParams, expiresAtMs: number): Attempt | null {
  const clientId = query.get('client_id') ?? '';
  const challenge = query.get('code_challenge') ?? '';
  const isValid = clientId !== '' && challenge.length >= 43 && query.get('code_challenge_method') === 'S256';
  return isValid
    ? { clientId, challenge, expiresAtMs, decision: 'pending', user: null, lastPollAtMs: Number.NEGATIVE_INFINITY }
    : null;
}

/** A status of a sign-in (docs/facts/qwencloud-protocol.md §2.2). */
export const statusResponse = (Status: string): ServiceResponse => json({ Success: true, Data: { Status } });

/** The end of a sign-in: the token, its expiry, its user, and a refresh token that clients drop. */
function completeResponse(issued: IssuedToken, { id, email, aliyunId }: AccountState['user']): ServiceResponse {
  const Credentials = {
    AccessToken: issued.accessToken,
    RefreshToken: issued.refreshToken,
    ExpireTime: new Date(issued.expiresAtMs).toISOString(),
    User: { Id: id, Email: email, AliyunId: aliyunId },
  };
  return json({ Success: true, Data: { Status: 'complete', Credentials } });
}

/** The device sign-in with PKCE (docs/facts/qwencloud-protocol.md §2.1 and §2.2). */
export function createDeviceFlow(deps: DeviceFlowDependencies): DeviceFlow {
  const attempts = new Map<string, Attempt>();

  const pollAttempt = (attempt: Attempt): ServiceResponse => {
    const nowMs = deps.now();
    const tooSoon = nowMs - attempt.lastPollAtMs < deps.intervalSeconds * 1000 * intervalTolerance;
    attempt.lastPollAtMs = nowMs;
    if (nowMs >= attempt.expiresAtMs || attempt.decision === 'spent') return statusResponse('expired_token');
    if (attempt.decision === 'denied') return statusResponse('access_denied');
    if (attempt.decision === 'pending') return statusResponse(tooSoon ? 'slow_down' : 'authorization_pending');
    attempt.decision = 'spent';
    const user = attempt.user ?? deps.account().user;
    return completeResponse(deps.tokens.issue(user.id), user);
  };

  return {
    code({ query }) {
      const attempt = attemptOf(query, deps.now() + deps.expiresInSeconds * 1000);
      if (attempt === null)
        return json({ Success: false, Message: 'client_id and an S256 challenge are required' }, 400);
      const token = randomUUID();
      attempts.set(token, attempt);
      const VerificationUrl = `${deps.origin()}/device?token=${token}`;
      return json({
        Success: true,
        Data: { Token: token, VerificationUrl, ExpiresIn: deps.expiresInSeconds, Interval: deps.intervalSeconds },
      });
    },

    poll({ query }) {
      const attempt = attempts.get(query.get('token') ?? '');
      if (attempt === undefined) return statusResponse('expired_token');
      const isProven = challengeOf(query.get('code_verifier') ?? '') === attempt.challenge;
      if (!isProven || query.get('client_id') !== attempt.clientId) {
        return json({ Success: false, Message: 'invalid_grant: code_verifier does not match' }, 400);
      }
      return pollAttempt(attempt);
    },

    decide(decision, token) {
      const waiting = [...attempts].filter(([, attempt]) => attempt.decision === 'pending');
      const chosen = token === undefined ? waiting.at(-1) : waiting.find(([known]) => known === token);
      if (chosen === undefined || deps.now() >= chosen[1].expiresAtMs) return false;
      chosen[1].decision = decision;
      chosen[1].user = deps.account().user;
      return true;
    },

    stateOf(token) {
      const attempt = attempts.get(token);
      if (attempt === undefined) return 'unknown';
      return attempt.decision === 'pending' && deps.now() >= attempt.expiresAtMs ? 'expired' : attempt.decision;
    },
  };
}
