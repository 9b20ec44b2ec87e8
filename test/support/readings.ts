import type { SourcedAnswer } from '../../main/core/quota/answer.ts';
import { fiveHoursMs, hourMs, monthEndMs, weekEndMs } from '../../main/core/quota/calendar.ts';
import type {
  PoolId,
  PoolStatus,
  QuotaWindow,
  Reading,
  ReadingOf,
  Snapshot,
  SourceId,
} from '../../main/core/quota/model.ts';

/** Wednesday 2026-10-07 12:00 in UTC+8. */
export const noonMs = Date.UTC(2026, 9, 7, 4, 0);

export const window = (changes: Partial<QuotaWindow> = {}): QuotaWindow => ({
  id: 'five-hours',
  unit: 'requests',
  used: 300,
  limit: 1200,
  resetsAtMs: noonMs + hourMs,
  renewal: (changes.id ?? 'five-hours') === 'five-hours' ? 'rolling' : 'calendar',
  certainty: 'exact',
  ...changes,
});

export interface PlanUse {
  readonly sourceId?: SourceId;
  readonly takenAtMs?: number;
  readonly certainty?: QuotaWindow['certainty'];
  readonly fiveHours?: number;
  readonly week?: number;
  readonly month?: number;
}

/** The reading of a Lite Coding Plan with these requests used. */
export function codingPlan(use: PlanUse = {}): ReadingOf<'coding-plan'> {
  const { sourceId = 'qwencloud', takenAtMs = noonMs, certainty = 'exact' } = use;
  const { fiveHours = 300, week = 3000, month = 6000 } = use;
  return {
    pool: 'coding-plan',
    sourceId,
    takenAtMs,
    endsAtMs: null,
    autoRenews: null,
    plan: 'starter',
    status: 'VALID',
    windows: [
      window({ used: fiveHours, certainty, resetsAtMs: takenAtMs + fiveHoursMs }),
      window({ id: 'week', used: week, limit: 9000, certainty, resetsAtMs: weekEndMs(takenAtMs) }),
      window({ id: 'month', used: month, limit: 18_000, certainty, resetsAtMs: monthEndMs(takenAtMs, 20) }),
    ],
  };
}

export const saying = (reading: Reading): SourcedAnswer => ({
  sourceId: reading.sourceId,
  answer: { pool: reading.pool, outcome: 'reading', reading },
});

export const failing = (
  sourceId: SourceId,
  failedAtMs = noonMs,
  kind: 'offline' | 'timeout' | 'session-expired' | 'signed-out' | 'login-page' = 'offline',
  pool: PoolId = 'coding-plan',
): SourcedAnswer => ({ sourceId, answer: { pool, outcome: 'failed', failure: { kind }, failedAtMs } });

export const denying = (sourceId: SourceId, checkedAtMs = noonMs, pool: PoolId = 'coding-plan'): SourcedAnswer => ({
  sourceId,
  answer: { pool, outcome: 'not-subscribed', checkedAtMs },
});

export const fresh = (reading: ReadingOf<'coding-plan'>): PoolStatus => ({
  pool: reading.pool,
  state: 'fresh',
  reading,
  disagreements: [],
});

export const snapshotOf = (...pools: readonly PoolStatus[]): Snapshot => ({
  pools,
  polling: false,
  nextPollAtMs: null,
});
