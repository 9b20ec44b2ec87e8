import { type AccountState, emptyAccount } from './account/account.ts';
import { catalogueResponse } from './account/free-tier.ts';
import { createDeviceFlow, type DeviceFlow } from './device-flow.ts';
import { createGateway } from './gateway.ts';
import { json, plain, type Route, type Routes } from './messages.ts';
import { createLoopbackServer } from './server.ts';
import { createTokens, type Tokens } from './tokens.ts';

interface ServiceDependencies {
  /** Milliseconds since the epoch. */
  now(): number;
  /** The account of a user; of nobody known: that of the browser. */
  account(userId?: string): AccountState;
  /** The server's origin, without a trailing slash. */
  origin(): string;
  /** The prefix of access tokens. */
  readonly tokenPrefix: string;
  readonly tokenLifeMs: number;
  /** How long a sign-in may take, and the shortest interval between two polls. */
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
}

interface Service {
  readonly tokens: Tokens;
  readonly signIn: DeviceFlow;
  readonly gateway: Route;
  /** Every route of the service; the hosts of both sites are one here. */
  readonly routes: Routes;
}

/** The account of a stand-in, which can be changed while it runs. */
export interface AccountStore<Account extends AccountState> {
  get(): Account;
  update(change: Partial<Account>): void;
  /** Computes the account at each request from now on, until the next `update`. */
  follow(accountAt: (nowMs: number) => Account): void;
}

export interface StandIn {
  /** Returns the addresses of the service, as the app's overrides name them. */
  start(): Promise<{ readonly gatewayUrl: string; readonly authUrl: string; readonly catalogueUrl: string }>;
  stop(): Promise<void>;
  readonly account: AccountStore<AccountState>;
  /** Approves the sign-in of this device token; false: there is none. */
  approve(token: string): boolean;
}

const dayMs = 86_400_000;

export function createAccountStore<Account extends AccountState>(
  first: Account,
  now: () => number,
): AccountStore<Account> {
  let accountAt = (_nowMs: number): Account => first;
  return {
    get: () => accountAt(now()),
    update(change) {
      const changed = { ...accountAt(now()), ...change };
      accountAt = () => changed;
    },
    follow(next) {
      accountAt = next;
    },
  };
}

/** The protocol of QwenCloud (docs/facts/qwencloud-protocol.md). */
export function createService(deps: ServiceDependencies): Service {
  const { now, account, tokenPrefix: prefix, tokenLifeMs: lifeMs } = deps;
  const tokens = createTokens({ now, prefix, lifeMs });
  const signIn = createDeviceFlow({ ...deps, tokens });
  const gateway = createGateway({ now, account, tokens });
  const accountInfo: Route = ({ headers }) => {
    if (!tokens.accepts(headers['authorization'])) return json({ message: 'Unauthorized' }, 401);
    const { aliyunId, email } = account(tokens.userOf(headers['authorization'])).user;
    return json({ data: { aliyunId, email } });
  };
  const logout: Route = ({ headers }) => {
    tokens.revoke(headers['authorization']);
    return json({ Success: true });
  };
  const routes = {
    'HEAD /': () => plain(200, ''),
    'POST /cli/device/code': signIn.code,
    'POST /cli/device/token': signIn.poll,
    'POST /cli/device/logout': logout,
    'GET /api/account/info.json': accountInfo,
    'POST /data/v2/api.json': gateway,
    'GET /model-mapping': () => catalogueResponse(account().freeTier),
  };
  return { tokens, signIn, gateway, routes };
}

/** Runs the demo's service on the loopback. */
export function createStandIn(now: () => number): StandIn {
  let origin = '';
  const account = createAccountStore(emptyAccount, now);
  const service = createService({
    now,
    account: () => account.get(),
    origin: () => origin,
    tokenPrefix: 'demo-',
    tokenLifeMs: 30 * dayMs,
    expiresInSeconds: 300,
    intervalSeconds: 1,
  });
  const server = createLoopbackServer(service.routes);
  return {
    async start() {
      origin = await server.start();
      return { gatewayUrl: origin, authUrl: origin, catalogueUrl: `${origin}/model-mapping` };
    },
    stop: server.stop,
    account,
    approve: (token) => service.signIn.decide('approved', token),
  };
}
