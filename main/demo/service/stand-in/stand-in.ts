import { type AccountState, emptyAccount, liteCodingPlan } from './account/account.ts';
import { createControl } from './control.ts';
import { createDeviceFlow } from './device-flow.ts';
import { createGateway } from './gateway.ts';
import { defaultModes, type Modes } from './modes.ts';
import { createRoutes } from './routes.ts';
import { createLoopbackServer } from './server.ts';
import { createTokens, type IssuedToken } from './tokens.ts';

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

/** Both sites, international and Chinese, share one server, so all addresses have the same origin. */
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
  readonly account: {
    get(): AccountState;
    update(change: Partial<AccountState>): void;
    /** Computes the account at each request from now on, until the next `update`. */
    follow(accountAt: (nowMs: number) => AccountState): void;
  };
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
  expireTokens(): void;
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

function createAccountStore(now: () => number): StandIn['account'] {
  const first: AccountState = { ...emptyAccount, codingPlan: liteCodingPlan(now()) };
  let accountAt: (nowMs: number) => AccountState = () => first;
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

/** A loopback service with the protocol of QwenCloud and one account, which can be changed while it runs. */
export function createStandIn(deps: StandInDependencies): StandIn {
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const requests = () => Object.fromEntries(counts);
  const account = createAccountStore(deps.now);
  const prefix = deps.tokenPrefix ?? 'stand-in-';
  const tokens = createTokens({ now: deps.now, prefix, lifeMs: deps.tokenLifeMs ?? 30 * dayMs });
  const consoleTokens = createTokens({ now: deps.now, prefix: `${prefix}console-`, lifeMs: hourMs });
  let origin = '';
  let modes = defaultModes;
  const setMode = (change: Partial<Modes>): void => {
    modes = { ...modes, ...change };
  };
  const shared = { now: deps.now, modes: () => modes, account: account.get, origin: () => origin, tokens, count };
  const signIn = createDeviceFlow({
    ...shared,
    expiresInSeconds: deps.expiresInSeconds ?? 300,
    intervalSeconds: deps.intervalSeconds ?? 1,
  });
  const { decide } = signIn;
  const expireTokens = (): void => {
    tokens.expireAll();
    consoleTokens.expireAll();
  };
  const control = createControl({ ...shared, requests, setMode, decide, account, expireTokens });
  const gateway = createGateway({ ...shared, consoleTokens });
  const server = createLoopbackServer(createRoutes({ ...shared, signIn, gateway, control }));
  return {
    async start() {
      origin = await server.start();
      return urlsOf(origin);
    },
    stop: server.stop,
    account,
    modes: shared.modes,
    setMode,
    requests,
    approve: (token) => decide('approved', token),
    deny: (token) => decide('denied', token),
    issueToken: tokens.issue,
    issuedSecrets: () => [...tokens.issued(), ...consoleTokens.issued()],
    expireTokens,
  };
}
