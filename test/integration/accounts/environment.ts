import { createClock } from '../../../main/adapters/clock.ts';
import { createHttp } from '../../../main/adapters/http/http.ts';
import { defaultPreferences, type Preferences } from '../../../main/core/preferences.ts';
import type { PoolId, Snapshot } from '../../../main/core/quota/model.ts';
import { readingOf } from '../../../main/core/quota/share.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { liteCodingPlan } from '../../../main/demo/service/stand-in/account/account.ts';
import type { Http, Notice, Secrets } from '../../../main/ports/system.ts';
import { createRuntime, type Runtime } from '../../../main/runtime/runtime.ts';
import { eventually } from '../../support/eventually.ts';
import { type MemoryFiles, memoryFiles, memoryLog } from '../../support/fakes.ts';
import { createStandIn, type StandIn, type StandInAccount } from '../../support/stand-in/stand-in.ts';

export interface Desk {
  readonly standIn: StandIn;
  readonly files: MemoryFiles;
  readonly notices: Notice[];
  /** While it is locked, nothing can be decrypted or encrypted. */
  readonly keyring: { isLocked: boolean };
  /** The user at the verification page. */
  readonly user: { approves: boolean };
  /** The bearer of each request to the gateway, with the number of requests. */
  readonly bearers: ReadonlyMap<string, number>;
  runtime(): Runtime;
  /** Ends the app's services and starts them again with the same files. */
  restart(): Promise<void>;
  signIn(account?: string): Promise<void>;
  /** The secrets in the vault, by name. */
  vault(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The app's services over real HTTP and the real clock, with a service that knows several accounts. */
export async function openDesk(preferences: Preferences = defaultPreferences, home = '/nowhere'): Promise<Desk> {
  const standIn = createStandIn({ now: Date.now, intervalSeconds: 0.05 });
  const urls = await standIn.start();
  const files = memoryFiles();
  const notices: Notice[] = [];
  const bearers = new Map<string, number>();
  const keyring = { isLocked: false };
  const user = { approves: true };
  /** Keeps what the vault writes readable for the test. */
  const secrets: Secrets = {
    backend: async () => (keyring.isLocked ? { kind: 'none' } : { kind: 'encrypted', name: 'test' }),
    encrypt: async (text) => new TextEncoder().encode(text),
    decrypt: async (bytes) => (keyring.isLocked ? null : new TextDecoder().decode(bytes)),
  };
  const log = memoryLog();
  const inner = createHttp({ environment: {}, log });
  const http: Http = {
    request(request) {
      const bearer = request.headers['authorization'];
      if (bearer !== undefined) bearers.set(bearer, (bearers.get(bearer) ?? 0) + 1);
      return inner.request(request);
    },
  };
  const open = async (): Promise<Runtime> => {
    const runtime = createRuntime({
      runEnvironment: {
        ...{ isDemo: false, fixedEveryMs: null, clock: createClock(), http, dataFiles: files, secrets },
        overrides: { gatewayUrl: urls.gatewayUrl, authUrl: urls.authUrl, catalogueUrl: urls.catalogueUrl },
        qwen: { environment: () => ({ HOME: home }), home: () => home },
        openPage(address) {
          if (user.approves) void standIn.approve(new URL(address).searchParams.get('token') ?? undefined);
        },
      },
      log,
      notices: {
        async show(notice) {
          notices.push(notice);
          return 'shown';
        },
      },
      preferences: () => preferences,
      locale: () => ({ words: wordsFor('en'), timeZone: 'UTC' }),
      lastInterestAtMs: () => null,
      isIdle: () => false,
      onNoticeClick: () => {},
      onSwitchQuestion: () => {},
      onChange: () => {},
    });
    await runtime.start();
    return runtime;
  };
  let runtime = await open();
  return {
    ...{ standIn, files, notices, keyring, user, bearers },
    runtime: () => runtime,
    async restart() {
      await runtime.stop();
      runtime = await open();
    },
    async signIn(account) {
      const before = runtime.accounts.view().others.length;
      await runtime.signIn.start('international', account === 'new' ? 'new' : account);
      await eventually('the sign-in', () => {
        const { others, adding } = runtime.accounts.view();
        if (account === 'new') return others.length > before || adding?.state === 'signed-out';
        const session = others.find(({ id }) => id === account)?.session ?? runtime.signIn.session();
        return session.state === 'signed-in';
      });
    },
    vault() {
      const { ciphertext } = JSON.parse(files.contents.get('vault.bin') ?? '{"ciphertext":""}');
      return JSON.parse(Buffer.from(ciphertext, 'base64').toString() || '{}');
    },
    async close() {
      await runtime.stop();
      await inner.close();
      await standIn.stop();
    },
  };
}

/** An account with a Coding Plan, of which so many requests are used. */
export const accountOf = (name: string, used: number): StandInAccount => {
  const plan = liteCodingPlan(Date.now());
  return {
    user: { id: `id-of-${name}`, email: `${name}@example.com`, aliyunId: name },
    codingPlan: {
      ...plan,
      fiveHours: { used, limit: 1200, nextRefreshMs: Date.now() + 3_600_000 },
      week: { used, limit: 9000, nextRefreshMs: Date.now() + 3 * 86_400_000 },
      month: { used, limit: 18_000, nextRefreshMs: Date.now() + 12 * 86_400_000 },
    },
    tokenPlan: null,
    creditInstances: [],
    freeTier: [],
    bill: [],
  };
};

/** How much of the five hours is used; null: not known. */
export function usedIn({ pools }: Snapshot, pool: PoolId = 'coding-plan'): number | null {
  const status = pools.find((one) => one.pool === pool);
  const reading = status === undefined ? null : readingOf(status);
  return reading?.windows.find(({ id }) => id === 'five-hours')?.used ?? null;
}
