import {
  broadRefusal,
  broadReply,
  consoleNeedLogin,
  flatRefusal,
  flatReply,
} from '../../../main/demo/service/stand-in/envelopes.ts';
import type { GatewayCall } from '../../../main/demo/service/stand-in/gateway-call.ts';
import { json, plain, type ServiceResponse } from '../../../main/demo/service/stand-in/messages.ts';
import { html, redirect } from './messages.ts';
import type { Modes } from './modes.ts';

const hugeBytes = 8 * 1024 * 1024;

/** An expired session, as the service behind the gateway reports it. */
export const notLogined = (): ServiceResponse =>
  flatReply({ errorCode: 'BailianGateway.Login.NotLogined', errorMsg: 'not logined', success: false });

export const loginPage = (): ServiceResponse =>
  html('<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>');

/** The failure that the modes demand for this call; null: the gateway answers it, perhaps with fields left out. */
export function simulatedFailure(call: GatewayCall, modes: Modes, origin: string): ServiceResponse | null {
  if (modes.gatewayOnly !== null && !call.name.includes(modes.gatewayOnly)) return null;
  switch (modes.gateway) {
    case 'ok':
    case 'null-init-capacity':
    case 'missing-windows':
      return null;
    case 'gw401':
      return json({ code: '401', message: 'Unauthorized' }, 401);
    case 'gw403':
      return json({ code: '403', message: 'Forbidden' }, 403);
    case 'gw429':
      return json({ code: '429', message: 'Too Many Requests' }, 429, { 'retry-after': `${modes.retryAfterSeconds}` });
    case 'gw500':
      return plain(500, 'Internal Server Error');
    case 'gw302':
      return redirect(`${origin}/login?redirect=1`);
    case 'html200':
      return loginPage();
    case 'console-need-login':
      return consoleNeedLogin();
    case 'not-logined':
      return notLogined();
    case 'business-fail':
      return call.kind === 'broad'
        ? broadRefusal('FAIL_BIZ_SERVICE_ERROR', 'service unavailable')
        : flatRefusal('ServiceUnavailable', 'The request has failed due to a temporary failure of the server.');
    case 'hang':
      return { kind: 'hang' };
    case 'drop':
      return { kind: 'drop' };
    case 'empty-data':
      return call.kind === 'broad' ? broadReply({}) : flatReply({});
    case 'malformed-json':
      return {
        kind: 'reply',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '{"code":"200","data":',
      };
    case 'huge-body':
      return flatReply({ padding: 'x'.repeat(hugeBytes) });
  }
}

/** The response to a call without a valid token. */
export function deadTokenResponse({ deadToken }: Modes): ServiceResponse {
  switch (deadToken) {
    case 'console-need-login':
      return consoleNeedLogin();
    case 'not-logined':
      return notLogined();
    case 'gw401':
      return json({ code: '401', message: 'Unauthorized' }, 401);
  }
}

/** The failure of the public catalogue that the modes demand; null: it is answered. */
export function catalogueFailure({ catalogue }: Modes): ServiceResponse | null {
  switch (catalogue) {
    case 'ok':
      return null;
    case 'http-500':
      return plain(500, 'Internal Server Error');
    case 'html':
      return html('<!doctype html><title>Portal</title><p>Sign in to this network.</p>');
    case 'hang':
      return { kind: 'hang' };
  }
}
