import type { AccountState } from './account/account.ts';
import { billOf } from './account/bill.ts';
import { codingPlanResponse } from './account/coding-plan.ts';
import { freeTierOf } from './account/free-tier.ts';
import { boughtInstancesOf, isOpenApi, isPersonalPlanApi, personalPlanResponse } from './account/personal-plan.ts';
import { autoRenewalOf, modelSeriesOf, subscriptionDetailOf } from './account/subscription.ts';
import { creditInstancesOf, grayOf, seatSummaryOf } from './account/token-plan.ts';
import { broadRefusal, flatRefusal, flatReply, notLogined } from './envelopes.ts';
import { deadTokenResponse, simulatedFailure } from './failures.ts';
import { consoleCallOf, type GatewayCall, gatewayCallOf } from './gateway-call.ts';
import { plain, type ServiceRequest, type ServiceResponse } from './messages.ts';
import type { Modes } from './modes.ts';
import type { Tokens } from './tokens.ts';

interface GatewayDependencies {
  now(): number;
  modes(): Modes;
  account(): AccountState;
  origin(): string;
  count(name: string): void;
  /** Tokens issued by the sign-in. */
  readonly tokens: Tokens;
  /** Tokens of the console, issued in exchange for one of the sign-in. */
  readonly consoleTokens: Tokens;
}

export interface Gateway {
  /** `POST /data/v2/api.json`, the endpoint of nearly all calls. */
  main(request: ServiceRequest): ServiceResponse;
  /** `POST /cli/api.json`, the endpoint of personal Token Plans. */
  console(request: ServiceRequest): ServiceResponse;
}

type FlatCall = (call: GatewayCall, account: AccountState, deps: GatewayDependencies) => unknown;

/** `product/action` → payload. The service spells its products this way. */
const flatCalls: Readonly<Record<string, FlatCall>> = {
  'BssOpenAPI-V3/QuerySubscriptionGray': (_call, { tokenPlan }) => grayOf(tokenPlan),
  'BssOpenAPI-V3/GetSeatSubscriptionSummary': ({ params }, { tokenPlan, user }, deps) =>
    seatSummaryOf(tokenPlan, user, params, deps.now()),
  'BssOpenAPI-V3/DescribeFrInstances': ({ params }, { creditInstances }, deps) =>
    creditInstancesOf(creditInstances, params, deps.modes()),
  'BssOpenAPI-V3/DescribeFqInstance': ({ params }, account, deps) => freeTierOf(account, params, deps.modes()),
  'BssOpenAPI-V3/MaasListConsumeSummary': ({ params }, { bill }) => billOf(bill, params),
  'BssOpenAPI-V3/GetSubscriptionDetail': ({ params }, account) => subscriptionDetailOf(account, params),
  'BssOpenApi/CheckTokenPlanAutoRenewal': (_call, account) => autoRenewalOf(account),
  'BssOpenApi/QueryAvailableInstances': (_call, { personalPlan }) => boughtInstancesOf(personalPlan),
  'AliyunDeliveryService/ListModelSeries': (_call, account) => modelSeriesOf(account),
  'ModelStudioRegional/GenerateCLIAccessToken': (_call, _account, { consoleTokens }) => ({
    cliAccessToken: consoleTokens.issue().accessToken,
  }),
};

const authProducts = new Set(['qwencloud-auth', 'qianwen-auth']);

function flatResponse(call: GatewayCall, deps: GatewayDependencies): ServiceResponse {
  const payloadOf = flatCalls[call.name];
  if (payloadOf === undefined) return flatRefusal('InvalidAction.NotFound', `The action ${call.action} is not found.`);
  return flatReply(payloadOf(call, deps.account(), deps));
}

function broadResponse(call: GatewayCall, deps: GatewayDependencies): ServiceResponse {
  if (call.action.endsWith('codingPlan.queryCodingPlanInstanceInfoV2')) {
    return codingPlanResponse(call.params, deps.account().codingPlan, deps.now(), deps.modes());
  }
  const { personalPlanAtGateway } = deps.modes();
  if (!isPersonalPlanApi(call.action) || personalPlanAtGateway === 'refused') {
    return broadRefusal('FAIL_BIZ_API_NOT_FOUND', call.action);
  }
  if (personalPlanAtGateway === 'not-logined') return notLogined();
  return personalPlanResponse(call.action, deps.account().personalPlan, deps.now(), deps.modes());
}

export function createGateway(deps: GatewayDependencies): Gateway {
  /** Counts the call, and responds with the simulated failure if there is one. */
  const handle = (call: GatewayCall | null, respond: (call: GatewayCall) => ServiceResponse): ServiceResponse => {
    if (call === null) return plain(400, 'Bad Request');
    deps.count(call.name);
    return simulatedFailure(call, deps.modes(), deps.origin()) ?? respond(call);
  };
  return {
    main: (request) =>
      handle(gatewayCallOf(request), (call) => {
        const { authorization } = request.headers;
        if (authProducts.has(call.product)) {
          if (call.action === 'Logout') deps.tokens.revoke(authorization);
          return flatReply({ Success: true });
        }
        if (!deps.tokens.accepts(authorization)) return deadTokenResponse(deps.modes());
        return call.kind === 'broad' ? broadResponse(call, deps) : flatResponse(call, deps);
      }),
    console: (request) =>
      handle(consoleCallOf(request), (call) =>
        isOpenApi(call.action) || deps.consoleTokens.accepts(request.headers['authorization'])
          ? personalPlanResponse(call.action, deps.account().personalPlan, deps.now(), deps.modes())
          : notLogined(),
      ),
  };
}
