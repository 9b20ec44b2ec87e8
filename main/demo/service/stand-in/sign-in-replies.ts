import type { AccountState } from './account/account.ts';
import { type Answer, json, plain } from './messages.ts';
import type { Modes } from './modes.ts';
import type { IssuedToken } from './tokens.ts';

/** A status in one of the two accepted shapes (docs/facts/qwencloud-protocol.md §2.2). */
export const statusAnswer = (status: string, { signIn }: Modes): Answer =>
  json(signIn === 'snake-case' ? { status } : { Success: true, Data: { Status: status } });

/** The end of a sign-in: the token, when it expires, and whose it is. No refresh token, as clients drop it. */
export function completeAnswer(issued: IssuedToken, user: AccountState['user'], { signIn }: Modes): Answer {
  const { id, email, aliyunId } = user;
  const expireTime = new Date(issued.expiresAtMs).toISOString();
  if (signIn === 'snake-case') {
    const credentials = { access_token: issued.accessToken, expire_time: expireTime, user: { id, email, aliyunId } };
    return json({ status: 'complete', credentials });
  }
  const User = { Id: id, Email: email, AliyunId: aliyunId };
  const Credentials = { AccessToken: issued.accessToken, ExpireTime: expireTime, User };
  return json({ Success: true, Data: { Status: 'complete', Credentials } });
}

/** How the start of a sign-in fails as switched, or null when it should not. */
export function codeTrouble({ signIn }: Modes): Answer | null {
  if (signIn === 'hang') return { kind: 'hang' };
  if (signIn === 'http500') return plain(500, 'Internal Server Error');
  if (signIn === 'malformed-json') return { kind: 'reply', status: 200, headers: {}, body: '{"Success":true,' };
  return null;
}

/** What a poll is told as switched, or null when the attempt itself decides. */
export function pollTrouble(modes: Modes): Answer | null {
  switch (modes.signIn) {
    case 'ok':
    case 'snake-case':
      return null;
    case 'access-denied':
      return statusAnswer('access_denied', modes);
    case 'expired-token':
      return statusAnswer('expired_token', modes);
    case 'slow-down':
      return statusAnswer('slow_down', modes);
    case 'http400-expired':
      return plain(400, 'device token expired');
    case 'no-credentials':
      return statusAnswer('complete', modes);
    case 'http500':
    case 'hang':
    case 'malformed-json':
      return codeTrouble(modes);
  }
}
