import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHttp } from '../../main/adapters/http/http.ts';
import { fail } from '../../main/core/failure.ts';
import { defaultPreferences, type Preferences } from '../../main/core/preferences.ts';
import { wordsFor } from '../../main/core/view/words/index.ts';
import type { AccountState } from '../../main/demo/service/stand-in/account/account.ts';
import type { Http, Notice } from '../../main/ports/system.ts';
import { pause } from '../../main/ports/timer.ts';
import { createRuntime, type Runtime } from '../../main/runtime/runtime.ts';
import { openCountingProxy } from './counting-proxy.ts';
import { type FakeClock, fakeClock, memoryFiles, memoryLog, settle } from './fakes.ts';
import type { GatewayMode } from './stand-in/modes.ts';
import { createStandIn, type StandIn } from './stand-in/stand-in.ts';

/** Monday 2026-10-05 06:00 UTC. */
const startMs = Date.UTC(2026, 9, 5, 6);

/** The requests that the app sent at one moment of the simulated time. */
export interface Round {
  readonly atMs: number;
  /** The names of the gateway calls, in order. */
  readonly calls: readonly string[];
}

export interface SimulatedDay {
  readonly clock: FakeClock;
  readonly runtime: Runtime;
  /** The rounds since the sign-in. */
  rounds(): readonly Round[];
  /** Totals since the sign-in: requests of any kind, and transferred bytes without TLS. */
  cost(): { readonly requests: number; readonly sent: number; readonly received: number };
  readonly standIn: StandIn;
  /** The user's home folder, with an empty `.qwen`. */
  readonly home: string;
  /** The largest number of gateway requests in flight at once. */
  mostAtOnce(): number;
  /** The conditions that affect the polling interval, and the user's preferences. */
  readonly user: { interestAtMs: number | null; idle: boolean; preferences: Preferences };
  /** While true, no request reaches anybody, and each ends by its time limit. */
  readonly network: { isSilent: boolean };
  /** The system notices that the app sent. */
  readonly notices: readonly Notice[];
  /** What the app logged. */
  readonly log: readonly string[];
  /** The app's own files, by name. */
  readonly files: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

interface DayOptions {
  /** Whether the sources also read the files in the home folder. */
  readonly withLogs?: boolean;
  /** An earlier simulated day, whose files this one starts with. */
  readonly after?: Pick<SimulatedDay, 'files'>;
  /** How the gateway responds from the start. */
  readonly failing?: GatewayMode;
  /** The lifetime of a session. */
  readonly tokenLifeMs?: number;
}

/** Runs the app's services, signed in to a stand-in over real HTTP, on a clock that the test advances. */
export async function openSimulatedDay(
  account: (nowMs: number) => Partial<AccountState>,
  { withLogs = false, after, failing = 'ok', ...tokens }: DayOptions = {},
): Promise<SimulatedDay> {
  let underWay = 0;
  let random = 0.5;
  const chance = (): number => {
    random = (random * 9301 + 0.2113) % 1;
    return random;
  };
  /** Responses arrive by the network, independent of this clock, so the clock stops until they have arrived. */
  async function settled(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = underWay === 0 ? quiet + 1 : 0) await settle();
  }
  const fractional = fakeClock(startMs, chance, settled);
  // A clock returns whole milliseconds, but a random delay may not be whole.
  const clock: FakeClock = { ...fractional, now: () => Math.floor(fractional.now()) };
  const standIn = createStandIn({ now: clock.now, ...tokens });
  const { gatewayUrl } = await standIn.start();
  standIn.account.update(account(clock.now()));
  standIn.setMode({ gateway: failing });
  const door = await openCountingProxy(gatewayUrl);
  const log = memoryLog();
  const inner = createHttp({ environment: {}, log });
  const rounds: { readonly atMs: number; readonly calls: string[] }[] = [];
  let requests = 0;
  let atGateway = 0;
  let mostAtOnce = 0;
  const network = { isSilent: false };
  const http: Http = {
    async request(request) {
      if (network.isSilent) {
        await pause(clock, request.timeoutMs, request.signal);
        return fail({ kind: 'timeout' });
      }
      underWay += 1;
      requests += 1;
      const call = request.url.endsWith('/data/v2/api.json') && request.body !== null ? nameOf(request.body) : null;
      if (call !== null) {
        if (rounds.at(-1)?.atMs !== clock.now()) rounds.push({ atMs: clock.now(), calls: [] });
        rounds.at(-1)?.calls.push(call);
        atGateway += 1;
        mostAtOnce = Math.max(mostAtOnce, atGateway);
      }
      try {
        return await inner.request(request);
      } finally {
        underWay -= 1;
        if (call !== null) atGateway -= 1;
      }
    },
  };
  const home = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-day-'));
  mkdirSync(path.join(home, '.qwen'));
  const user: SimulatedDay['user'] = { interestAtMs: null, idle: false, preferences: defaultPreferences };
  const notices: Notice[] = [];
  const dataFiles = memoryFiles(Object.fromEntries(after?.files ?? []));
  const runtime = createRuntime({
    runEnvironment: {
      // As in the demo, nothing on this machine is read; unlike in the demo, the polling intervals are the real ones.
      isDemo: !withLogs,
      fixedEveryMs: null,
      clock,
      http,
      dataFiles,
      secrets: {
        backend: async () => ({ kind: 'none' }),
        encrypt: async () => new Uint8Array(),
        decrypt: async () => null,
      },
      overrides: { gatewayUrl: door.origin, authUrl: door.origin, catalogueUrl: `${door.origin}/model-mapping` },
      qwen: { environment: () => ({ HOME: home }), home: () => home },
      openPage: (address) => void standIn.approve(new URL(address).searchParams.get('token') ?? undefined),
    },
    log,
    notices: {
      async show(notice) {
        notices.push(notice);
        return 'shown';
      },
    },
    preferences: () => user.preferences,
    locale: () => ({ words: wordsFor('en'), timeZone: 'UTC' }),
    lastInterestAtMs: () => user.interestAtMs,
    isIdle: () => user.idle,
    onNoticeClick: () => {},
    onSwitchQuestion: () => {},
    onChange: () => {},
  });
  await runtime.start();
  await clock.advance(1000);
  runtime.signIn.start('international');
  await clock.advance(10_000);
  if (runtime.signIn.session().state !== 'signed-in') throw new Error('not signed in');
  const before = { requests, ...door.bytes() };
  return {
    clock,
    runtime,
    rounds: () => rounds,
    cost() {
      const { sent, received } = door.bytes();
      return {
        requests: requests - before.requests,
        sent: sent - before.sent,
        received: received - before.received,
      };
    },
    mostAtOnce: () => mostAtOnce,
    standIn,
    home,
    user,
    network,
    notices,
    log: log.lines,
    files: dataFiles.contents,
    async close() {
      await runtime.stop();
      await inner.close();
      await door.close();
      await standIn.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Returns the name of a gateway call, such as "codingPlan.queryCodingPlanInstanceInfoV2", or product and action. */
function nameOf(body: string): string {
  const { product, action, params } = JSON.parse(body);
  return params?.Api ?? `${product}/${action}`;
}
