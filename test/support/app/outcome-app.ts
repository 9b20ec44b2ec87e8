import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Failure } from '../../../main/core/failure.ts';
import type { PoolId } from '../../../main/core/quota/model.ts';
import { statusJson } from '../../../main/core/quota/status/status-json.ts';
import { type GaugePool, type Status, StatusSchema } from '../../../main/core/quota/status/status-schema.ts';
import { explainFailure } from '../../../main/core/view/explain.ts';
import type { Explanation } from '../../../main/core/view/words/explanation.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { eventually } from '../eventually.ts';
import type { Modes } from '../stand-in/modes.ts';
import { type AppSession, openAppSession } from './app-session.ts';
import { askMain } from './ask-main.ts';
import { type PopoverPage, words } from './popover-page.ts';

const dayMs = 86_400_000;
/** How long the app waits for a response (`requestTimeoutMs` of the gateway), and how long the tests wait instead. */
const requestTimeoutMs = 30_000;
const shortTimeoutMs = 400;

export const explanation = (failure: Failure): Explanation => explainFailure(failure, words);

/** A running app whose user has every kind of plan, and a service whose responses the test chooses. */
export interface OutcomeApp {
  readonly appSession: AppSession;
  readonly popover: PopoverPage;
  /** Reads the current `status.json`. */
  status(): Status;
  pool(id?: PoolId): GaugePool | undefined;
  /** Waits until the pool is in this state, with this reason if one is given. */
  poolIn(state: GaugePool['state'], kind?: Failure['kind'], id?: PoolId): Promise<GaugePool>;
  /** Sets the service's modes (the default for all that `modes` omits), refreshes, and waits for the pool's state. */
  ask(modes: Partial<Modes>, state: GaugePool['state'], kind?: Failure['kind'], id?: PoolId): Promise<GaugePool>;
  /** Refreshes by hand, and waits for the responses and until `status.json` agrees with the popover's state. */
  refresh(): Promise<void>;
  /** The number of requests to the gateway so far. */
  requests(): number;
  signIn(button: string): Promise<void>;
  says(text: string): Promise<void>;
  isSilentAbout(text: string): Promise<void>;
  /** Expects the failure in the popover and in the tray's menu, in both languages. */
  explains(failure: Failure): Promise<void>;
  /** While `work` runs, a missing response times out at once. */
  withShortTimeouts(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export async function openOutcomeApp(): Promise<OutcomeApp> {
  const appSession = await openAppSession();
  appSession.standIn.account.update({ ...demoAccount(Date.now()), personalPlan: personalPlan(Date.now()) });
  appSession.setFiveHours(321);
  await appSession.start();
  const popover = await appSession.openPopover();
  const { page } = popover;
  const statusFile = path.join(appSession.user.dataFolder, 'status.json');
  await eventually('the first status', () => existsSync(statusFile));

  const status = (): Status => StatusSchema.parse(JSON.parse(readFileSync(statusFile, 'utf8')));
  const pool = (id: PoolId = 'coding-plan'): GaugePool | undefined =>
    status().qwen_gauge.pools.find((candidate) => candidate.pool === id);
  const text = async (): Promise<string> => (await popover.text()).toLowerCase();

  const poolIn: OutcomeApp['poolIn'] = (state, kind, id) =>
    eventually(`${id ?? 'the plan'} ${state} ${kind ?? ''}`, () => {
      const found = pool(id);
      return found?.state === state && found.failure?.kind === kind && found;
    });

  const says = async (wanted: string): Promise<void> => {
    await eventually(`the popover to say "${wanted}"`, async () => (await text()).includes(wanted.toLowerCase()));
  };

  async function refresh(): Promise<void> {
    await popover.invoke('quota:refresh');
    await eventually('status.json to say what the popover was told', async () => {
      const state = await popover.invoke('state:get');
      return isDeepStrictEqual(news(status()), news(statusJson({ ...state, nowMs: Date.now() })));
    });
  }

  async function speak(language: 'en' | 'zh-CN'): Promise<void> {
    await popover.invoke('preferences:set', { language });
    await page.locator(`html[lang="${language}"]`).waitFor();
  }

  return {
    appSession,
    popover,
    status,
    pool,
    poolIn,
    async ask(modes, state, kind, id) {
      appSession.standIn.setMode({ gateway: 'ok', gatewayOnly: null, ...modes });
      await refresh();
      return poolIn(state, kind, id);
    },
    refresh,
    requests: () => appSession.standIn.requests()['POST /data/v2/api.json'] ?? 0,
    async signIn(button) {
      await appSession.approveSignIn(popover, button);
      await eventually('a session', () => status().qwen_gauge.session.state === 'signed-in');
    },
    says,
    async isSilentAbout(unwanted) {
      await eventually(`the popover to be silent about "${unwanted}"`, async () => {
        return !(await text()).includes(unwanted.toLowerCase());
      });
    },
    async explains(failure) {
      for (const language of ['zh-CN', 'en'] as const) {
        await speak(language);
        const { what, wayOut } = explainFailure(failure, wordsFor(language));
        await says(what);
        await says(wayOut);
        await eventually(`the menu to say "${what}"`, async () => {
          const item = await appSession.waitForTooltip('');
          return item.menu.some(({ label }) => label === what);
        });
      }
    },
    async withShortTimeouts(work) {
      const { app } = appSession.driver();
      await askMain(
        app,
        (_electron, [longMs, shortMs]) => {
          if ('originalSetTimeout' in globalThis) return;
          const original = globalThis.setTimeout;
          const hasty = (task: () => void, delayMs?: number) => original(task, delayMs === longMs ? shortMs : delayMs);
          Object.assign(globalThis, { originalSetTimeout: original, setTimeout: hasty });
        },
        [requestTimeoutMs, shortTimeoutMs] as const,
      );
      await work();
      await askMain(app, () => {
        const { originalSetTimeout } = globalThis as unknown as { originalSetTimeout: typeof setTimeout };
        globalThis.setTimeout = originalSetTimeout;
      });
    },
    close: appSession.close,
  };
}

/** Returns the status as JSON without the time it was written. */
const news = (status: Status): unknown => {
  const { written_at: _, ...rest } = status.qwen_gauge;
  return JSON.parse(JSON.stringify({ ...status, qwen_gauge: rest }));
};

const personalPlan = (nowMs: number) => ({
  tier: 'standard' as const,
  status: 'VALID',
  startsAtMs: nowMs - dayMs,
  endsAtMs: nowMs + 29 * dayMs,
  autoRenews: true,
  fiveHours: null,
  week: { usedShare: 0.1, resetsAtMs: nowMs + dayMs },
  month: { usedShare: 0.2, resetsAtMs: nowMs + 20 * dayMs },
});
