import { afterEach, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

let running: AppSession | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});

/** All minutes but the last: whatever the time, they hold, except in the minute before midnight. */
const allDay = { fromMinute: 0, toMinute: 1439 };
const name = words.quota.windowInSentence['five-hours'];
const titles = ({ notifications }: AppSession) => (notifications?.shown() ?? []).map(({ title }) => title);

/** Signed in, in quiet hours, with 92 % of the five hours used since. */
async function openInQuietHours() {
  const session = await openAppSession({ keyring: true });
  running = session;
  session.setFiveHours(321);
  await session.start();
  const popover = await session.openPopover();
  await session.signIn(popover);
  await popover.page.locator('[data-window]').first().waitFor();
  await popover.invoke('preferences:set', { quietHours: allDay });
  session.setFiveHours(1101);
  await session.chooseInMenu(words.common.refresh);
  // On the quota screen the verdict stands for the notice.
  await popover.shows(words.notice.snooze);
  expect(titles(session)).toEqual([]);
  return { session, popover };
}

it('holds a notice back in quiet hours, words it in the language of the moment, and shows it afterwards', async () => {
  const { session, popover } = await openInQuietHours();
  await popover.press(words.navigation.history);
  await popover.shows(words.notice.thresholdTitle(name, '92%'));
  await popover.invoke('preferences:set', { language: 'zh-CN' });
  await popover.shows('5 小时额度已用 92%');
  await popover.invoke('preferences:set', { language: 'en' });
  await popover.invoke('preferences:set', { quietHours: null });
  await eventually('the notice', () => titles(session).length > 0);
  expect(titles(session)).toEqual([words.notice.thresholdTitle(name, '92%')]);
  const decisions = await popover.invoke('decisions:get');
  expect(decisions.map(({ outcome }) => outcome)).toEqual(['quiet-hours', 'passed-over', 'shown']);
});

it('says nothing of a snoozed window, also after a restart', async () => {
  const { session, popover } = await openInQuietHours();
  await popover.press(words.navigation.history);
  await popover.press(words.notice.snooze);
  await eventually('no notice', async () => !(await popover.text()).includes(words.notice.snooze));
  await popover.invoke('preferences:set', { quietHours: null });
  await session.restart();
  const again = await session.openPopover();
  session.setFiveHours(1200);
  await session.chooseInMenu(words.common.refresh);
  await eventually('the reason', async () => (await again.invoke('decisions:get')).at(-1)?.outcome === 'snoozed');
  expect(titles(session)).toEqual([]);
});

it('is snoozed from the verdict until it is back, also after a restart, and undone in the menu of the tray', async () => {
  const { snooze, snoozed, undoSnooze } = words.notice;
  const session = await openAppSession({ keyring: true });
  running = session;
  session.setFiveHours(1101);
  await session.start();
  const popover = await session.openPopover();
  await session.signIn(popover);
  await popover.press(snooze);
  await popover.shows(snoozed(null));
  await session.restart();
  const again = await session.openPopover();
  await again.shows(snoozed(null));
  session.setFiveHours(1200);
  await session.chooseInMenu(words.common.refresh);
  await eventually('the reason', async () => (await again.invoke('decisions:get')).at(-1)?.outcome === 'snoozed');
  expect(titles(session)).toEqual([]);
  await session.chooseInMenu(`${snoozed(null)} · ${undoSnooze}`);
  await eventually('the offer', async () => (await again.text()).includes(snooze));
  expect((await again.invoke('state:get')).snoozes).toEqual([]);
  await eventually('the notice of what is true', () => titles(session).includes(words.notice.usedUpTitle(name)));
});

it('waits while the desktop says that it is not to be disturbed', async () => {
  const { session, popover } = await openInQuietHours();
  session.notifications?.setInhibited(true);
  await popover.invoke('preferences:set', { quietHours: null });
  session.setFiveHours(1200);
  await session.chooseInMenu(words.common.refresh);
  await eventually('the reason', async () =>
    (await popover.invoke('decisions:get')).some(({ outcome }) => outcome === 'do-not-disturb'),
  );
  expect(titles(session)).toEqual([]);
  session.notifications?.setInhibited(false);
  await session.chooseInMenu(words.common.refresh);
  await eventually('the notice', () => titles(session).length > 0);
  expect(titles(session)).toEqual([words.notice.usedUpTitle(name)]);
});
