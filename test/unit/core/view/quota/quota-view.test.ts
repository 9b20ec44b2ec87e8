import { describe, expect, it } from 'vitest';
import type { PoolStatus } from '../../../../../main/core/quota/model.ts';
import type { Session } from '../../../../../main/core/session.ts';
import { type QuotaInput, quotaView } from '../../../../../main/core/view/quota/quota-view.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import {
  base,
  codingPlan,
  everyPool,
  fresh,
  nowMs,
  signedIn,
  signedOut,
  snapshotOf,
  states,
  threeWindows,
} from '../../../../renderer/states.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const en = { words: wordsFor('en'), timeZone: 'UTC' };
const view = (over: Partial<QuotaInput>) =>
  quotaView({ snapshot: base.snapshot, session: base.session, nowMs, locale: en, ...over });
const viewOf = (name: string) => {
  const { snapshot, session } = states[name] ?? base;
  return view({ snapshot, session });
};

describe('the screen', () => {
  it.each([
    ['signedOut', 'welcome'],
    ['waiting', 'welcome'],
    ['denied', 'welcome'],
    ['firstLoad', 'first-load'],
    ['fresh', 'pools'],
    ['offline', 'pools'],
    ['estimate', 'pools'],
    ['notSubscribed', 'pools'],
    ['failedShape', 'pools'],
  ])('%s: %s', (name, screen) => {
    expect(viewOf(name).screen).toBe(screen);
  });

  it('waits until the vault has been read before it offers a sign-in', () => {
    const quiet = view({ snapshot: snapshotOf(), session: { state: 'unknown' } });
    expect([quiet.screen, quiet.signIn]).toEqual(['first-load', null]);
  });

  it('offers a sign-in beside estimated numbers', () => {
    const estimate = viewOf('estimate');
    expect(estimate.signIn?.kind).toBe('choose');
    expect(estimate.pools).toHaveLength(1);
    expect(estimate.pools[0]?.windows[0]?.isEstimate).toBe(true);
    expect(estimate.pools[0]?.windows[0]?.percentText).toMatch(/^≈ \d+%$/);
    expect(estimate.pools[0]?.estimateHint).toBe(en.words.quota.estimateHint);
  });
});

it('names the windows that could not be read beside those that could', () => {
  const reading = { ...codingPlan(threeWindows(1, 2, 3).slice(0, 2)), unreadableWindows: ['month'] } as const;
  const pool = view({ snapshot: snapshotOf(fresh(reading)) }).pools[0];
  expect([pool?.state, pool?.windows.map(({ id }) => id)]).toEqual(['fresh', ['five-hours', 'week']]);
  expect(pool?.unreadable).toEqual([{ id: 'month', name: 'Month' }]);
});

it.each([
  ['rolling', 'Comes back within 5 h: the service named a later time, which cannot be right'],
  ['fixed', 'Resets within 5 h: the service named a later time, which cannot be right'],
] as const)('says what is known of a %s window whose reset cannot be right', (renewal, text) => {
  const [window] = threeWindows(1, 2, 3);
  if (window === undefined) throw new Error('no window');
  const odd = { ...window, renewal, resetsAtMs: null, resetImpossible: true } as const;
  const shown = view({ snapshot: snapshotOf(fresh(codingPlan([odd]))) }).pools[0]?.windows[0];
  expect([shown?.resetText, shown?.reset]).toEqual([text, null]);
});

it('marks windows that were advanced by the local count, and explains the mark', () => {
  const [fiveHours, ...others] = threeWindows(2520, 12_880, 31_040);
  const moved = fiveHours === undefined ? [] : [{ ...fiveHours, certainty: 'estimate' as const }];
  const [pool] = view({ snapshot: snapshotOf(fresh(codingPlan([...moved, ...others]))) }).pools;
  expect(pool?.windows.map(({ percentText }) => percentText.startsWith('≈'))).toEqual([true, false, false]);
  expect(pool?.estimateHint).toBe(en.words.quota.movedHint);
  expect(viewOf('fresh').pools[0]?.estimateHint).toBeNull();
});

describe('a window', () => {
  it('shows amounts used and left, limit, percentage and both forms of the reset', () => {
    expect(viewOf('fresh').pools[0]?.windows[0]).toMatchObject({
      name: '5 hours',
      percent: 42,
      percentText: '42%',
      level: 'calm',
      usedText: '2,520 used',
      leftText: '3,480 left of 6,000 requests',
      resetText: 'Starts coming back at 14:00',
      reset: { clockText: '14:00', durationText: '2 h 14 min', atText: 'starts coming back at 14:00' },
      rollingText: 'Each request comes back 5 h after it was made.',
      runOutText: null,
      spoken: '42% used, plenty left',
    });
  });

  it('is sorted: five hours, week, month', () => {
    const windows = [...threeWindows(1, 2, 3)].reverse();
    const pools = view({ snapshot: snapshotOf(fresh(codingPlan(windows))) }).pools;
    expect(pools[0]?.windows.map(({ id }) => id)).toEqual(['five-hours', 'week', 'month']);
  });

  it.each([
    [74, 'calm'],
    [75, 'amber'],
    [89, 'amber'],
    [90, 'red'],
    [100, 'red'],
  ] as const)('%d%% is %s', (percent, level) => {
    const snapshot = snapshotOf(fresh(codingPlan(threeWindows(percent * 60, 0, 0))));
    expect(view({ snapshot }).pools[0]?.windows[0]).toMatchObject({ percent, level });
  });

  it('shows the nearest percentage, 100% only when full and 0% only when untouched, and takes its level from the exact one', () => {
    const shown = (used: number) => {
      const window = view({ snapshot: snapshotOf(fresh(codingPlan(threeWindows(used, 0, 0)))) }).pools[0]?.windows[0];
      return [window?.exactPercentText, window?.level];
    };
    expect(shown(5399)).toEqual(['90%', 'amber']);
    expect(shown(5400)).toEqual(['90%', 'red']);
    expect(shown(5999)).toEqual(['99%', 'red']);
    expect([shown(0), shown(1)]).toEqual([
      ['0%', 'calm'],
      ['1%', 'calm'],
    ]);
    expect(viewOf('usedUp').pools[0]?.windows[0]?.percentText).toBe('100%');
    expect(viewOf('usedUp').verdict?.sentence).toBe('5-hour quota used up');
  });

  it('calls a reset due once its time has passed', () => {
    const later = view({ nowMs: nowMs + 2 * dayMs }).pools[0]?.windows[1];
    expect(later).toMatchObject({ resetText: 'Reset was due Sun 16:00', reset: null });
  });

  it('shows the range of an estimate, or its lower end', () => {
    const usedText = (usedBetween: { from: number; to: number | null }) => {
      const estimated = threeWindows(2520, 0, 0).map((window) => ({
        ...window,
        certainty: 'estimate' as const,
        usedBetween,
      }));
      return view({ snapshot: snapshotOf(fresh(codingPlan(estimated))) }).pools[0]?.windows[0]?.usedText;
    };
    expect(usedText({ from: 2410, to: 2700 })).toBe('2,410 to 2,700 used');
    expect(usedText({ from: 2410, to: null })).toBe('at least 2,410 used');
  });

  it('shows a share without inventing amounts', () => {
    const personal = view({ snapshot: everyPool }).pools.find(({ pool }) => pool === 'token-plan-personal');
    expect(personal?.windows[0]).toMatchObject({ usedText: '', leftText: '69% left', percentText: '31%' });
  });

  const foreseen = { pool: 'coding-plan', likelihood: null, between: null } as const;

  it('labels the run-out apart from the reset, and shows only one before the reset of a whole window', () => {
    const text = (windowId: 'five-hours' | 'week', aheadMs: number) => {
      const runOuts = [{ ...foreseen, windowId, runsOutAtMs: nowMs + aheadMs }];
      return view({ runOuts }).pools[0]?.windows.find(({ id }) => id === windowId)?.runOutText;
    };
    expect(text('week', hourMs)).toBe('At this pace it runs out 12:46 (in 1 h)');
    expect(text('week', 2 * dayMs)).toBeNull();
    expect(text('week', -1)).toBeNull();
    expect(text('five-hours', 3 * hourMs)).toBe('At this pace it runs out 14:46 (in 3 h)');
  });

  it('tells how sure the run-out is, and between which times it lies', () => {
    const text = (likelihood: number, toMs: number | null) => {
      const between = { fromMs: nowMs + hourMs / 2, toMs };
      const runOuts = [
        { ...foreseen, windowId: 'five-hours' as const, runsOutAtMs: nowMs + hourMs, likelihood, between },
      ];
      return view({ runOuts }).pools[0]?.windows[0]?.runOutText;
    };
    expect(text(0.9, nowMs + 2 * hourMs)).toBe(
      'At this pace it runs out 12:46 (in 1 h), most likely between 12:16 and 13:46',
    );
    expect(text(0.5, nowMs + 2 * hourMs)).toBe('It may run out 12:46 (in 1 h), most likely between 12:16 and 13:46');
    expect(text(0.5, null)).toBe('It may run out 12:46 (in 1 h)');
    expect(text(0.9, nowMs + hourMs / 2 + 9 * 60_000)).toBe('At this pace it runs out 12:46 (in 1 h)');
  });

  it('shows when the tightest window runs out', () => {
    const runOuts = [{ ...foreseen, windowId: 'five-hours' as const, runsOutAtMs: nowMs + hourMs }];
    expect(view({ runOuts }).pools[0]?.windows[0]?.runOutText).toBe('At this pace it runs out 12:46 (in 1 h)');
    expect(viewOf('fresh').pools[0]?.windows[0]?.runOutText).toBeNull();
  });
});

describe('what is known and what is not', () => {
  it('says in a row how sure an end is', () => {
    const of = (likelihood: number) => {
      const end = { pool: 'coding-plan' as const, windowId: 'five-hours' as const, runsOutAtMs: nowMs + hourMs };
      return view({ runOuts: [{ ...end, likelihood, between: null }] }).pools[0]?.windows[0];
    };
    expect(of(0.9)).toMatchObject({ outcomeText: 'empty 12:46', levelText: 'will not last at this pace' });
    expect(of(0.35)).toMatchObject({ outcomeText: 'may be empty 12:46', levelText: 'may not last at this pace' });
  });

  it('says in a row within which time a window resets whose reset cannot be right', () => {
    const windows = threeWindows(1, 1, 1).map((one) => ({ ...one, resetsAtMs: null, resetImpossible: true as const }));
    const shown = view({ snapshot: snapshotOf(fresh(codingPlan(windows))) }).pools[0]?.windows ?? [];
    expect(shown.slice(0, 2).map(({ whenText }) => whenText)).toEqual(['back within 5 h', 'resets within 7 d']);
  });

  it('foresees nothing from old numbers', () => {
    const window = { pool: 'coding-plan' as const, windowId: 'five-hours' as const };
    const runOuts = [{ ...window, runsOutAtMs: nowMs + hourMs, likelihood: 0.9, between: null }];
    const ends = (name: string) =>
      view({ ...states[name], runOuts }).pools.flatMap(({ windows }) => windows.map(({ outcomeText }) => outcomeText));
    expect(ends('fresh')).toContain('empty 12:46');
    expect(ends('offline')).toEqual([null, null, null]);
  });

  it('knows that a calendar week ends on Monday in China, also where the service does not say so', () => {
    const windows = threeWindows(2520, 12_880, 31_040).map((window) => ({ ...window, resetsAtMs: null }));
    const snapshot = snapshotOf(fresh(codingPlan(windows)));
    const [fiveHours, week, month] = view({ ...states['fresh'], snapshot }).pools[0]?.windows ?? [];
    expect(fiveHours?.whenText).toBe('');
    expect(week?.whenText).toBe('resets Sun 16:00');
    expect(month?.whenText).toBe('Reset time not given');
  });

  it('shows the age of an old reading, and why there is none newer', () => {
    const old = viewOf('offline');
    expect(old.verdict).toMatchObject({ sentence: 'Old: last read 47 min ago', isOld: true });
    expect(old.pools[0]).toMatchObject({ state: 'stale', ageText: 'Last good reading 47 min ago' });
    expect(old.trouble).toMatchObject({ what: 'You are offline.', remedy: 'retry' });
  });

  it('shows a failure that all pools share once, and others at their pool', () => {
    expect(viewOf('offline').pools[0]?.trouble).toBeNull();
    const partly = viewOf('partlyFailed');
    expect(partly.trouble).toBeNull();
    expect(partly.pools.find(({ pool }) => pool === 'free-tier')?.trouble?.what).toContain('HTTP 503');
    expect(partly.notSubscribedText).toBe('Not subscribed: Token Plan Team');
  });

  it('offers a sign-in once, not again for each pool', () => {
    const expired = viewOf('sessionExpired');
    expect(expired.trouble).toBeNull();
    expect(expired.pools[0]?.trouble).toBeNull();
    expect(expired.signIn).toMatchObject({ kind: 'choose', tone: 'trouble', again: true });
  });

  it('keeps "could not tell" apart from "not subscribed"', () => {
    expect(viewOf('noRight')).toMatchObject({ notSubscribedText: null, nothingSubscribed: false });
    expect(viewOf('noRight').trouble?.remedy).toBe('console');
    expect(viewOf('notSubscribed')).toMatchObject({ nothingSubscribed: true, trouble: null });
  });

  it('says "no plan" beside a free tier and a bill only while both are untouched', () => {
    const common = { sourceId: 'qwencloud', takenAtMs: nowMs, windows: [] } as const;
    const quota = (remaining: number) => ({ remaining, total: 100, unit: 'tokens' });
    const free = (...quotas: readonly (ReturnType<typeof quota> | null)[]): PoolStatus =>
      fresh({
        pool: 'free-tier',
        ...common,
        models: quotas.map((one, index) => ({ model: `m-${index}`, quota: one, status: null, endsAtMs: null })),
      });
    const bill = (cost: number): PoolStatus =>
      fresh({
        pool: 'pay-as-you-go',
        ...common,
        fromDate: '2026-11-01',
        toDate: '2026-11-27',
        currency: 'USD',
        totalCost: cost,
        models: cost === 0 ? [] : [{ model: 'm', usage: [], cost }],
      });
    const none: PoolStatus = { pool: 'coding-plan', state: 'not-subscribed', checkedAtMs: nowMs };
    const hasNone = (...pools: readonly PoolStatus[]) => view({ snapshot: snapshotOf(...pools) }).nothingSubscribed;
    expect(hasNone(none, free(null, quota(100)), bill(0))).toBe(true);
    expect(hasNone(none, free(quota(99)), bill(0))).toBe(false);
    expect(hasNone(none, free(null), bill(0.01))).toBe(false);
    expect(hasNone(none, { pool: 'token-plan-personal', state: 'loading' })).toBe(false);
    expect(hasNone(free(null), bill(0))).toBe(false);
  });

  it('explains that a program could not tell, also beside the offer to sign in', () => {
    const failure = { kind: 'program-could-not-tell', program: 'qwencloud' } as const;
    const snapshot = snapshotOf({ pool: 'coding-plan', state: 'failed', failure, failedAtMs: nowMs });
    const told = view({ snapshot, session: signedOut('never') });
    expect(told.trouble?.what).toContain('“qwencloud” could not give the numbers');
    expect(told).toMatchObject({ notSubscribedText: null, signIn: { kind: 'choose' } });
  });

  it('offers a sign-in for exact numbers if estimated ones are known', () => {
    const offered = (name: string) => {
      const { signIn } = viewOf(name);
      return signIn?.kind === 'choose' ? signIn.why.what : null;
    };
    expect(offered('estimate')).toBe(en.words.session.exactNumbers);
    expect(offered('signedOut')).toBe(en.words.signedOut.never.what);
    expect(offered('sessionExpired')).toBe(en.words.signedOut.expired.what);
  });

  it('shows that two sources disagree', () => {
    expect(viewOf('estimate').pools[0]?.disagreements).toEqual([
      'Week: 41% used according to the bl command; shown here is 29%.',
    ]);
  });

  it('says once that the plan is used elsewhere too if the logs of this computer show less', () => {
    const logsSay = (otherShare: number, windowId: 'week' | 'month') =>
      ({ windowId, otherSourceId: 'session-log', shownShare: 0.4, otherShare }) as const;
    const disagreementsOf = (...disagreements: ReturnType<typeof logsSay>[]) => {
      const reading = codingPlan(threeWindows(100, 3600, 7200));
      const snapshot = snapshotOf({ pool: 'coding-plan', state: 'fresh', reading, disagreements });
      return view({ snapshot, session: signedIn }).pools[0]?.disagreements;
    };
    const elsewhere = en.words.quota.usedElsewhere;
    expect(disagreementsOf(logsSay(0, 'week'), logsSay(0.1, 'month'))).toEqual([elsewhere]);
    expect(disagreementsOf(logsSay(0.6, 'week'), logsSay(0.1, 'month'))).toEqual([
      'Week: 60% used according to Qwen Code’s logs; shown here is 40%.',
      elsewhere,
    ]);
  });

  it('says when the service is asked again', () => {
    expect(viewOf('rateLimited').trouble).toMatchObject({ wayOut: 'It is asked again in 4 min.', remedy: null });
    const limited = (retryAfterMs: number, agoMs: number) => {
      const failure = { kind: 'rate-limited', retryAfterMs } as const;
      const status = { pool: 'coding-plan', state: 'failed', failure, failedAtMs: nowMs - agoMs } as const;
      return view({ snapshot: snapshotOf(status) }).trouble?.wayOut;
    };
    expect(limited(20 * minuteMs, 15 * minuteMs)).toBe('It is asked again in 5 min.');
    // The app waits at least five minutes, and six hours at most.
    expect(limited(1000, 0)).toBe('It is asked again in 5 min.');
    expect(limited(24 * hourMs, 0)).toBe('It is asked again in 6 h.');
    expect(limited(1000, hourMs)).toBe('It is asked again in a few minutes.');
  });
});

describe('the term of a plan', () => {
  const termOf = (over: object) =>
    view({ snapshot: snapshotOf(fresh({ ...codingPlan(threeWindows(1, 1, 1)), ...over })) }).pools[0]?.termText;

  it.each([
    [{}, 'Active · Renews Dec 15 · 24 days left'],
    [{ status: null }, 'Renews Dec 15 · 24 days left'],
    [{ autoRenews: null }, 'Active · Plan ends Dec 15 · 24 days left'],
    [{ autoRenews: false }, 'Active · Plan ends Dec 15 · 24 days left · renewal off'],
    [{ endsAtMs: nowMs - 2 * 24 * hourMs, autoRenews: true }, 'Plan ended Nov 19'],
    [{ endsAtMs: nowMs - 2 * 24 * hourMs, autoRenews: false }, null],
    [{ endsAtMs: null, autoRenews: null }, 'Active'],
    [{ endsAtMs: null, autoRenews: null, status: null }, null],
    [{ endsAtMs: null, autoRenews: null, status: 'Suspended' }, 'Status: Suspended'],
  ])('%o', (over, text) => {
    expect(termOf(over)).toBe(text);
  });

  const overOf = (over: object) =>
    view({ snapshot: snapshotOf(fresh({ ...codingPlan([]), ...over })) }).pools[0]?.over?.what ?? null;

  it.each([
    [{}, null],
    [{ endsAtMs: nowMs - 2 * 24 * hourMs, autoRenews: false }, 'This plan ended on Nov 19.'],
    [{ endsAtMs: nowMs - 2 * 24 * hourMs, autoRenews: true, status: 'EXPIRED' }, 'This plan ended on Nov 19.'],
    [{ endsAtMs: nowMs - 2 * 24 * hourMs, autoRenews: true }, null],
    [{ status: 'EXPIRED' }, 'This plan is expired.'],
    [{ endsAtMs: null, status: 'frozen' }, 'This plan is frozen.'],
    [{ endsAtMs: null, status: 'RELEASED' }, 'This plan is not active.'],
    [{ endsAtMs: null, status: 'Suspended' }, null],
  ])('is replaced by an explanation if the plan is over: %o', (over, text) => {
    expect(overOf(over)).toBe(text);
  });
});

describe('the session', () => {
  const at = (expiresInMs: number): Session => ({ ...signedIn, expiresAtMs: nowMs + expiresInMs }) as Session;

  it('is announced to end from four hours before', () => {
    expect(view({ session: at(4 * hourMs + 1) }).sessionEndingText).toBeNull();
    expect(view({ session: at(4 * hourMs) }).sessionEndingText).toContain('ends in 4 h (15:46)');
    expect(view({ session: at(0) }).sessionEndingText).toBeNull();
  });

  it('shows a countdown while it waits for the browser', () => {
    expect(viewOf('waiting').signIn).toMatchObject({ kind: 'waiting', timerText: '9:41', offlineText: null });
    expect(viewOf('waitingOffline').signIn).toMatchObject({ timerText: '0:41' });
  });

  it('explains a sign-in that failed', () => {
    expect(viewOf('signInOffline').signIn).toMatchObject({
      why: { what: 'The sign-in did not work.', wayOut: 'You are offline. Try again in a moment.' },
    });
  });
});
