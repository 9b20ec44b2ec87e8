import { describe, expect, it } from 'vitest';
import type { PoolStatus } from '../../../../../main/core/quota/model.ts';
import { countedView } from '../../../../../main/core/view/quota/counted-view.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { codingPlan, fresh, noonMs, snapshotOf } from '../../../../support/readings.ts';

const locale = { words: wordsFor('en'), timeZone: 'UTC' };
const counts = { fiveHours: 42, week: 1310, month: null };
const failed: PoolStatus = {
  pool: 'coding-plan',
  state: 'failed',
  failure: { kind: 'offline' },
  failedAtMs: noonMs,
};

describe('requests counted while the plan is unknown', () => {
  it('are shown by window, the month only if it is known', () => {
    expect(countedView(counts, snapshotOf(), locale)?.counts).toEqual([
      { countText: '42', spanText: 'last 5 hours' },
      { countText: '1,310', spanText: 'since Monday' },
    ]);
    expect(countedView({ ...counts, month: 2000 }, snapshotOf(), locale)?.counts[2]).toEqual({
      countText: '2,000',
      spanText: 'this month',
    });
  });

  it('have a text in one line, each with its unit', () => {
    expect(countedView(counts, snapshotOf(), locale)?.amountsText).toBe(
      '42 requests in the last 5 hours, 1,310 requests since Monday',
    );
    expect(countedView({ ...counts, fiveHours: 1, month: 2000 }, snapshotOf(), locale)?.amountsText).toBe(
      '1 request in the last 5 hours, 1,310 requests since Monday, 2,000 requests this month',
    );
  });

  it('are shown for a plan that could not be read', () => {
    expect(countedView(counts, snapshotOf(failed), locale)).not.toBeNull();
    expect(countedView(counts, snapshotOf({ pool: 'coding-plan', state: 'loading' }), locale)).not.toBeNull();
  });

  it.each([
    ['a plan’s own numbers are there', counts, fresh(codingPlan())],
    ['there is no plan', counts, { pool: 'coding-plan', state: 'not-subscribed', checkedAtMs: noonMs } as const],
    ['nothing was counted', { fiveHours: 0, week: 0, month: 0 }, failed],
    ['nobody counted', null, failed],
  ])('are left out if %s', (_, given, status) => {
    expect(countedView(given, snapshotOf(status), locale)).toBeNull();
  });
});
