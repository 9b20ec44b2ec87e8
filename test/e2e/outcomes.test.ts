import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../main/core/failure.ts';
import { tokenCanary } from '../support/app/app-session.ts';
import { askMain } from '../support/app/ask-main.ts';
import { explanation, type OutcomeApp, openOutcomeApp } from '../support/app/outcome-app.ts';
import { words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';
import type { GatewayMode } from '../support/stand-in/modes.ts';

/** Failures of the whole service that do not concern the session, each with the failure the app reports. */
const troubles = [
  ['gw403', 'no-right'],
  ['gw500', 'server-error'],
  ['gw302', 'login-page'],
  ['html200', 'login-page'],
  ['business-fail', 'business-error'],
  ['drop', 'offline'],
  ['empty-data', 'unknown-shape'],
  ['malformed-json', 'unknown-shape'],
  ['huge-body', 'too-large'],
] as const satisfies readonly (readonly [GatewayMode, Failure['kind']])[];

/** The responses by which the service reports that the session has ended. */
const endings = ['gw401', 'console-need-login', 'not-logined', 'dead-token'] as const;

const oldFiveHours = /27%.*\(old\)/;
const newFiveHours = /^(?![\s\S]*\(old\))[\s\S]*27%/;

/** One app meets every response of the service. Each has its own text, which disappears once the failure is over. */
describe('every outcome of the service, in popover, tray and status.json', { sequential: true }, () => {
  let stage: OutcomeApp;

  beforeAll(async () => {
    stage = await openOutcomeApp();
  });
  afterAll(() => stage?.close());

  async function recover(): Promise<void> {
    await stage.ask({}, 'fresh');
    await stage.appSession.waitForTooltip(newFiveHours);
    await stage.popover.meterShows('five-hours', /27%.*879/);
    await stage.isSilentAbout(words.quota.stale);
  }

  it('shows no number if none was ever read', async () => {
    stage.appSession.standIn.setMode({ gateway: 'gw500' });
    await stage.signIn(words.session.signIn);
    const failed = await stage.poolIn('failed', 'server-error');
    expect(failed).toMatchObject({ source: null, taken_at: null, windows: [], failure: { status: 500 } });
    expect(stage.status()).toMatchObject({ coding_plan: null, free_tier: null, pay_as_you_go: null });
    await stage.explains({ kind: 'server-error', status: 500 });
    await stage.appSession.waitForTooltip(explanation({ kind: 'server-error', status: 500 }).what);
    await stage.isSilentAbout('%');
    await recover();
  });

  it.each(troubles)('keeps the numbers as old ones, and says why: %s is %s', async (gateway, kind) => {
    const { failure, windows } = await stage.ask({ gateway }, 'stale', kind);
    if (failure === null) throw new Error('no failure');
    expect(windows[0]).toMatchObject({ window: 'five-hours', used: 321, limit: 1200, used_pct: 26 });
    await stage.popover.meterShows('five-hours', /27%.*879/);
    await stage.says(words.quota.stale);
    await stage.appSession.waitForTooltip(oldFiveHours);
    await stage.explains(failure);
    await recover();
    await stage.isSilentAbout(explanation(failure).what);
  });

  it('offers a report on an unknown response, without any content of the response', async () => {
    await stage.ask({ gateway: 'malformed-json' }, 'stale', 'unknown-shape');
    await stage.popover.press(words.report.show);
    await stage.says('unknown-shape');
    await stage.popover.press(words.report.copy);
    await stage.says(words.report.copied);
    const report = await askMain(stage.appSession.driver().app, ({ clipboard }) => clipboard.readText());
    expect(report).toMatch(/^Qwen Gauge \d+\.\d+\.\d+, Electron [\d.]+, linux /);
    expect(report).toMatch(
      /\ncoding-plan: unknown-shape \[where qwencloud: \S+\] since \S+, last read \S+ from qwencloud\n/,
    );
    for (const secret of [tokenCanary, 'demo-account', 'demo@example.com', '"code"', '321']) {
      expect(report).not.toContain(secret);
    }
    await recover();
  });

  it('waits as long as the service requests, also on a manual refresh', async () => {
    const { failure } = await stage.ask({ gateway: 'gw429', retryAfterSeconds: 2 }, 'stale', 'rate-limited');
    expect(failure).toEqual({ kind: 'rate-limited', retryAfterMs: 2000 });
    const requests = stage.requests();
    await stage.refresh();
    expect(stage.requests()).toBe(requests);
    // The app polls again at its own, longer interval, so it shows that time.
    await stage.explains({ kind: 'rate-limited', retryAfterMs: 5 * 60_000 - 20_000 });
    stage.appSession.standIn.setMode({ gateway: 'ok' });
    await eventually('the service to be asked again', async () => {
      await stage.refresh();
      return stage.pool()?.state === 'fresh';
    });
    await recover();
  });

  it('times out on a service that never answers', async () => {
    await stage.withShortTimeouts(async () => {
      await stage.ask({ gateway: 'hang' }, 'stale', 'timeout');
    });
    await stage.explains({ kind: 'timeout' });
    await stage.appSession.waitForTooltip(oldFiveHours);
    await recover();
  });

  it('shows working pools next to one that fails', async () => {
    await stage.ask({ gateway: 'business-fail', gatewayOnly: 'codingPlan' }, 'stale', 'business-error');
    for (const pool of ['token-plan-team', 'token-plan-personal', 'free-tier', 'pay-as-you-go'] as const) {
      expect(stage.pool(pool)).toMatchObject({ state: 'fresh', failure: null });
    }
    await stage.explains({ kind: 'business-error', code: 'FAIL_BIZ_SERVICE_ERROR' });
    await recover();
  });

  it('shows a missing window as missing, not as empty or full', async () => {
    const { windows } = await stage.ask({ gateway: 'missing-windows' }, 'fresh');
    expect(windows.map(({ window }) => window)).toEqual(['five-hours']);
    const card = stage.popover.page.locator('[data-pool="coding-plan"]');
    await eventually('one window', async () => (await card.locator('[data-window]').count()) === 1);
    await recover();
  });

  it('does not treat a null amount as zero or as everything', async () => {
    await stage.ask({ gateway: 'null-init-capacity' }, 'fresh', undefined, 'free-tier');
    expect(stage.status().free_tier?.map(({ quota }) => quota)).toEqual(Array.from({ length: 10 }, () => null));
    const card = stage.popover.page.locator('[data-pool="free-tier"]');
    await stage.popover.unfold();
    await card.getByText(words.quota.amountNotTold).first().waitFor();
    await eventually('no amount', async () => !/[0-9] tokens|%/.test(await card.innerText()));
    await recover();
  });

  it('distinguishes an expired plan from no plan', async () => {
    const { codingPlan } = stage.appSession.standIn.account.get();
    if (codingPlan === null) throw new Error('no plan');
    stage.appSession.standIn.account.update({
      codingPlan: { ...codingPlan, status: 'EXPIRED', endsAtMs: Date.now() - 86_400_000 },
    });
    expect(await stage.ask({}, 'fresh')).toMatchObject({ plan_status: 'EXPIRED', windows: [] });
    await stage.popover.shows(/This plan ended on/);
    await stage.popover.unfold();
    await stage.says(words.quota.planOverWay);
    stage.appSession.standIn.account.update({ codingPlan: null });
    await stage.ask({}, 'not-subscribed');
    expect(stage.status().coding_plan).toEqual({ subscribed: false });
    await stage.says(words.quota.notSubscribedList(words.quota.pool['coding-plan']));
    stage.appSession.standIn.account.update({ codingPlan });
    await recover();
  });

  it.each(endings)('retries once before it signs the user out: %s', async (ending) => {
    const { standIn } = stage.appSession;
    if (ending === 'dead-token') standIn.expireTokens();
    else standIn.setMode({ gateway: ending });
    await stage.refresh();
    await stage.poolIn('stale', 'session-expired');
    expect(stage.status().qwen_gauge.session.state).toBe('signed-in');
    await stage.refresh();
    await eventually('the end of the session', () => stage.status().qwen_gauge.session.state === 'signed-out');
    await stage.popover.meterShows('five-hours', /27%/);
    for (const text of Object.values(words.signedOut.expired)) await stage.says(text);
    await stage.appSession.waitForTooltip(oldFiveHours);
    standIn.setMode({ gateway: 'ok' });
    await stage.signIn(words.session.signInAgain);
    await recover();
  });

  it('recognises a lost network', async () => {
    await stage.appSession.standIn.stop();
    await stage.refresh();
    await stage.poolIn('stale', 'offline');
    await stage.explains({ kind: 'offline' });
    await stage.appSession.waitForTooltip(oldFiveHours);
  });
});
