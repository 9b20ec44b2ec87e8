import { fiveHoursMs, minuteMs, monthEndMs, weekEndMs } from '../../../main/core/quota/calendar.ts';
import type { QuotaWindow } from '../../../main/core/quota/model.ts';
import { type Random, randomFrom } from './random.ts';
import type { Wishes } from './users.ts';

export const windowIds = ['five-hours', 'week', 'month'] as const;
type WindowId = (typeof windowIds)[number];
/** Those of the Lite plan (docs/facts/plans.md §1). */
export const limits = { 'five-hours': 1_200, week: 9_000, month: 18_000 } as const;

/** Monday, 2026-09-07, 00:00 UTC+8: the first minute of each generated user, whose clock is that of UTC+8. */
export const startMs = Date.UTC(2026, 8, 6, 16);
const subscriptionDay = 7;

/** What the service counts, and what the app reads of it. */
export interface Life {
  readonly polls: readonly Poll[];
  /** When a request was refused in the midst of work, for the first time in a while. */
  readonly runOuts: readonly { readonly atMs: number; readonly window: WindowId }[];
  /** Every minute with a refusal, ascending. */
  readonly refusedAtMs: readonly number[];
}

export interface Poll {
  readonly atMs: number;
  readonly used: Readonly<Record<WindowId, number>>;
  readonly windows: readonly QuotaWindow[];
  /** Whether a request was made within the last ten minutes. */
  readonly isActive: boolean;
}

/** The service's books of one account, by the minute. */
function openAccount(minutes: number) {
  const made = new Float64Array(minutes);
  const used = { 'five-hours': 0, week: 0, month: 0 };
  const rollingMinutes = fiveHoursMs / minuteMs;
  let [weekEndsAtMs, monthEndsAtMs] = [weekEndMs(startMs), monthEndMs(startMs, subscriptionDay)];
  let oldest = 0;
  return {
    /** Goes on to a minute, which may end windows. */
    enter(at: number): void {
      const nowMs = startMs + at * minuteMs;
      if (at >= rollingMinutes) used['five-hours'] -= made[at - rollingMinutes] ?? 0;
      if (nowMs >= weekEndsAtMs) [used.week, weekEndsAtMs] = [0, weekEndMs(nowMs)];
      if (nowMs >= monthEndsAtMs) [used.month, monthEndsAtMs] = [0, monthEndMs(nowMs, subscriptionDay)];
    },
    /** Takes requests as long as no window is full. Returns how many, and the window that refuses more. */
    take(at: number, count: number): { readonly taken: number; readonly full: WindowId | null } {
      const left = Math.min(...windowIds.map((window) => limits[window] - used[window]));
      const taken = Math.max(0, Math.min(count, left));
      made[at] = taken;
      for (const window of windowIds) used[window] += taken;
      return { taken, full: taken < count ? (windowIds.find((one) => used[one] >= limits[one]) ?? null) : null };
    },
    madeWithin: (at: number, within: number): number =>
      made.subarray(Math.max(0, at - within), at).reduce((sum, count) => sum + count, 0),
    used: () => ({ ...used }),
    windows(at: number): readonly QuotaWindow[] {
      oldest = Math.max(oldest, at - rollingMinutes + 1);
      while (oldest < at && (made[oldest] ?? 0) === 0) oldest += 1;
      const comesBackAtMs = used['five-hours'] > 0 ? startMs + oldest * minuteMs + fiveHoursMs : null;
      const window = (id: WindowId, renewal: QuotaWindow['renewal'], resetsAtMs: number | null): QuotaWindow => ({
        ...{ id, unit: 'requests', used: used[id], limit: limits[id], resetsAtMs, renewal, certainty: 'exact' },
      });
      return [
        window('five-hours', 'rolling', comesBackAtMs),
        window('week', 'calendar', weekEndsAtMs),
        window('month', 'calendar', monthEndsAtMs),
      ];
    },
  };
}

/** Somebody who worked until now is in the midst of work, and was not refused for so long. */
const midst = { withinMinutes: 60, leastRequests: 30, sinceRefusalMs: 90 * minuteMs };

/** What becomes of a user's wishes: the service refuses what exceeds a window, and the app polls as it does. */
export function liveThrough(wishes: Wishes, seed: number): Life {
  const random = randomFrom(seed ^ 0x5bd1e995);
  const account = openAccount(wishes.length);
  const polls: Poll[] = [];
  const runOuts: Life['runOuts'][number][] = [];
  const refusedAtMs: number[] = [];
  let [carried, triesAgainAt, nextPollAt, lastMadeAt] = [0, 0, 0, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < wishes.length; at += 1) {
    const nowMs = startMs + at * minuteMs;
    account.enter(at);
    const wished = (wishes[at] ?? 0) + carried;
    carried = wished % 1;
    const { taken, full } = at < triesAgainAt ? { taken: 0, full: null } : account.take(at, Math.floor(wished));
    if (taken > 0) lastMadeAt = at;
    if (full !== null) {
      const quietForMs = nowMs - (refusedAtMs.at(-1) ?? Number.NEGATIVE_INFINITY);
      const isWorking = account.madeWithin(at, midst.withinMinutes) >= midst.leastRequests;
      if (isWorking && quietForMs > midst.sinceRefusalMs) runOuts.push({ atMs: nowMs, window: full });
      refusedAtMs.push(nowMs);
      // Nobody asks again each minute.
      triesAgainAt = at + Math.round(random.between(15, 60));
    }
    if (at < nextPollAt) continue;
    const isActive = at - lastMadeAt <= 10;
    polls.push({ atMs: nowMs, used: account.used(), windows: account.windows(at), isActive });
    nextPollAt = at + pollAfterMinutes(at - lastMadeAt, random);
  }
  return { polls, runOuts, refusedAtMs };
}

/** As the app polls (main/core/quota/pace/schedule.ts). */
function pollAfterMinutes(idleMinutes: number, random: Random): number {
  if (idleMinutes <= 10) return Math.round(random.between(1, 2));
  return idleMinutes <= 60 ? 5 : Math.round(random.between(15, 30));
}
