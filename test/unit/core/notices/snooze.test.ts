import { describe, expect, it } from 'vitest';
import { withSnooze } from '../../../../main/core/notices/snooze.ts';
import type { QuotaWindow } from '../../../../main/core/quota/model.ts';
import { window } from '../../../support/readings.ts';

const hourMs = 3_600_000;
/** A Saturday; the calendar week ends on Monday, 00:00 UTC+8. */
const nowMs = Date.UTC(2026, 9, 10, 12);
const mondayMs = Date.UTC(2026, 9, 11, 16);

const untilMs = (over: Partial<QuotaWindow>, usedPercent = 85): number | undefined =>
  withSnooze([], 'coding-plan', window({ resetsAtMs: null, ...over, used: usedPercent, limit: 100 }), nowMs)[0]
    ?.untilMs;

describe('a snooze ends at the latest', () => {
  const named = nowMs + 2 * hourMs;

  it.each<[string, Partial<QuotaWindow>, number]>([
    ['when all of a rolling window has come back', { id: 'five-hours', renewal: 'rolling' }, nowMs + 5 * hourMs],
    [
      'not when the first amount of it comes back',
      { id: 'five-hours', renewal: 'rolling', resetsAtMs: named },
      nowMs + 5 * hourMs,
    ],
    ['at the reset of a fixed window', { id: 'five-hours', renewal: 'fixed', resetsAtMs: named }, named],
    ['after a fixed window of no named reset', { id: 'five-hours', renewal: 'fixed' }, nowMs + 5 * hourMs],
    ['after a fixed week of no named reset', { id: 'week', renewal: 'fixed' }, nowMs + 7 * 24 * hourMs],
    ['at the reset of a week', { id: 'week', renewal: 'calendar', resetsAtMs: named }, named],
    ['on Monday where the reset of a week is not named', { id: 'week', renewal: 'calendar' }, mondayMs],
    ['at the reset of a month', { id: 'month', renewal: 'calendar', resetsAtMs: named }, named],
    ['after a month of no named reset', { id: 'month', renewal: 'calendar' }, nowMs + 31 * 24 * hourMs],
    ['after Credits of no named cycle', { id: 'credits', renewal: 'calendar' }, nowMs + 31 * 24 * hourMs],
  ])('%s', (_name, over, expected) => {
    expect(untilMs(over)).toBe(expected);
  });

  it('where half was left when it began, too', () => {
    expect(untilMs({ id: 'week', renewal: 'calendar' }, 40)).toBe(mondayMs);
    expect(untilMs({ id: 'month', renewal: 'calendar' }, 40)).toBe(nowMs + 31 * 24 * hourMs);
  });
});
