import { statusResponse } from '../../../main/demo/service/stand-in/device-flow.ts';
import {
  json,
  jsonObject,
  objectOf,
  plain,
  type ServiceResponse,
} from '../../../main/demo/service/stand-in/messages.ts';
import type { Modes } from './modes.ts';

/** The response to a poll in the second accepted shape: flat, with names in snake case. */
export function inSnakeCase(response: ServiceResponse): ServiceResponse {
  if (response.kind !== 'reply' || response.status !== 200) return response;
  const data = objectOf(jsonObject(response.body)?.['Data']);
  const { AccessToken, RefreshToken, ExpireTime, User } = objectOf(data?.['Credentials']) ?? {};
  if (AccessToken === undefined) return json({ status: data?.['Status'] });
  const { Id, Email, AliyunId } = objectOf(User) ?? {};
  const user = { id: Id, email: Email, aliyunId: AliyunId };
  const credentials = { access_token: AccessToken, refresh_token: RefreshToken, expire_time: ExpireTime, user };
  return json({ status: 'complete', credentials });
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
      return statusResponse('access_denied');
    case 'expired-token':
      return statusResponse('expired_token');
    case 'slow-down':
      return statusResponse('slow_down');
    case 'http400-expired':
      return plain(400, 'device token expired');
    case 'no-credentials':
      return statusResponse('complete');
    case 'http500':
    case 'hang':
    case 'malformed-json':
      return codeFailure(modes);
  }
}
