import type { AccountState } from './account/account.ts';
import { billOf } from './account/bill.ts';
import { codingPlanAnswer } from './account/coding-plan.ts';
import { freeTierOf } from './account/free-tier.ts';
import { isPersonalPlanApi, personalPlanAnswer } from './account/personal-plan.ts';
import { autoRenewalOf, modelSeriesOf, subscriptionDetailOf } from './account/subscription.ts';
import { creditInstancesOf, grayOf, seatSummaryOf } from './account/token-plan.ts';
import { broadRefusal, flatRefusal, flatReply, notLogined } from './envelopes.ts';
import { deadTokenAnswer, troubleFor } from './failures.ts';
import { consoleCallOf, type GatewayCall, gatewayCallOf } from './gateway-call.ts';
import { type Answer, plain, type Question } from './messages.ts';
import type { Modes } from './modes.ts';
import type { Tokens } from './tokens.ts';

interface GatewayDependencies {
  now(): number;
  modes(): Modes;
  account(): AccountState;
  origin(): string;
  count(name: string): void;
  /** Tokens of the sign-in. */
  readonly tokens: Tokens;
  /** Tokens of the console, handed out for one of the sign-in. */
  readonly consoleTokens: Tokens;
}

export interface Gateway {
  /** `POST /data/v2/api.json`, the door to nearly everything. */
  main(question: Question): Answer;
  /** `POST /cli/api.json`, the door to personal Token Plans. */
  console(question: Question): Answer;
}

type FlatCall = (call: GatewayCall, account: AccountState, deps: GatewayDependencies) => unknown;

/** `product/action` → payload. The spelling of the products is the service's own. */
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
  'AliyunDeliveryService/ListModelSeries': (_call, account) => modelSeriesOf(account),
  'ModelStudioRegional/GenerateCLIAccessToken': (_call, _account, { consoleTokens }) => ({
    cliAccessToken: consoleTokens.issue().accessToken,
  }),
};

const authProducts = new Set(['qwencloud-auth', 'qianwen-auth']);

function flatAnswer(call: GatewayCall, deps: GatewayDependencies): Answer {
  const answer = flatCalls[call.name];
  if (answer === undefined) return flatRefusal('InvalidAction.NotFound', `The action ${call.action} is not found.`);
  return flatReply(answer(call, deps.account(), deps));
}

function broadAnswer(call: GatewayCall, deps: GatewayDependencies): Answer {
  if (call.action.endsWith('codingPlan.queryCodingPlanInstanceInfoV2')) {
    return codingPlanAnswer(call.params, deps.account().codingPlan, deps.now(), deps.modes());
  }
  const { personalPlanAtGateway } = deps.modes();
  if (!isPersonalPlanApi(call.action) || personalPlanAtGateway === 'refused') {
    return broadRefusal('FAIL_BIZ_API_NOT_FOUND', call.action);
  }
  if (personalPlanAtGateway === 'not-logined') return notLogined();
  return personalPlanAnswer(call.action, deps.account().personalPlan, deps.now(), deps.modes());
}

export function createGateway(deps: GatewayDependencies): Gateway {
  /** Counts the call, and answers it only where no trouble was ordered. */
  const guarded = (call: GatewayCall | null, answer: (call: GatewayCall) => Answer): Answer => {
    if (call === null) return plain(400, 'Bad Request');
    deps.count(call.name);
    return troubleFor(call, deps.modes(), deps.origin()) ?? answer(call);
  };
  return {
    main: (question) =>
      guarded(gatewayCallOf(question), (call) => {
        const { authorization } = question.headers;
        if (authProducts.has(call.product)) {
          if (call.action === 'Logout') deps.tokens.revoke(authorization);
          return flatReply({ Success: true });
        }
        if (!deps.tokens.accepts(authorization)) return deadTokenAnswer(deps.modes());
        return call.kind === 'broad' ? broadAnswer(call, deps) : flatAnswer(call, deps);
      }),
    console: (question) =>
      guarded(consoleCallOf(question), (call) =>
        deps.consoleTokens.accepts(question.headers['authorization'])
          ? personalPlanAnswer(call.action, deps.account().personalPlan, deps.now(), deps.modes())
          : notLogined(),
      ),
  };
}
