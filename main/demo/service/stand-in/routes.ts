import type { AccountState } from './account/account.ts';
import { catalogueResponse } from './account/free-tier.ts';
import { approvalPage } from './approval-page.ts';
import type { DeviceFlow } from './device-flow.ts';
import type { Gateway } from './gateway.ts';
import { html, json, plain, type ServiceRequest, type ServiceResponse } from './messages.ts';
import type { Modes } from './modes.ts';
import type { Tokens } from './tokens.ts';

interface RoutesDependencies {
  modes(): Modes;
  account(): AccountState;
  count(name: string): void;
  readonly tokens: Tokens;
  readonly signIn: DeviceFlow;
  readonly gateway: Gateway;
  control(request: ServiceRequest): ServiceResponse;
}

type Route = (request: ServiceRequest) => ServiceResponse;

/** The target of the page's form, whose hidden field names the sign-in. */
const decided =
  (signIn: DeviceFlow, decision: 'approved' | 'denied'): Route =>
  ({ body }) => {
    const token = new URLSearchParams(body).get('token') ?? '';
    signIn.decide(decision, token);
    return approvalPage(signIn, token);
  };

const accountInfo =
  (deps: RoutesDependencies): Route =>
  ({ headers }) => {
    if (!deps.tokens.accepts(headers['authorization'])) return json({ message: 'Unauthorized' }, 401);
    const { aliyunId, email } = deps.account().user;
    return json({ data: { aliyunId, email } });
  };

/** Every route of the service; the hosts of both sites are one here. */
export function createRoutes(deps: RoutesDependencies): Route {
  const table: Readonly<Record<string, Route>> = {
    'HEAD /': () => plain(200, ''),
    'POST /cli/device/code': deps.signIn.code,
    'POST /cli/device/token': deps.signIn.poll,
    'POST /cli/device/logout': ({ headers }) => {
      deps.tokens.revoke(headers['authorization']);
      return json({ Success: true });
    },
    'GET /device': ({ query }) => approvalPage(deps.signIn, query.get('token') ?? ''),
    'POST /device/approve': decided(deps.signIn, 'approved'),
    'POST /device/deny': decided(deps.signIn, 'denied'),
    'GET /api/account/info.json': accountInfo(deps),
    'POST /data/v2/api.json': deps.gateway.main,
    'POST /cli/api.json': deps.gateway.console,
    'GET /model-mapping': () => catalogueResponse(deps.account().freeTier, deps.modes()),
    'GET /login': () => html('<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>'),
  };
  return (request) => {
    const name = `${request.method} ${request.path}`;
    if (request.path === '/__control') return deps.control(request);
    const route = table[name];
    if (route === undefined) return plain(404, 'Not Found');
    deps.count(name);
    return route(request);
  };
}
