import { describe, expect, it } from 'vitest';
import { dayMs, minuteMs } from '../../../../main/core/quota/calendar.ts';
import type { PoolStatus, QuotaWindow, Reading } from '../../../../main/core/quota/model.ts';
import { latestRefusals, type RefusedWindow, withRefusals } from '../../../../main/core/quota/refused-window.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../support/readings.ts';

const resetsAtMs = noonMs + 3 * dayMs;
const week = window({ id: 'week', renewal: 'fixed', unit: 'share', used: 0.6, limit: 1, resetsAtMs: noonMs + dayMs });
const credits = window({ id: 'credits', unit: 'credits', used: 100, limit: 25_500, resetsAtMs: noonMs + dayMs });
const plan = (windows: readonly QuotaWindow[], changes: Partial<Reading> = {}): PoolStatus => ({
  pool: 'token-plan-personal',
  state: 'fresh',
  disagreements: [],
  reading: {
    pool: 'token-plan-personal',
    sourceId: 'qwencloud',
    takenAtMs: noonMs - minuteMs,
    endsAtMs: null,
    autoRenews: null,
    tier: null,
    status: 'VALID',
    windows,
    addOns: [{ totalCredits: null, remainingCredits: 5, endsAtMs: null }],
    ...changes,
  } as Reading,
});
const refused = (changes: Partial<RefusedWindow> = {}): RefusedWindow => ({
  kind: 'token-plan',
  window: 'week',
  atMs: noonMs,
  resetsAtMs,
  ...changes,
});
const readingAfter = (status: PoolStatus, given: RefusedWindow | null, nowMs = noonMs) => {
  const [after] = withRefusals(snapshotOf(status), given === null ? [] : [given], nowMs).pools;
  return after?.state === 'fresh' ? after.reading : null;
};

describe('the window that a refusal names', () => {
  it('is used up, with its packs, until the reset it names', () => {
    expect(readingAfter(plan([week, credits]), refused())).toMatchObject({
      windows: [{ id: 'week', used: 1, resetsAtMs, certainty: 'estimate' }, credits],
      addOns: [],
    });
  });

  it('is the month of Credits when it is called a month, and the only one when none is named', () => {
    expect(readingAfter(plan([week, credits]), refused({ window: 'month' }))?.windows).toMatchObject([
      week,
      { id: 'credits', used: 25_500, resetsAtMs },
    ]);
    expect(readingAfter(plan([credits]), refused({ window: null }))?.windows).toMatchObject([{ used: 25_500 }]);
    expect(readingAfter(plan([week, credits]), refused({ window: null }))?.windows).toEqual([week, credits]);
  });

  it.each<[string, PoolStatus, RefusedWindow | null, number]>([
    ['without a refusal', plan([week]), null, noonMs],
    ['once its reset has passed', plan([week]), refused(), resetsAtMs],
    ['once the service has reported again', plan([week], { takenAtMs: noonMs }), refused(), noonMs],
    ['for another plan', fresh(codingPlan({ takenAtMs: noonMs - minuteMs })), refused(), noonMs],
    ['for a pool without a reading', { pool: 'token-plan-team', state: 'loading' }, refused(), noonMs],
  ])('stays as it was %s', (_name, status, given, nowMs) => {
    expect(withRefusals(snapshotOf(status), given === null ? [] : [given], nowMs).pools).toEqual([status]);
  });

  it('is that of the Coding Plan for its own refusals, also against counts of this computer', () => {
    const counted = codingPlan({ sourceId: 'session-log', certainty: 'estimate', takenAtMs: noonMs + minuteMs });
    expect(readingAfter(fresh(counted), refused({ kind: 'month', window: 'month' }))?.windows).toMatchObject([
      { used: 300 },
      { used: 3000 },
      { id: 'month', used: 18_000, resetsAtMs },
    ]);
  });

  it('is used up beside another one, whichever was refused first', () => {
    const fiveHours = refused({ window: 'month', atMs: noonMs + minuteMs, resetsAtMs: resetsAtMs + dayMs });
    for (const refusals of [
      [refused(), fiveHours],
      [fiveHours, refused()],
    ]) {
      expect(withRefusals(snapshotOf(plan([week, credits])), refusals, noonMs).pools).toMatchObject([
        {
          reading: {
            windows: [
              { used: 1, resetsAtMs },
              { used: 25_500, resetsAtMs: resetsAtMs + dayMs },
            ],
          },
        },
      ]);
    }
  });

  it('follows from the latest refusal of the window, and forgotten with its reset', () => {
    const later = refused({ atMs: noonMs + 1, resetsAtMs: resetsAtMs - dayMs });
    const other = refused({ window: 'month' });
    expect(latestRefusals([refused(), other, later], noonMs)).toEqual([other, later]);
    expect(latestRefusals([refused(), other, later], resetsAtMs)).toEqual([]);
  });
});
