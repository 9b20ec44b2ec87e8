import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

/** The day takes two minutes. */
const dayMs = 180_000;

let session: AppSession;
beforeAll(async () => {
  session = await openAppSession();
});
afterAll(() => session?.close());

const { notice, quota } = words;
const fiveHours = quota.windowInSentence['five-hours'];
const reached = (digit: string) =>
  new RegExp(`^${notice.thresholdTitle(fiveHours, `${digit}%`).replaceAll('.', '\\.')}$`);

/** The notices of the demo's day, in this order, by the titles that the desktop shows. */
const day = [
  reached('[78]\\d'),
  reached('9\\d'),
  new RegExp(`^${notice.usedUpTitle(fiveHours)}$`),
  new RegExp(`^${notice.returnedTitle(fiveHours)}$`),
  new RegExp(`^${notice.planEndingTitle(quota.pool['free-tier'])}$`),
];

it(
  'the demo’s day gives exactly these notices, each with its entry in the log',
  async () => {
    const driver = await session.start({}, { args: ['--demo', '--demo-keep'] });
    await eventually('the end of the day', () => driver.output().includes('the day is over'), dayMs);
    const titles = session.notifications?.shown().map(({ title }) => title) ?? [];
    // How the user goes on is foreseen by the hour of the real day: the warning comes beside a threshold, or between two.
    const warning = notice.runningOutTitle(fiveHours);
    expect(titles.filter((title) => title !== warning)).toEqual(day.map((title) => expect.stringMatching(title)));
    const all = session.notifications?.shown().map(({ title, body }) => `${title} ${body}`) ?? [];
    expect(all.filter((text) => text.includes(warning))).toHaveLength(1);
    const usedUp = titles.indexOf(notice.usedUpTitle(fiveHours));
    expect(all.findIndex((text) => text.includes(warning))).toBeLessThan(usedUp);
    // The terminal names each at its time of the played day.
    const lines = driver
      .output()
      .split('\n')
      .filter((line) => line.includes(' notice '));
    const times = lines.map((line) => line.slice(0, 5));
    expect(times).toEqual(times.toSorted());
    expect(lines).toEqual(
      titles.map((title) =>
        expect.stringMatching(new RegExp(`^\\d\\d:\\d\\d {2}notice +${title.replaceAll('?', '\\?')}`)),
      ),
    );
    const popover = await session.openPopover();
    const decisions = await popover.invoke('decisions:get');
    const decided = decisions.map((one) => `${one.kind} ${one.thresholdPercent} ${one.outcome}`);
    expect(decided.filter((one) => one.startsWith('running-out'))).toEqual(['running-out null shown']);
    expect(decided.filter((one) => !one.startsWith('running-out'))).toEqual([
      'threshold 75 shown',
      'threshold 90 shown',
      'threshold 100 shown',
      'returned null shown',
      'plan-ending null shown',
    ]);
  },
  2 * dayMs,
);
