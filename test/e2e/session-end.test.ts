import { afterEach, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

const minuteMs = 60_000;

let appSession: AppSession | null = null;
afterEach(async () => {
  await appSession?.close();
  appSession = null;
});

const open = async (tokenLifeMs: number): Promise<AppSession> => {
  appSession = await openAppSession({ keyring: true, tokenLifeMs });
  await appSession.start();
  return appSession;
};
const notices = ({ notifications }: AppSession) => (notifications?.shown() ?? []).map(({ title }) => title);

it('shows from four hours before that the session will end, without a notice', async () => {
  const running = await open(230 * minuteMs);
  const popover = await running.openPopover();
  await running.signIn(popover);
  await popover.shows(/Your session ends in 3 h 4\d min/);
  expect(notices(running)).toEqual([]);
});

it('shows a notice half an hour before, only once even over a restart', async () => {
  const running = await open(25 * minuteMs);
  const popover = await running.openPopover();
  await running.signIn(popover);
  await eventually('the notice', () => notices(running).includes(words.notice.sessionEndingTitle));
  await popover.shows(/Your session ends in 2\d min/);
  await running.restart();
  const again = await running.openPopover();
  await again.shows(/Your session ends in 2\d min/);
  await running.chooseInMenu(words.common.refresh);
  await again.page.locator('[data-window]').first().waitFor();
  expect(notices(running)).toEqual([words.notice.sessionEndingTitle]);
});
