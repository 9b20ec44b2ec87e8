import { type AccountState, emptyAccount, liteCodingPlan } from './account/account.ts';
import { createControl } from './control.ts';
import { createSignIn } from './device-flow.ts';
import { createGateway } from './gateway.ts';
import { defaultModes, type Modes } from './modes.ts';
import { createRoutes } from './routes.ts';
import { createLoopbackServer } from './server.ts';
import { createTokens, type IssuedToken } from './tokens.ts';

interface StandInDependencies {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Access tokens begin with this. */
  readonly tokenPrefix?: string;
  readonly tokenLifeMs?: number;
  /** How long a sign-in may take, and how often it may be asked about. */
  readonly expiresInSeconds?: number;
  readonly intervalSeconds?: number;
}

/** Both twins share one server, so all four are the same origin. */
export interface StandInUrls {
  /** Stands for `https://cli.qwencloud.com` and `https://cli.qianwenai.com`. */
  readonly gatewayUrl: string;
  /** Stands for `https://t.qwencloud.com` and `https://t.qianwenai.com`. */
  readonly authUrl: string;
  /** The whole address of the model mapping. */
  readonly catalogueUrl: string;
  /** The whole address of the account's own data. */
  readonly accountUrl: string;
  /** Stands for `https://cs-data.qianwenai.com`, the door to personal Token Plans. */
  readonly consoleUrl: string;
  /** For other processes: GET tells, POST changes. */
  readonly controlUrl: string;
}

export interface StandIn {
  start(): Promise<StandInUrls>;
  stop(): Promise<void>;
  readonly account: {
    get(): AccountState;
    update(change: Partial<AccountState>): void;
    /** From now on the account is worked out at each request; a later `update` ends that. */
    follow(accountAt: (nowMs: number) => AccountState): void;
  };
  modes(): Modes;
  setMode(change: Partial<Modes>): void;
  /** How often each route (`POST /cli/device/code`) and each call (`product/action`, `sfm_bailian/<api>`) was asked. */
  requests(): Readonly<Record<string, number>>;
  /** Decides the sign-in of this device token, or the newest that waits; false when there is none. */
  approve(token?: string): boolean;
  deny(token?: string): boolean;
  /** A token as a finished sign-in would give, for those who need to be signed in from the start. */
  issueToken(): IssuedToken;
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

function createAccountHolder(now: () => number): StandIn['account'] {
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

/** A loopback service that speaks the wire of QwenCloud, from one plain account that can change while it runs. */
export function createStandIn(deps: StandInDependencies): StandIn {
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const requests = () => Object.fromEntries(counts);
  const account = createAccountHolder(deps.now);
  const prefix = deps.tokenPrefix ?? 'stand-in-';
  const tokens = createTokens({ now: deps.now, prefix, lifeMs: deps.tokenLifeMs ?? 30 * dayMs });
  const consoleTokens = createTokens({ now: deps.now, prefix: `${prefix}console-`, lifeMs: hourMs });
  let origin = '';
  let modes = defaultModes;
  const setMode = (change: Partial<Modes>): void => {
    modes = { ...modes, ...change };
  };
  const shared = { now: deps.now, modes: () => modes, account: account.get, origin: () => origin, tokens, count };
  const signIn = createSignIn({
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
    expireTokens,
  };
}
