import type { AccountState } from './account.ts';
import { type Answer, plain, type Question } from './answer.ts';
import { codingPlanAnswer } from './coding-plan.ts';
import { broadRefusal, flatRefusal, flatReply } from './envelopes.ts';
import { type GatewayCall, gatewayCallOf } from './gateway-call.ts';
import type { Modes } from './modes.ts';
import type { Tokens } from './tokens.ts';
import { deadTokenAnswer, troubleFor } from './trouble.ts';

export interface GatewayDependencies {
  now(): number;
  modes(): Modes;
  account(): AccountState;
  origin(): string;
  count(name: string): void;
  readonly tokens: Tokens;
}

const authProducts = new Set(['qwencloud-auth', 'qianwen-auth']);

/** `POST /data/v2/api.json`, the one door to everything but sign-in. */
export function createGateway(deps: GatewayDependencies): (question: Question) => Answer {
  const answered = (call: GatewayCall): Answer => {
    const account = deps.account();
    if (call.action.endsWith('codingPlan.queryCodingPlanInstanceInfoV2')) {
      return codingPlanAnswer(call.params, account.codingPlan, deps.now(), deps.modes());
    }
    return call.kind === 'broad'
      ? broadRefusal('FAIL_BIZ_API_NOT_FOUND', call.action)
      : flatRefusal('InvalidAction.NotFound', `The action ${call.action} is not found.`);
  };

  const authCall = (call: GatewayCall, authorization: string | undefined): Answer => {
    if (call.action === 'Logout') deps.tokens.revoke(authorization);
    return flatReply({ Success: true });
  };

  return (question) => {
    const call = gatewayCallOf(question);
    if (call === null) return plain(400, 'Bad Request');
    deps.count(call.name);
    const trouble = troubleFor(call, deps.modes(), deps.origin());
    if (trouble !== null) return trouble;
    const { authorization } = question.headers;
    if (authProducts.has(call.product)) return authCall(call, authorization);
    return deps.tokens.accepts(authorization) ? answered(call) : deadTokenAnswer(deps.modes());
  };
}
