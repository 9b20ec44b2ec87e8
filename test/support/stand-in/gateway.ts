import { broadRefusal, flatReply } from '../../../main/demo/service/stand-in/envelopes.ts';
import { isAuthCall } from '../../../main/demo/service/stand-in/gateway.ts';
import { type GatewayCall, gatewayCallOf } from '../../../main/demo/service/stand-in/gateway-call.ts';
import {
  plain,
  type Route,
  type ServiceRequest,
  type ServiceResponse,
} from '../../../main/demo/service/stand-in/messages.ts';
import type { Tokens } from '../../../main/demo/service/stand-in/tokens.ts';
import { consoleCallOf } from './console-call.ts';
import { deadTokenResponse, notLogined, simulatedFailure } from './failures.ts';
import type { Modes } from './modes.ts';
import { boughtInstancesOf, isOpenApi, isPersonalPlanApi, personalPlanResponse } from './personal-plan.ts';
import type { StandInAccount } from './stand-in.ts';
import { subscriptionDetailOf } from './subscription.ts';

interface GatewayDependencies {
  now(): number;
  modes(): Modes;
  account(userId?: string): StandInAccount;
  origin(): string;
  count(name: string): void;
  /** Tokens issued by the sign-in. */
  readonly tokens: Tokens;
  /** Tokens of the console, issued in exchange for one of the sign-in. */
  readonly consoleTokens: Tokens;
  /** The demo's gateway, which answers the other calls. */
  readonly gateway: Route;
}

/** The amounts that the mode `null-init-capacity` empties, and the windows that `missing-windows` leaves out. */
const amounts = /^(Init|Curr)Capacity(BaseValue)?$/;
const longWindows = /^per(Week|BillMonth)/;

/** A response of the demo's gateway in the form that the modes demand. */
function reshaped(response: ServiceResponse, { action }: GatewayCall, modes: Modes): ServiceResponse {
  if (response.kind !== 'reply') return response;
  const body = JSON.parse(response.body, (key, value) => {
    if (modes.gateway === 'null-init-capacity' && amounts.test(key)) return null;
    return modes.gateway === 'missing-windows' && longWindows.test(key) ? undefined : value;
  });
  if (action.endsWith('codingPlan.queryCodingPlanInstanceInfoV2') && body.data?.DataV2) {
    const { ret, data } = body.data.DataV2;
    if (modes.codingPlanShape === 'variant') body.data = { ret, data: data.data };
    if (modes.codingPlanShape === 'doubly-nested') body.data = { DataV2: { ret, data: { data: body.data } } };
  }
  return { ...response, body: JSON.stringify(body) };
}

/** The gateway and the console of the service, with simulated failures and with the calls that the demo has no use for. */
export function createGateway(deps: GatewayDependencies): { readonly main: Route; readonly console: Route } {
  const personal = ({ action }: GatewayCall, { personalPlan = null }: StandInAccount): ServiceResponse =>
    personalPlanResponse(action, personalPlan, deps.now(), deps.modes());

  /** Counts the call, and responds with the simulated failure if there is one. */
  const handle = (call: GatewayCall | null, respond: (call: GatewayCall) => ServiceResponse): ServiceResponse => {
    if (call === null) return plain(400, 'Bad Request');
    deps.count(call.name);
    return simulatedFailure(call, deps.modes(), deps.origin()) ?? respond(call);
  };

  /** The calls that only the tests' service answers. */
  const ownResponse = (call: GatewayCall, account: StandInAccount): ServiceResponse | null => {
    const { name, params } = call;
    if (name === 'BssOpenAPI-V3/GetSubscriptionDetail') return flatReply(subscriptionDetailOf(account, params));
    if (name === 'BssOpenApi/QueryAvailableInstances') {
      return flatReply(boughtInstancesOf(account.personalPlan ?? null));
    }
    if (name === 'ModelStudioRegional/GenerateCLIAccessToken') {
      return flatReply({ cliAccessToken: deps.consoleTokens.issue(account.user.id).accessToken });
    }
    if (!isPersonalPlanApi(call.action)) return null;
    switch (deps.modes().personalPlanAtGateway) {
      case 'refused':
        return broadRefusal('FAIL_BIZ_API_NOT_FOUND', call.action);
      case 'not-logined':
        return notLogined();
      case 'answered':
        return personal(call, account);
    }
  };

  const main = (request: ServiceRequest): ServiceResponse =>
    handle(gatewayCallOf(request), (call) => {
      if (!isAuthCall(call) && !deps.tokens.accepts(request.headers['authorization'])) {
        return deadTokenResponse(deps.modes());
      }
      const account = deps.account(deps.tokens.userOf(request.headers['authorization']));
      return ownResponse(call, account) ?? reshaped(deps.gateway(request), call, deps.modes());
    });
  const console = (request: ServiceRequest): ServiceResponse =>
    handle(consoleCallOf(request), (call) =>
      isOpenApi(call.action) || deps.consoleTokens.accepts(request.headers['authorization'])
        ? personal(call, deps.account(deps.consoleTokens.userOf(request.headers['authorization'])))
        : notLogined(),
    );
  return { main, console };
}
