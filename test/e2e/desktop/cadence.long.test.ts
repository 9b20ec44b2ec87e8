import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '../../../preload/contract.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { askMain } from '../../support/app/ask-main.ts';
import type { PopoverPage } from '../../support/app/popover-page.ts';
import { openSystemEventsControl, type SystemEventsControl } from '../../support/app/system-events.ts';
import { eventually } from '../../support/eventually.ts';

const minuteMs = 60_000;

/** One signed-in app whose popover has been closed for long: which events make it poll early, and which do not. */
describe('when the app polls', { sequential: true }, () => {
  let appSession: AppSession;
  let popover: PopoverPage;
  let world: SystemEventsControl;

  beforeAll(async () => {
    appSession = await openAppSession();
    await appSession.start();
    popover = await appSession.openPopover();
    await appSession.signIn(popover);
    world = await openSystemEventsControl(appSession.driver().app);
    await askMain(appSession.driver().app, ({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.hide();
    });
    await world.pass(11 * minuteMs);
    await refresh();
  });
  afterAll(() => appSession?.close());

  const requests = (): number => appSession.standIn.requests()['POST /data/v2/api.json'] ?? 0;

  const snapshot = async () =>
    (await popover.page.evaluate(() => (globalThis as unknown as { gauge: Bridge }).gauge.invoke('state:get')))
      .snapshot;

  /** Returns the time until the next round of polling. */
  const untilNextMs = (): Promise<number> =>
    eventually('a plan for the next poll', async () => {
      const { polling, nextPollAtMs } = await snapshot();
      return !polling && nextPollAtMs !== null && nextPollAtMs - (await world.nowMs());
    });

  async function refresh(): Promise<void> {
    await popover.page.evaluate(() => (globalThis as unknown as { gauge: Bridge }).gauge.invoke('quota:refresh'));
    await untilNextMs();
  }

  async function asksSoonAfter(event: () => Promise<void>): Promise<void> {
    expect(await untilNextMs()).toBeGreaterThan(2 * minuteMs);
    const before = requests();
    await event();
    await eventually('a question before its time', () => requests() > before);
    expect(await untilNextMs()).toBeGreaterThan(2 * minuteMs);
  }

  it('keeps the base interval while nothing happens', async () => {
    const leftMs = await untilNextMs();
    expect(leftMs).toBeGreaterThan(4.5 * minuteMs);
    expect(leftMs).toBeLessThanOrEqual(5.5 * minuteMs);
  });

  it('polls when the network returns, but not when it is lost', async () => {
    const before = requests();
    await world.setOnline(false);
    expect(requests()).toBe(before);
    await asksSoonAfter(() => world.setOnline(true));
  });

  it.each(['resume', 'unlock-screen'] as const)('polls after %s', async (event) => {
    await asksSoonAfter(() => world.emit(event));
  });

  it('polls after a sleep without a system event', async () => {
    await asksSoonAfter(() => world.leap(45 * minuteMs));
  });

  it('slows down while the user is away, and polls at once when the user returns to old numbers', async () => {
    await world.setIdle(true);
    await refresh();
    expect(await untilNextMs()).toBeGreaterThan(14 * minuteMs);
    const before = requests();
    await world.pass(6 * minuteMs);
    expect(requests()).toBe(before);
    await world.setIdle(false);
    await eventually('a question at once', () => requests() > before);
    expect(await untilNextMs()).toBeLessThanOrEqual(5.5 * minuteMs);
  });

  it('does not poll when the user returns to recent numbers', async () => {
    const before = requests();
    await world.setIdle(true);
    await world.setIdle(false);
    expect(requests()).toBe(before);
    expect(await untilNextMs()).toBeGreaterThan(2 * minuteMs);
  });
});
