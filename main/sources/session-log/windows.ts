import { fiveHoursMs, monthStartMs, weekStartMs } from '../../core/quota/calendar.ts';
import type { CountedRequests, Estimate } from './estimate.ts';
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

function countSince({ entries, habit }: Estimate, fromMs: number, nowMs: number): Count {
  const inside = entries.filter(({ atMs }) => atMs >= fromMs && atMs <= nowMs);
  const open = inside.filter(({ run }) => run.requests === null);
  const known = open.filter(({ run }) => run.writesSums);
  const unknown = seenIn(habit === null ? open : open.filter(({ run }) => !run.writesSums));
  return total([
    ...countEnded(inside, fromMs),
    ...(habit === null ? [] : [countOf(seenIn(known), habit)]),
    { likely: unknown, from: unknown, to: unknown === 0 ? 0 : null },
  ]);
}

/**
 * Counts the ended runs by their sums. If a run is only partly inside (it began before the window, or some of its requests
 * went to another provider), its share is estimated: at least the answers seen inside, at most all requests but the
 * answers seen outside.
 */
function countEnded(inside: readonly CountedRequests[], fromMs: number): readonly Count[] {
  return [...groupByRun(inside)].flatMap(([run, entries]) => {
    if (run.requests === null) return [];
    if (entries.length === run.entries && run.fromMs >= fromMs) {
      return [{ likely: run.requests, from: run.requests, to: run.requests }];
    }
    const seen = seenIn(entries);
    const likely = entries.reduce((sum, { requests }) => sum + requests, 0);
    return [{ likely, from: seen, to: run.requests - (run.seen - seen) }];
  });
}

function groupByRun(entries: readonly CountedRequests[]): Map<CountedRequests['run'], CountedRequests[]> {
  const groups = new Map<CountedRequests['run'], CountedRequests[]>();
  for (const entry of entries) {
    const group = groups.get(entry.run);
    if (group === undefined) groups.set(entry.run, [entry]);
    else group.push(entry);
  }
  return groups;
}

const seenIn = (entries: readonly CountedRequests[]): number => entries.reduce((sum, { seen }) => sum + seen, 0);

const total = (counts: readonly Count[]): Count =>
  counts.reduce((one, other) => ({
    likely: one.likely + other.likely,
    from: one.from + other.from,
    to: one.to === null || other.to === null ? null : one.to + other.to,
  }));
