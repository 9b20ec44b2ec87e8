import { expect, it } from 'vitest';
import type { NoticeRecord } from '../../../../main/core/history/record.ts';
import type { Decision } from '../../../../main/core/notices/decision.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import {
  dayMs,
  fiveHoursMs,
  hourMs,
  minuteMs,
  monthEndMs,
  monthStartMs,
  weekEndMs,
  weekStartMs,
} from '../../../../main/core/quota/calendar.ts';
import { utcOffsetsOf } from '../../../../main/core/quota/outlook/local-time.ts';
import { wordsFor } from '../../../../main/core/view/words/index.ts';
import { createSnapshotStore } from '../../../../main/services/polling/snapshot-store.ts';
import { createUserNotices } from '../../../../main/services/user-notices.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../../support/fakes.ts';
import { saying, window } from '../../../support/readings.ts';

const monthDay = 20;
const plans = {
  lite: { fiveHours: 1200, week: 9000, month: 18_000 },
  pro: { fiveHours: 6000, week: 45_000, month: 90_000 },
};
type Plan = keyof typeof plans;

/** One account at the service, by the service's own time. */
interface Account {
  readonly name: string;
  plan: Plan;
  /** The times of its requests, oldest first. */
  readonly times: number[];
}

/** A number from 0 to 1, the same ones for the same seed. */
function randomsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** The place of the first request at or after a time, oldest first. */
function placeOf(times: readonly number[], fromMs: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

const madeSince = ({ times }: Account, fromMs: number): number => times.length - placeOf(times, fromMs);

/** What goes on beside the user's work. */
interface Month {
  readonly zone: string;
  readonly seed: number;
  /** On this day the user buys the larger plan, or signs in to another account. */
  readonly upgradeOnDay?: number;
  readonly otherAccountOnDay?: number;
  /** Whether the clock of this computer is now and then set forward or back by days. */
  readonly clockJumps?: boolean;
}

const lengthDays = 35;

/**
 * Plays five weeks of work at the user's local hours, from a date before the clocks change in all three zones: readings every
 * few minutes, nights in which the computer sleeps over resets, quiet hours, and restarts of the app at any time.
 */
async function play({ zone, seed, upgradeOnDay, otherAccountOnDay, clockJumps = false }: Month) {
  const random = randomsOf(seed);
  const startMs = Date.UTC(2026, 9, 3, 6);
  const clock = fakeClock(startMs);
  const files = memoryFiles();
  const log = memoryLog();
  /** The service's time minus the computer's. */
  let aheadMs = 0;
  const trueMs = (): number => clock.now() + aheadMs;
  let account: Account = { name: 'first', plan: 'lite', times: [] };
  const shown: {
    readonly account: Account;
    readonly plan: Plan;
    readonly atMs: number;
    readonly record: NoticeRecord;
  }[] = [];
  const seen: {
    readonly account: Account;
    readonly plan: Plan;
    readonly atMs: number;
    readonly shares: Readonly<Record<string, number>>;
  }[] = [];
  const decisions = new Set<Decision>();

  const open = async () => {
    const store = createSnapshotStore({ files, clock, log });
    await store.restore();
    const notices = createUserNotices({
      store,
      files,
      clock,
      log,
      notices: { show: async () => 'shown' },
      journal: {
        append(...records) {
          for (const record of records) {
            if (record.kind === 'notice') shown.push({ account, plan: account.plan, atMs: trueMs(), record });
          }
        },
      },
      preferences: () => ({ ...defaultPreferences, quietHours: { fromMinute: 22 * 60, toMinute: 8 * 60 } }),
      foreseen: () => ({ runOuts: [], lastRequestAtMs: null, usualHour: () => null, answersBetween: () => 0 }),
      locale: () => ({ words: wordsFor('en'), timeZone: zone }),
      onClick: () => {},
      onPending: () => {},
    });
    await notices.start();
    return { store, notices };
  };
  let app = await open();

  async function read(): Promise<void> {
    const atMs = trueMs();
    const limits = plans[account.plan];
    const used = {
      'five-hours': madeSince(account, atMs - fiveHoursMs + 1),
      week: madeSince(account, weekStartMs(atMs)),
      month: madeSince(account, monthStartMs(atMs, monthDay)),
    };
    // The service rounds its times differently from answer to answer.
    const jitterMs = Math.round((random() - 0.5) * minuteMs);
    const oldest = account.times[placeOf(account.times, atMs - fiveHoursMs + 1)];
    const resetsAtMs = oldest === undefined ? null : oldest + fiveHoursMs + jitterMs;
    const windows = [
      window({ used: used['five-hours'], limit: limits.fiveHours, resetsAtMs }),
      window({ id: 'week', used: used.week, limit: limits.week, resetsAtMs: weekEndMs(atMs) + jitterMs }),
      window({ id: 'month', used: used.month, limit: limits.month, resetsAtMs: monthEndMs(atMs, monthDay) + jitterMs }),
    ];
    const plan = { plan: account.plan, status: 'VALID', endsAtMs: null, autoRenews: true };
    const about = { pool: 'coding-plan', sourceId: 'qwencloud', takenAtMs: clock.now() } as const;
    app.store.apply([saying({ ...about, ...plan, windows })]);
    const shares = Object.fromEntries(windows.map((one) => [one.id, one.used / one.limit]));
    seen.push({ account, plan: account.plan, atMs, shares });
    await settle();
    await settle();
    for (const decision of app.notices.decisions()) decisions.add(decision);
  }

  function work(duringMs: number): void {
    const limits = plans[account.plan];
    const atMs = trueMs();
    const localHour = ((atMs + utcOffsetsOf(zone)(atMs)) % dayMs) / hourMs;
    const day = Math.floor((atMs - startMs) / dayMs);
    const isAtWork = localHour >= 9 && localHour < 24 && day % 7 < 5;
    const wanted = isAtWork ? Math.floor(random() * (limits.week / 9000) * (day % 3 === 0 ? 170 : 80)) : 0;
    const inFiveHours = madeSince(account, atMs - fiveHoursMs + 1);
    const inWeek = madeSince(account, weekStartMs(atMs));
    const inMonth = madeSince(account, monthStartMs(atMs, monthDay));
    const free = Math.min(limits.fiveHours - inFiveHours, limits.week - inWeek, limits.month - inMonth);
    const made = Math.min(wanted, Math.max(0, free));
    for (let index = 0; index < made; index += 1) account.times.push(atMs - duringMs + (index * duringMs) / made);
  }

  while (trueMs() < startMs + lengthDays * dayMs) {
    const day = Math.floor((trueMs() - startMs) / dayMs);
    const isAsleep = random() < 0.004;
    const stepMs = (isAsleep ? 9 * 60 : 10 + Math.floor(random() * 30)) * minuteMs;
    if (isAsleep) clock.jump(stepMs);
    else await clock.advance(stepMs);
    work(Math.min(stepMs, 40 * minuteMs));
    if (clockJumps && random() < 0.008) {
      const byMs = Math.round((random() - 0.5) * 8 * dayMs);
      aheadMs -= byMs;
      clock.jump(byMs);
    }
    if (day === upgradeOnDay) account.plan = 'pro';
    if (day === otherAccountOnDay && account.name === 'first') {
      account = { name: 'second', plan: 'lite', times: account.times.slice(-1000) };
      app.store.forget(['qwencloud']);
      app.notices.forget(['coding-plan']);
    }
    await read();
    if (random() < 0.02) {
      await app.notices.stop();
      await app.store.settled();
      app = await open();
    }
  }
  await app.notices.stop();
  return { shown, seen, decisions: [...decisions] };
}

const months: readonly (readonly [name: string, month: Month])[] = [
  ['Berlin', { zone: 'Europe/Berlin', seed: 1 }],
  ['New York', { zone: 'America/New_York', seed: 2 }],
  ['Sydney', { zone: 'Australia/Sydney', seed: 3 }],
  ['Berlin, with the larger plan from the middle on', { zone: 'Europe/Berlin', seed: 4, upgradeOnDay: 17 }],
  ['New York, with another account from the middle on', { zone: 'America/New_York', seed: 5, otherAccountOnDay: 16 }],
  [
    'Sydney, with a clock that is set forward and back by days',
    { zone: 'Australia/Sydney', seed: 6, clockJumps: true },
  ],
];

const cycleOf = (windowId: string | null, atMs: number): number =>
  windowId === 'week' ? weekStartMs(atMs) : monthStartMs(atMs, monthDay);

it.each(months)(
  'five weeks in %s: at most one notice for each threshold and cycle, whatever restarts and sleeps',
  async (_, month) => {
    const { shown, seen, decisions } = await play(month);
    const thresholds = shown.filter(({ record }) => record.about === 'threshold');
    expect(thresholds.length).toBeGreaterThan(5);

    // A window with a cycle is told of once in each, for one plan of one account. Quiet hours may end after the reset.
    const counts = new Map<string, number>();
    for (const { account, plan, atMs, record } of thresholds.filter(({ record }) => record.windowId !== 'five-hours')) {
      const key = [account.name, plan, record.windowId, cycleOf(record.windowId, atMs), record.thresholdPercent].join(
        ' ',
      );
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > 1)).toEqual([]);

    // A rolling window is told of again only after its use was seen to fall clearly below the threshold.
    for (const [index, one] of thresholds.entries()) {
      const percent = one.record.thresholdPercent ?? 0;
      const earlier = thresholds
        .slice(0, index)
        .findLast(
          ({ record, account, plan }) =>
            record.windowId === one.record.windowId &&
            record.thresholdPercent === percent &&
            account === one.account &&
            plan === one.plan,
        );
      if (earlier === undefined || one.record.windowId !== 'five-hours') continue;
      const between = seen.filter(({ atMs }) => atMs > earlier.atMs && atMs <= one.atMs);
      expect(
        between.some(({ shares }) => (shares['five-hours'] ?? 1) * 100 < Math.max(percent - 10, percent / 2)),
      ).toBe(true);
    }

    // What a reading shows is told, or the log says why not. (Times of the log are the computer's.)
    if (month.clockJumps) return;
    for (const { account, plan, atMs, shares } of seen) {
      for (const windowId of ['week', 'month']) {
        const reached = [100, 90, 75].find((percent) => (shares[windowId] ?? 0) * 100 >= percent);
        if (reached === undefined) continue;
        const cycleMs = cycleOf(windowId, atMs);
        const isSaid = decisions.some(
          (one) =>
            one.windowId === windowId &&
            (one.thresholdPercent ?? 0) >= reached &&
            one.atMs >= cycleMs &&
            one.atMs <= atMs,
        );
        expect(isSaid, `${account.name} ${plan} ${windowId} ${reached} at ${new Date(atMs).toISOString()}`).toBe(true);
      }
    }
  },
);
