import { fiveHoursMs, monthStartMs, weekStartMs } from '../../core/quota/calendar.ts';
import type { CountedRequests, Estimate } from './estimate.ts';
import { groupBy } from './group-by.ts';
import { type Count, countOf } from './habit.ts';

/** The requests in each window of a plan. */
export interface RequestCounts {
  readonly fiveHours: Count;
  readonly week: Count;
  /** null: the day of the month is not known. */
  readonly month: Count | null;
}

/** The counts in the three windows at `nowMs`; `monthDay` is the subscription's day, 1..31. */
export function countWindows(estimate: Estimate, nowMs: number, monthDay: number | null): RequestCounts {
  const since = (fromMs: number): Count => countSince(estimate, fromMs, nowMs);
  return {
    fiveHours: since(nowMs - fiveHoursMs + 1),
    week: since(weekStartMs(nowMs)),
    month: monthDay === null ? null : since(monthStartMs(nowMs, monthDay)),
  };
}

/**
 * The counts of requests of which some may have gone elsewhere: `certain` are those that are known to be the plan's,
 * `possible` includes the others. Too high a number warns early and too low a number never, so the likely one has them all.
 */
export function countBetween(
  certain: Estimate,
  possible: Estimate,
  nowMs: number,
  monthDay: number | null,
): RequestCounts {
  const [least, most] = [countWindows(certain, nowMs, monthDay), countWindows(possible, nowMs, monthDay)];
  return {
    fiveHours: { ...most.fiveHours, from: least.fiveHours.from },
    week: { ...most.week, from: least.week.from },
    month: most.month === null ? null : { ...most.month, from: least.month?.from ?? 0 },
  };
}

function countSince({ entries, habit }: Estimate, fromMs: number, nowMs: number): Count {
  const inside = entries.filter(({ atMs }) => atMs >= fromMs && atMs <= nowMs);
  const open = inside.filter(({ run }) => run.requests === null);
  const known = open.filter(({ run }) => run.writesSums);
  const unknown = seenIn(habit === null ? open : open.filter(({ run }) => !run.writesSums));
  return total([
    ...countEnded(inside, fromMs),
    ...(habit === null ? [] : [countOf(seenIn(known), habit)]),
    { likely: unknown, from: unknown },
  ]);
}

/**
 * Counts the ended runs by their sums. If a run is only partly inside (it began before the window, or some of its requests
 * went to another provider), its share is estimated: at least the answers seen inside.
 */
function countEnded(inside: readonly CountedRequests[], fromMs: number): readonly Count[] {
  return [...groupBy(inside, ({ run }) => run)].flatMap(([run, entries]) => {
    if (run.requests === null) return [];
    if (entries.length === run.entries && run.fromMs >= fromMs) {
      return [{ likely: run.requests, from: run.requests }];
    }
    return [{ likely: entries.reduce((sum, { requests }) => sum + requests, 0), from: seenIn(entries) }];
  });
}

const seenIn = (entries: readonly CountedRequests[]): number => entries.reduce((sum, { seen }) => sum + seen, 0);

const total = (counts: readonly Count[]): Count =>
  counts.reduce((one, other) => ({
    likely: one.likely + other.likely,
    from: one.from + other.from,
  }));
