import {
  type AccountState,
  emptyAccount,
  liteCodingPlan,
} from '../../../main/demo/service/stand-in/account/account.ts';
import { catalogueResponse } from '../../../main/demo/service/stand-in/account/free-tier.ts';
import type { Route, Routes } from '../../../main/demo/service/stand-in/messages.ts';
import { createLoopbackServer } from '../../../main/demo/service/stand-in/server.ts';
import { type AccountStore, createAccountStore, createService } from '../../../main/demo/service/stand-in/stand-in.ts';
import { createTokens, type IssuedToken } from '../../../main/demo/service/stand-in/tokens.ts';
import { approvalPage } from './approval-page.ts';
import { createControl } from './control.ts';
import { catalogueFailure, loginPage } from './failures.ts';
import { createGateway } from './gateway.ts';
import { defaultModes, type Modes } from './modes.ts';
import type { PersonalPlanState } from './personal-plan.ts';
import { codeFailure, inSnakeCase, pollFailure } from './sign-in-failures.ts';

interface StandInDependencies {
  /** Milliseconds since the epoch. */
  now(): number;
  /** The prefix of access tokens. */
  readonly tokenPrefix?: string;
  readonly tokenLifeMs?: number;
  /** How long a sign-in may take, and the shortest interval between two polls. */
  readonly expiresInSeconds?: number;
  readonly intervalSeconds?: number;
}

/** The account of the demo's service, and a personal Token Plan beside it. */
export interface StandInAccount extends AccountState {
  readonly personalPlan?: PersonalPlanState | null;
}

export interface StandInUrls {
  /** Stands for `https://cli.qwencloud.com` and `https://cli.qianwenai.com`. */
  readonly gatewayUrl: string;
  /** Stands for `https://t.qwencloud.com` and `https://t.qianwenai.com`. */
  readonly authUrl: string;
  /** The full address of the model mapping. */
  readonly catalogueUrl: string;
  /** The full address of the account's own data. */
  readonly accountUrl: string;
  /** Stands for `https://cs-data.qianwenai.com`, the endpoint of personal Token Plans. */
  readonly consoleUrl: string;
  /** For other processes: GET reads the state, POST changes it. */
  readonly controlUrl: string;
}

export interface StandIn {
  start(): Promise<StandInUrls>;
  stop(): Promise<void>;
  readonly account: AccountStore<StandInAccount>;
  /** Adds an account, with which the browser is signed in from now on; `standIn.account` is the first one. */
  addAccount(account: StandInAccount): AccountStore<StandInAccount>;
  modes(): Modes;
  setMode(change: Partial<Modes>): void;
  /** The number of requests by route (`POST /cli/device/code`) and by call (`product/action`, `sfm_bailian/<api>`). */
  requests(): Readonly<Record<string, number>>;
  /** Approves the sign-in of this device token, or the newest pending one; false: there is none. */
  approve(token?: string): boolean;
  deny(token?: string): boolean;
  /** Issues a token as a completed sign-in would, for tests that are signed in from the start. */
  issueToken(): IssuedToken;
  /** Every token issued so far, refresh tokens and tokens of the console included. */
  issuedSecrets(): readonly string[];
  /** Expires all tokens, or those of one user. */
  expireTokens(userId?: string): void;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const urlsOf = (origin: string): StandInUrls => ({
  gatewayUrl: origin,
  authUrl: origin,
  catalogueUrl: `${origin}/model-mapping`,
  accountUrl: `${origin}/api/account/info.json`,
  consoleUrl: origin,
  controlUrl: `${origin}/__control`,
});

/** The demo's service with failures to simulate, a control route, and all that only clients of others ask for. */
export function createStandIn(deps: StandInDependencies): StandIn {
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const requests = () => Object.fromEntries(counts);
  const firstAccount: StandInAccount = { ...emptyAccount, codingPlan: liteCodingPlan(deps.now()) };
  const account = createAccountStore(firstAccount, deps.now);
  const tokenPrefix = deps.tokenPrefix ?? 'stand-in-';
  let origin = '';
  let modes = defaultModes;
  const setMode = (change: Partial<Modes>): void => {
    modes = { ...modes, ...change };
  };
  const stores = [account];
  const inBrowser = (): AccountStore<StandInAccount> => stores.at(-1) ?? account;
  const accountOf = (userId?: string): StandInAccount =>
    (stores.find((store) => store.get().user.id === userId) ?? inBrowser()).get();
  const shared = { now: deps.now, modes: () => modes, account: accountOf, origin: () => origin, count };
  const service = createService({
    ...shared,
    tokenPrefix,
    tokenLifeMs: deps.tokenLifeMs ?? 30 * dayMs,
    expiresInSeconds: deps.expiresInSeconds ?? 300,
    intervalSeconds: deps.intervalSeconds ?? 1,
  });
  const { tokens, signIn } = service;
  const consoleTokens = createTokens({ now: deps.now, prefix: `${tokenPrefix}console-`, lifeMs: hourMs });
  const gateway = createGateway({ ...shared, tokens, consoleTokens, gateway: service.gateway });
  const expireTokens = (userId?: string): void => {
    tokens.expire(userId);
    consoleTokens.expire(userId);
  };
  const control = createControl({ ...shared, requests, setMode, decide: signIn.decide, account, expireTokens });

  /** The target of the page's form, whose hidden field names the sign-in. */
  const decided =
    (decision: 'approved' | 'denied'): Route =>
    ({ body }) => {
      const token = new URLSearchParams(body).get('token') ?? '';
      signIn.decide(decision, token);
      return approvalPage(signIn, token);
    };
  const routes: Routes = {
    ...service.routes,
    'POST /cli/device/code': (request) => {
      const response = codeFailure(modes) ?? signIn.code(request);
      if (modes.approval === 'automatic') signIn.decide('approved');
      return response;
    },
    'POST /cli/device/token': (request) => {
      const response = pollFailure(modes) ?? signIn.poll(request);
      return modes.signIn === 'snake-case' ? inSnakeCase(response) : response;
    },
    'GET /device': ({ query }) => approvalPage(signIn, query.get('token') ?? ''),
    'POST /device/approve': decided('approved'),
    'POST /device/deny': decided('denied'),
    'POST /data/v2/api.json': gateway.main,
    'POST /cli/api.json': gateway.console,
    'GET /model-mapping': () => catalogueFailure(modes) ?? catalogueResponse(account.get().freeTier),
    'GET /login': loginPage,
  };
  const counted = Object.entries(routes).map(([name, route]): [string, Route] => [
    name,
    (request) => {
      count(name);
      return route(request);
    },
  ]);
  const server = createLoopbackServer({
    ...Object.fromEntries(counted),
    'GET /__control': control,
    'POST /__control': control,
  });
  return {
    async start() {
      origin = await server.start();
      return urlsOf(origin);
    },
    stop: server.stop,
    account,
    addAccount(added) {
      const store = createAccountStore(added, deps.now);
      stores.push(store);
      return store;
    },
    modes: shared.modes,
    setMode,
    requests,
    approve: (token) => signIn.decide('approved', token),
    deny: (token) => signIn.decide('denied', token),
    issueToken: () => tokens.issue(account.get().user.id),
    issuedSecrets: () => [...tokens.issued(), ...consoleTokens.issued()],
    expireTokens,
  };
}
