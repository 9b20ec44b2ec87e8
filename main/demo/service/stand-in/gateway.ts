import type { AccountState } from './account/account.ts';
import { billOf, modelSeriesOf } from './account/bill.ts';
import { codingPlanResponse } from './account/coding-plan.ts';
import { freeTierOf } from './account/free-tier.ts';
import { autoRenewalOf, creditInstancesOf, grayOf, seatSummaryOf } from './account/token-plan.ts';
import { broadRefusal, businessReply, consoleNeedLogin, flatRefusal, flatReply } from './envelopes.ts';
import { type GatewayCall, gatewayCallOf } from './gateway-call.ts';
import { plain, type Route, type ServiceResponse } from './messages.ts';
import type { Tokens } from './tokens.ts';

interface GatewayDependencies {
  now(): number;
  account(userId?: string): AccountState;
  readonly tokens: Tokens;
}

type FlatCall = (call: GatewayCall, account: AccountState, nowMs: number) => unknown;

/** `product/action` → payload. The service spells its products this way. */
const flatCalls: Readonly<Record<string, FlatCall>> = {
  'BssOpenAPI-V3/QuerySubscriptionGray': (_call, { tokenPlan }) => grayOf(tokenPlan),
  'BssOpenAPI-V3/GetSeatSubscriptionSummary': ({ params }, { tokenPlan, user }, nowMs) =>
    seatSummaryOf(tokenPlan, user, params, nowMs),
  'BssOpenAPI-V3/DescribeFrInstances': ({ params }, { creditInstances }) => creditInstancesOf(creditInstances, params),
  'BssOpenAPI-V3/DescribeFqInstance': ({ params }, account) => freeTierOf(account, params),
  'BssOpenAPI-V3/MaasListConsumeSummary': ({ params }, { bill }) => billOf(bill, params),
  'BssOpenApi/CheckTokenPlanAutoRenewal': (_call, account) => autoRenewalOf(account),
  'AliyunDeliveryService/ListModelSeries': (_call, account) => modelSeriesOf(account),
};

/** The calls that need no valid token, as they end a session. */
const authProducts = new Set(['qwencloud-auth', 'qianwen-auth']);
export const isAuthCall = ({ product }: GatewayCall): boolean => authProducts.has(product);

function flatResponse(call: GatewayCall, account: AccountState, nowMs: number): ServiceResponse {
  const payloadOf = flatCalls[call.name];
  if (payloadOf === undefined) return flatRefusal('InvalidAction.NotFound', `The action ${call.action} is not found.`);
  return flatReply(payloadOf(call, account, nowMs));
}

function broadResponse({ action, params }: GatewayCall, account: AccountState, nowMs: number): ServiceResponse {
  if (action.endsWith('codingPlan.queryCodingPlanInstanceInfoV2')) {
    return codingPlanResponse(params, account.codingPlan, nowMs);
  }
  // The account has no personal Token Plan.
  return action.includes('/tokenplan/personal/') ? businessReply() : broadRefusal('FAIL_BIZ_API_NOT_FOUND', action);
}

/** `POST /data/v2/api.json`, the endpoint of nearly all calls. */
export const createGateway =
  ({ now, account, tokens }: GatewayDependencies): Route =>
  (request) => {
    const call = gatewayCallOf(request);
    if (call === null) return plain(400, 'Bad Request');
    const { authorization } = request.headers;
    if (isAuthCall(call)) {
      if (call.action === 'Logout') tokens.revoke(authorization);
      return flatReply({ Success: true });
    }
    if (!tokens.accepts(authorization)) return consoleNeedLogin();
    return (call.kind === 'broad' ? broadResponse : flatResponse)(call, account(tokens.userOf(authorization)), now());
  };
