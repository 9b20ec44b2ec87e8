import type { AccountState } from './account/account.ts';
import { json, plain, type ServiceResponse } from './messages.ts';
import type { Modes } from './modes.ts';
import type { IssuedToken } from './tokens.ts';

/** A status in one of the two accepted shapes (docs/facts/qwencloud-protocol.md §2.2). */
export const statusResponse = (status: string, { signIn }: Modes): ServiceResponse =>
  json(signIn === 'snake-case' ? { status } : { Success: true, Data: { Status: status } });

/** The end of a sign-in: the token, its expiry, its user, and a refresh token that clients drop. */
export function completeResponse(issued: IssuedToken, user: AccountState['user'], { signIn }: Modes): ServiceResponse {
  const { id, email, aliyunId } = user;
  const expireTime = new Date(issued.expiresAtMs).toISOString();
  if (signIn === 'snake-case') {
    const credentials = {
      access_token: issued.accessToken,
      refresh_token: issued.refreshToken,
      expire_time: expireTime,
      user: { id, email, aliyunId },
    };
    return json({ status: 'complete', credentials });
  }
  const User = { Id: id, Email: email, AliyunId: aliyunId };
  const Credentials = {
    AccessToken: issued.accessToken,
    RefreshToken: issued.refreshToken,
    ExpireTime: expireTime,
    User,
  };
  return json({ Success: true, Data: { Status: 'complete', Credentials } });
}

/** The failure that the modes demand for the start of a sign-in, or null. */
export function codeFailure({ signIn }: Modes): ServiceResponse | null {
  if (signIn === 'hang') return { kind: 'hang' };
  if (signIn === 'http500') return plain(500, 'Internal Server Error');
  if (signIn === 'malformed-json') return { kind: 'reply', status: 200, headers: {}, body: '{"Success":true,' };
  return null;
}

/** The response that the modes demand for a poll; null: it depends on the attempt. */
export function pollFailure(modes: Modes): ServiceResponse | null {
  switch (modes.signIn) {
    case 'ok':
    case 'snake-case':
      return null;
    case 'access-denied':
      return statusResponse('access_denied', modes);
    case 'expired-token':
      return statusResponse('expired_token', modes);
    case 'slow-down':
      return statusResponse('slow_down', modes);
    case 'http400-expired':
      return plain(400, 'device token expired');
    case 'no-credentials':
      return statusResponse('complete', modes);
    case 'http500':
    case 'hang':
    case 'malformed-json':
      return codeFailure(modes);
  }
}
