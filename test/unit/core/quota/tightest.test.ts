import { describe, expect, it } from 'vitest';
import { decideAlerts, rememberAnnounced } from '../../../../main/core/notices/alerts.ts';
import type { RememberedAlerts } from '../../../../main/core/notices/remembered.ts';
import { dayMs, hourMs } from '../../../../main/core/quota/calendar.ts';
import type { QuotaWindow } from '../../../../main/core/quota/model.ts';
import { tightestOf, tightestWindow } from '../../../../main/core/quota/share.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../support/readings.ts';

const rolling = (used: number, resetsAtMs: number | null = noonMs + hourMs) => window({ used, limit: 100, resetsAtMs });
const week = (used: number, resetsAtMs: number | null = noonMs + 2 * dayMs) =>
  window({ id: 'week', used, limit: 100, resetsAtMs });
const month = (used: number, resetsAtMs: number | null = noonMs + 12 * dayMs) =>
  window({ id: 'month', used, limit: 100, resetsAtMs });

describe('the window that limits the user most', () => {
  it.each<[string, readonly QuotaWindow[], QuotaWindow['id'] | null]>([
    ['is none of none', [], null],
    ['is the one nearest its limit', [rolling(10), week(50), month(40)], 'week'],
    ['is the first of two alike', [rolling(50), week(50)], 'five-hours'],
    ['is a used-up one before any other', [rolling(100), week(99)], 'five-hours'],
    ['is, of two used-up ones, the one that ends last', [week(100), month(100)], 'month'],
    ['is so in any order', [month(100), week(100)], 'month'],
    ['is so for one over its limit', [week(130), month(100)], 'month'],
    ['is so when a shorter one ends later', [week(100, noonMs + 5 * dayMs), month(100, noonMs + dayMs)], 'week'],
    ['is so of three', [rolling(100), month(100), week(100)], 'month'],
    ['is one whose end is not known before one whose end is', [rolling(100), week(100, null)], 'week'],
    ['is so in any order too', [month(100, null), week(100)], 'month'],
    ['is the longer of two whose end is not known', [week(100, null), month(100, null)], 'month'],
    ['is no rolling one whose end is not known', [rolling(100, null), week(100)], 'week'],
  ])('%s', (_name, windows, id) => {
    expect(tightestOf(windows)?.id ?? null).toBe(id);
    const snapshot = snapshotOf(fresh({ ...codingPlan(), windows }));
    expect(tightestWindow(snapshot, noonMs)?.window.id ?? null).toBe(id);
  });

  it('is found over all pools, with the status of its own', () => {
    const plan = fresh({ ...codingPlan(), windows: [week(100)] });
    const bill = {
      pool: 'pay-as-you-go',
      state: 'stale',
      disagreements: [],
      failure: { kind: 'offline' },
      failedAtMs: noonMs,
      reading: {
        pool: 'pay-as-you-go',
        sourceId: 'qwencloud',
        takenAtMs: noonMs,
        windows: [window({ id: 'budget', unit: 'money', used: 20, limit: 20, resetsAtMs: noonMs + 20 * dayMs })],
        fromDate: '2026-10-01',
        toDate: '2026-10-07',
        currency: 'USD',
        totalCost: 20,
        models: [],
      },
    } as const;
    expect(tightestWindow(snapshotOf(plan, bill, { pool: 'free-tier', state: 'loading' }), noonMs)?.status).toBe(bill);
  });
});

describe('the alert of several windows that are used up', () => {
  const preferences = { notices: true, warnAtUsedPercents: [90] };
  const decide = (windows: readonly QuotaWindow[], remembered: RememberedAlerts, nowMs = noonMs) =>
    decideAlerts(snapshotOf(fresh({ ...codingPlan({ takenAtMs: nowMs }), windows })), preferences, remembered, nowMs);
  const calm = decide([rolling(10), week(10), month(10)], []).remembered;

  it('is the one that ends last, alone', () => {
    const both = decide([rolling(20), week(100), month(100)], calm);
    expect(both.due.map(({ window: { id } }) => id)).toEqual(['month']);
    // The other is remembered, so that nothing follows later.
    const shown = both.due.reduce(rememberAnnounced, both.remembered);
    expect(decide([rolling(20), week(100), month(100)], shown).due).toEqual([]);
  });

  it('is none for a shorter window while the month is used up', () => {
    const first = decide([rolling(20), week(50), month(100)], calm);
    const shown = first.due.reduce(rememberAnnounced, first.remembered);
    expect(decide([rolling(100), week(50), month(100)], shown).due).toEqual([]);
  });

  it('comes again for the week once it has reset', () => {
    const both = decide([rolling(20), week(100), month(100)], calm);
    const shown = both.due.reduce(rememberAnnounced, both.remembered);
    const reset = decide([rolling(20), week(0, noonMs + 9 * dayMs), month(10, noonMs + 40 * dayMs)], shown);
    expect(decide([rolling(20), week(95, noonMs + 9 * dayMs), month(10)], reset.remembered).due).toMatchObject([
      { window: { id: 'week' } },
    ]);
  });

  it('is each for windows that are not used up', () => {
    expect(decide([rolling(20), week(95), month(95)], calm).due.map(({ window: { id } }) => id)).toEqual([
      'week',
      'month',
    ]);
  });
});
