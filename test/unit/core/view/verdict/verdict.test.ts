import { describe, expect, it } from 'vitest';
import type { QuotaWindow, Reading, ReadingOf } from '../../../../../main/core/quota/model.ts';
import type { Outlook } from '../../../../../main/core/quota/outlook/outlook.ts';
import type { QuotaInput } from '../../../../../main/core/view/quota/quota-view.ts';
import { verdictView } from '../../../../../main/core/view/verdict/verdict.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import {
  codingPlan,
  currentOption,
  fresh,
  keylessOption,
  nowMs,
  readable,
  signedIn,
  snapshotOf,
  threeWindows,
} from '../../../../renderer/states.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const english = { words: wordsFor('en'), timeZone: 'UTC' };

const settingsOf = (baseUrl: string) => ({
  ...readable,
  options: [{ ...currentOption, baseUrl }, { ...keylessOption }],
});
const onCodingPlan = settingsOf('https://coding-intl.dashscope.aliyuncs.com/v1');

const credits: QuotaWindow = {
  ...{ id: 'credits', unit: 'credits', used: 98, limit: 100 },
  ...{ resetsAtMs: null, renewal: 'calendar', certainty: 'exact' },
};
const teamReading: ReadingOf<'token-plan-team'> = {
  pool: 'token-plan-team',
  sourceId: 'qwencloud',
  takenAtMs: nowMs - minuteMs,
  windows: [credits],
  endsAtMs: null,
  autoRenews: null,
  plan: null,
  status: null,
  seatTiers: [],
  addOns: [],
};
const team = fresh(teamReading);

const plan = (five: number, week = 4_500, month = 9_000) => fresh(codingPlan(threeWindows(five, week, month)));

const verdict = (over: Partial<QuotaInput>) =>
  verdictView({
    snapshot: snapshotOf(plan(1_200)),
    session: signedIn,
    settings: onCodingPlan,
    nowMs,
    locale: english,
    ...over,
  });

const runOut = (inMs: number, over: object = {}) => ({
  pool: 'coding-plan' as const,
  windowId: 'five-hours' as const,
  runsOutAtMs: nowMs + inMs,
  likelihood: 0.9,
  between: null,
  ...over,
});

const outlook = (over: Partial<Outlook>): Outlook => ({
  pool: 'coding-plan',
  windowId: 'five-hours',
  leftAtReset: null,
  highestAheadPercent: null,
  halfBackAtMs: null,
  perHour: null,
  fiveHoursLeft: null,
  stopsFirst: false,
  ...over,
});

describe('the verdict', () => {
  it('says when the quota is empty, which window ends first, and what a pause brings', () => {
    expect(
      verdict({
        snapshot: snapshotOf(plan(5_700)),
        runOuts: [runOut(19 * minuteMs), runOut(60 * hourMs, { windowId: 'month' })],
        outlooks: [outlook({ halfBackAtMs: nowMs + 2 * hourMs })],
      }),
    ).toEqual({
      sentence: 'Empty in 19 min, at 12:05',
      strongText: '19 min',
      kind: 'ends',
      line: 'The 5-hour quota runs out first. Pause now, and 52% is free by 13:46.',
      level: 'red',
      isOld: false,
      pool: 'coding-plan',
      windowId: 'five-hours',
      told: ['outcome'],
    });
  });

  it('is less sure of an end that is less likely', () => {
    expect(verdict({ runOuts: [runOut(hourMs / 2, { likelihood: 0.4 })] })).toMatchObject({
      sentence: 'May be empty in 30 min, at 12:16',
      line: 'The 5-hour quota would run out first. Back bit by bit from 14:00.',
      level: 'amber',
    });
  });

  it('names the day of an end that is not today, and how long before the reset it is', () => {
    expect(verdict({ runOuts: [runOut(75 * hourMs, { windowId: 'month', likelihood: null })] })).toMatchObject({
      sentence: 'Empty in 3 d 3 h, Tue 14:46',
      line: 'The monthly quota runs out first. It resets Dec 3 15:46.',
      level: 'amber',
      windowId: 'month',
    });
  });

  it('leaves out an end that would come after the reset', () => {
    expect(verdict({ runOuts: [runOut(20 * 24 * hourMs, { windowId: 'month' })] })?.sentence).toBe('Plenty left');
  });

  it('speaks of the window that is back last when several are used up', () => {
    const used = verdict({ snapshot: snapshotOf(plan(6_000, 45_000)) });
    expect(used).toMatchObject({
      sentence: 'Weekly quota used up',
      strongText: 'used up',
      line: 'Back Sun 16:00, in 1 d 4 h.',
      level: 'red',
    });
  });

  it('says of one that is used up which other window is nearly so', () => {
    expect(verdict({ snapshot: snapshotOf(plan(6_000, 44_000)) })).toMatchObject({
      sentence: '5-hour quota used up',
      line: 'Back bit by bit from 14:00. The weekly quota is nearly used up too.',
    });
    expect(verdict({ snapshot: snapshotOf(plan(6_000, 30_000)) })?.line).toBe('Back bit by bit from 14:00.');
  });

  it('names no reset where the service named one that cannot be right', () => {
    const windows = threeWindows(0, 42_300, 0).map((one) =>
      one.id === 'week' ? { ...one, resetsAtMs: null, resetImpossible: true as const } : one,
    );
    expect(verdict({ snapshot: snapshotOf(fresh(codingPlan(windows))) })).toMatchObject({
      sentence: '6% of the weekly quota left',
      line: null,
    });
  });

  it('names what is left so that it makes 100 with what is shown as used', () => {
    for (const [used, left] of [
      [5_640, '6%'],
      [5_669, '6%'],
      [5_670, '5%'],
      [5_999, '1%'],
    ] as const) {
      expect(verdict({ snapshot: snapshotOf(plan(used)) })?.sentence).toBe(`${left} of the 5-hour quota left`);
    }
  });

  it('does not promise the end of one window while that of another is not known', () => {
    const unknownEnd = (id: string, used: readonly [number, number, number]) => {
      const windows = threeWindows(...used).map((one) => (one.id === id ? { ...one, resetsAtMs: null } : one));
      return verdict({ snapshot: snapshotOf(fresh(codingPlan(windows))) });
    };
    expect(unknownEnd('month', [6_000, 0, 90_000])).toMatchObject({
      sentence: 'Monthly quota used up',
      line: 'The service did not say when it comes back.',
    });
    expect(unknownEnd('week', [6_000, 45_000, 0])).toMatchObject({
      sentence: 'Weekly quota used up',
      line: 'Back Sun 16:00, in 1 d 4 h.',
    });
  });

  it('says how much of a rolling window is back by when', () => {
    const recoveries = [
      { pool: 'coding-plan' as const, windowId: 'five-hours' as const, byMs: nowMs + 3 * hourMs, amount: 120 },
    ];
    const snapshot = snapshotOf(plan(6_000));
    expect(verdict({ snapshot, recoveries })?.line).toBe('Back bit by bit from 14:00; by 14:46 about 120 requests.');
    expect(verdict({ snapshot })?.line).toBe('Back bit by bit from 14:00.');
  });

  it('says what is left if little is left and no end is foreseen, and when it is back', () => {
    expect(verdict({ snapshot: snapshotOf(plan(5_640)) })).toMatchObject({
      sentence: '6% of the 5-hour quota left',
      strongText: '6%',
      line: 'Back bit by bit from 14:00.',
      level: 'red',
    });
    expect(verdict({ snapshot: snapshotOf(plan(0, 42_300)) })).toMatchObject({
      sentence: '6% of the weekly quota left',
      line: 'Resets Sun 16:00, in 1 d 4 h.',
    });
  });

  it('says that a rolling window lasts, if it gets nowhere near its limit in the next hours', () => {
    const at = (used: number, highestAheadPercent: number | null, over: object = {}) =>
      verdict({ snapshot: snapshotOf(plan(used)), outlooks: [outlook({ highestAheadPercent })], ...over });
    expect(at(4_680, 92)).toMatchObject({
      sentence: '22% of the 5-hour quota left',
      line: 'Lasts at this pace. Back bit by bit from 14:00.',
      level: 'amber',
    });
    expect(at(3_600, 74)).toMatchObject({ sentence: 'Lasts at this pace', line: 'The 5-hour quota is the tightest.' });
    expect(at(2_400, 50)).toMatchObject({
      sentence: 'Plenty left',
      line: 'Lasts at this pace. The 5-hour quota is the tightest.',
      kind: 'plenty',
    });
    for (const unknown of [at(3_600, null), at(3_600, 99.4), at(3_600, 74, { runOuts: [runOut(hourMs)] })]) {
      expect(unknown?.sentence).not.toBe('Lasts at this pace');
    }
    expect(at(4_680, 99.4)?.line).toBe('Back bit by bit from 14:00.');
  });

  it('marks an estimate', () => {
    const estimated = (used: number, over: object = {}) => {
      const windows = threeWindows(used, 0, 0).map((one) => ({ ...one, certainty: 'estimate' as const }));
      return verdict({ snapshot: snapshotOf(fresh(codingPlan(windows))), ...over });
    };
    expect(estimated(6_000)).toMatchObject({ sentence: '5-hour quota used up, by estimate', strongText: 'used up' });
    expect(estimated(5_760)).toMatchObject({ sentence: '≈ 4% of the 5-hour quota left', strongText: '≈ 4%' });
    expect(estimated(0)?.sentence).toBe('Plenty left');
    const locale = { words: wordsFor('zh-CN'), timeZone: 'UTC' };
    expect(estimated(6_000, { locale })).toMatchObject({ sentence: '5 小时额度估计已用完', strongText: '已用完' });
    const old = { nowMs: nowMs + 40 * 24 * hourMs };
    expect(estimated(5_000, old)?.line).toBe('What is left now is not known.');
  });

  it('is calm with plenty left, and says until when it lasts where that is known', () => {
    expect(verdict({})).toMatchObject({
      sentence: 'Plenty left',
      line: 'The 5-hour quota is the tightest.',
      level: 'calm',
      strongText: null,
    });
    const snapshot = snapshotOf(plan(600, 18_000));
    expect(verdict({ snapshot, outlooks: [outlook({ windowId: 'week', leftAtReset: 9_000 })] })).toMatchObject({
      sentence: 'Enough until the reset',
      line: 'At your usual pace. The weekly quota resets Sun 16:00.',
    });
    expect(verdict({ snapshot: snapshotOf(plan(0, 0, 0)) })?.sentence).toBe('Nothing used yet');
  });

  it('speaks of the pool in use, even if another one is tighter', () => {
    expect(verdict({ snapshot: snapshotOf(plan(1_200), team) })?.pool).toBe('coding-plan');
    const settings = settingsOf('https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1');
    expect(verdict({ snapshot: snapshotOf(plan(1_200), team), settings })).toMatchObject({
      sentence: '2% of the credits left',
      pool: 'token-plan-team',
    });
  });

  it('takes the edition of the Token Plan that has something left, where the settings do not say which it is', () => {
    const settings = settingsOf('https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1');
    const edition = (pool: 'token-plan-personal' | 'token-plan-team', used: number) =>
      fresh({
        ...teamReading,
        pool,
        windows: [{ ...credits, used }],
        ...(pool === 'token-plan-team' ? {} : { tier: null }),
      } as Reading);
    const pools = (personal: number, of: number) =>
      snapshotOf(edition('token-plan-personal', personal), edition('token-plan-team', of));
    expect(verdict({ snapshot: pools(100, 3), settings })).toMatchObject({ pool: 'token-plan-team', level: 'calm' });
    expect(verdict({ snapshot: pools(50, 3), settings })?.pool).toBe('token-plan-personal');
    expect(verdict({ snapshot: pools(100, 100), settings })?.pool).toBe('token-plan-personal');
  });

  it('speaks of the tightest pool while the one in use is not known', () => {
    expect(verdict({ snapshot: snapshotOf(plan(1_200), team), settings: { state: 'unknown' } })?.pool).toBe(
      'token-plan-team',
    );
  });

  it('is never red about a pool that is not in use', () => {
    const settings = settingsOf('https://openrouter.ai/api/v1');
    expect(verdict({ snapshot: snapshotOf(plan(6_000)), settings })).toMatchObject({
      sentence: '5-hour quota used up',
      strongText: null,
      line: 'Coding Plan, which Qwen Code does not use now.',
      level: 'calm',
    });
  });

  it('foresees no end, no pause and no return of a pool that is not in use, and says how it stands', () => {
    const settings = settingsOf('https://openrouter.ai/api/v1');
    const foreseen = {
      settings,
      runOuts: [runOut(19 * minuteMs), runOut(5 * hourMs, { windowId: 'week' })],
      outlooks: [outlook({ highestAheadPercent: 92, halfBackAtMs: nowMs + hourMs })],
      recoveries: [{ pool: 'coding-plan' as const, windowId: 'five-hours' as const, byMs: nowMs + hourMs, amount: 9 }],
    };
    const at = (five: number, week: number) => verdict({ ...foreseen, snapshot: snapshotOf(plan(five, week)) });
    const line = 'Coding Plan, which Qwen Code does not use now.';
    expect(at(4_680, 42_700)).toMatchObject({ sentence: '5% of the weekly quota left', line, level: 'calm' });
    expect(at(600, 900)).toMatchObject({ sentence: 'Plenty left', line, level: 'calm' });
    expect(at(6_000, 900)).toMatchObject({ sentence: '5-hour quota used up', line, level: 'calm', strongText: null });
  });

  it('calls a reading old that was asked for again in vain for half an hour, and says that nothing is known of now', () => {
    const stale = (ageMs: number) => {
      const reading = codingPlan(threeWindows(5_000, 9_000, 0), ageMs);
      return snapshotOf({
        ...{ pool: 'coding-plan', state: 'stale', reading, disagreements: [] },
        failure: { kind: 'offline' },
        failedAtMs: nowMs,
      } as const);
    };
    expect(verdict({ snapshot: stale(9 * hourMs) })).toMatchObject({
      sentence: 'Old: last read 9 h ago',
      line: 'What is left now is not known.',
      level: 'calm',
      isOld: true,
    });
    expect(verdict({ snapshot: stale(20 * minuteMs) })?.isOld).toBe(false);
  });

  it('says nothing where nothing was read', () => {
    expect(verdict({ snapshot: snapshotOf() })).toBeNull();
    expect(verdict({ snapshot: snapshotOf({ pool: 'coding-plan', state: 'loading' }) })).toBeNull();
  });

  it('says of the free tier how much of the model in use is left, and of a bill what it is', () => {
    const settings = settingsOf('https://dashscope-intl.aliyuncs.com/compatible-mode/v1');
    const free = (remaining: number, over: object = {}) =>
      fresh({
        pool: 'free-tier',
        sourceId: 'qwencloud',
        takenAtMs: nowMs,
        windows: [],
        models: [
          {
            ...{ model: 'qwen3.7-plus', quota: { remaining, total: 100, unit: 'tokens' }, status: null },
            ...{ endsAtMs: null, ...over },
          },
        ],
      });
    const billed: ReadingOf<'pay-as-you-go'> = {
      pool: 'pay-as-you-go',
      sourceId: 'qwencloud',
      takenAtMs: nowMs,
      windows: [],
      fromDate: '2026-11-01',
      toDate: '2026-11-21',
      currency: 'USD',
      totalCost: 12.4,
      models: [],
    };
    const bill = fresh(billed);
    expect(verdict({ snapshot: snapshotOf(free(12), bill), settings })).toMatchObject({
      sentence: '12% of the free amount left',
      line: 'Free tier of qwen3.7-plus.',
      level: 'amber',
      windowId: null,
    });
    expect(verdict({ snapshot: snapshotOf(free(0), bill), settings })).toMatchObject({
      sentence: '$12.40 billed this month',
      pool: 'pay-as-you-go',
    });
    const august = fresh({ ...billed, fromDate: '2026-08-01', toDate: '2026-08-31' });
    expect(verdict({ snapshot: snapshotOf(august), settings })?.sentence).toBe('$12.40 billed Aug 1 to Aug 31');
    for (const ended of [{ endsAtMs: nowMs - 1 }, { status: 'EXPIRED' }, { status: 'stopped' }]) {
      const snapshot = snapshotOf(free(90, ended), bill);
      expect(verdict({ snapshot, settings })?.sentence).toBe('$12.40 billed this month');
      expect(verdict({ snapshot, settings, inUse: { kind: 'known', pool: 'free-tier' } })).toBeNull();
    }
  });
});
