import type { AccountState } from './account/account.ts';
import { catalogueAnswer } from './account/catalogue.ts';
import { verificationPage } from './approval-page.ts';
import type { SignIn } from './device-flow.ts';
import type { Gateway } from './gateway.ts';
import { type Answer, html, json, plain, type Question } from './messages.ts';
import type { Modes } from './modes.ts';
import type { Tokens } from './tokens.ts';

interface RoutesDependencies {
  modes(): Modes;
  account(): AccountState;
  count(name: string): void;
  readonly tokens: Tokens;
  readonly signIn: SignIn;
  readonly gateway: Gateway;
  control(question: Question): Answer;
}

type Route = (question: Question) => Answer;

/** The address of the page's own form, decided by its hidden token. */
const decided =
  (signIn: SignIn, decision: 'approved' | 'denied'): Route =>
  ({ body }) => {
    const token = new URLSearchParams(body).get('token') ?? '';
    signIn.decide(decision, token);
    return verificationPage(signIn, token);
  };

const accountInfo =
  (deps: RoutesDependencies): Route =>
  ({ headers }) => {
    if (!deps.tokens.accepts(headers['authorization'])) return json({ message: 'Unauthorized' }, 401);
    const { aliyunId, email } = deps.account().user;
    return json({ data: { aliyunId, email } });
  };

/** Every address the service has, with both twins' hosts folded into one. */
export function createRoutes(deps: RoutesDependencies): Route {
  const table: Readonly<Record<string, Route>> = {
    'HEAD /': () => plain(200, ''),
    'POST /cli/device/code': deps.signIn.code,
    'POST /cli/device/token': deps.signIn.poll,
    'POST /cli/device/logout': ({ headers }) => {
      deps.tokens.revoke(headers['authorization']);
      return json({ Success: true });
    },
    'GET /device': ({ query }) => verificationPage(deps.signIn, query.get('token') ?? ''),
    'POST /device/approve': decided(deps.signIn, 'approved'),
    'POST /device/deny': decided(deps.signIn, 'denied'),
    'GET /api/account/info.json': accountInfo(deps),
    'POST /data/v2/api.json': deps.gateway.main,
    'POST /cli/api.json': deps.gateway.console,
    'GET /model-mapping': () => catalogueAnswer(deps.account().freeTier, deps.modes()),
    'GET /login': () => html('<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>'),
  };
  return (question) => {
    const name = `${question.method} ${question.path}`;
    if (question.path === '/__control') return deps.control(question);
    const route = table[name];
    if (route === undefined) return plain(404, 'Not Found');
    deps.count(name);
    return route(question);
  };
}
