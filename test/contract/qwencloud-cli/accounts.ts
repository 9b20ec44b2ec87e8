import type { AccountState, BillRowState, QuotaState } from '../../../main/demo/service/stand-in/account/account.ts';

const dayMs = 86_400_000;

/** What the official client prints for one window of this state. */
export const printedWindow = ({ used, limit, nextRefreshMs }: QuotaState) => ({
  remaining: limit - used,
  total: limit,
  used_pct: (used / limit) * 100,
  next_reset_at: nextRefreshMs === null ? '' : new Date(nextRefreshMs).toISOString(),
});

/** A Coding Plan Pro with numbers that cannot be defaults. */
export const proPlan = (nowMs: number) => ({
  instanceType: 'pro',
  instanceName: 'Coding Plan Pro',
  status: 'VALID',
  endsAtMs: nowMs + 9 * dayMs,
  autoRenews: false,
  fiveHours: { used: 1717, limit: 6000, nextRefreshMs: nowMs + 3_723_456 },
  week: { used: 44_999, limit: 45_000, nextRefreshMs: nowMs + 2 * dayMs },
  month: { used: 60_001, limit: 90_000, nextRefreshMs: nowMs + 9 * dayMs },
});

/** The previous calendar month in UTC, which is complete and so does not change while a test runs. */
export function lastMonth(nowMs: number): { readonly from: string; readonly to: string; day(index: number): string } {
  const now = new Date(nowMs);
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1);
  const last = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0);
  const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { from: dateOf(first), to: dateOf(last), day: (index) => dateOf(first + index * dayMs) };
}

export const billRow = (date: string, model: string, thousands: number, amount: number): BillRowState => ({
  date,
  model,
  itemCode: 'token_number',
  category: 'Model Inference',
  quantity: thousands,
  stepUnit: '1K tokens',
  amount,
});

/** One bought amount of Credits, of the kind older accounts have. */
export const teamCredits = (nowMs: number): AccountState['creditInstances'][number] => ({
  instanceId: 'team-1',
  commodity: 'teams',
  name: 'Token Plan Team',
  status: 'valid',
  statusShape: 'word',
  totalCredits: 25_000,
  leftCredits: 6373.93922996,
  periodLeftCredits: null,
  startsAtMs: nowMs - 3 * dayMs,
  endsAtMs: nowMs + 27 * dayMs,
  autoRenews: true,
});

/** A team plan with seats: its Credits reset in 11 days, and the plan ends in 200. */
export const seats = (nowMs: number): NonNullable<AccountState['tokenPlan']> => {
  const refreshesAtMs = nowMs + 11 * dayMs;
  return {
    gray: true,
    planName: 'Token Plan Team',
    startsAtMs: nowMs - 19 * dayMs,
    endsAtMs: nowMs + 200 * dayMs,
    autoRenews: true,
    seatGroups: [
      { specType: 'standard', seats: 2, assigned: 1, totalCredits: 50_000, leftCredits: 12_500.5, refreshesAtMs },
      { specType: 'pro', seats: 1, assigned: 1, totalCredits: 100_000, leftCredits: 87_499.5, refreshesAtMs },
    ],
  };
};

/** What our source returns where the client does not reveal an answer. */
export const couldNotTell = { outcome: 'failed', failure: { kind: 'program-could-not-tell', program: 'qwencloud' } };
