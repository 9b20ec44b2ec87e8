import { hourMs, minuteMs } from '../../../main/core/quota/calendar.ts';
import type { HistoryPoint, HistorySeries } from '../../../main/core/quota/forecast/samples.ts';
import { limits, type Poll, windowIds } from './service.ts';

/** What the app knows at a moment. */
export interface Known {
  readonly history: readonly HistorySeries[];
  /** The last poll; undefined: none yet. */
  readonly poll: Poll | undefined;
}

const fineForMs = 6 * hourMs;
const quarterOf = (atMs: number): number => Math.floor(atMs / (15 * minuteMs));

/** Returns a function that tells what the app knows at a moment, as dense as the app keeps it. The moments have to go on. */
export function recorded(polls: readonly Poll[]): (nowMs: number) => Known {
  const coarse = { 'five-hours': [], week: [], month: [] } as Record<(typeof windowIds)[number], HistoryPoint[]>;
  let coarsePolls = 0;
  let seenPolls = 0;
  const countUntil = (from: number, untilMs: number): number => {
    let count = from;
    while ((polls[count]?.atMs ?? Number.POSITIVE_INFINITY) <= untilMs) count += 1;
    return count;
  };
  return (nowMs) => {
    const nextCoarse = countUntil(coarsePolls, nowMs - fineForMs);
    seenPolls = countUntil(seenPolls, nowMs);
    const history = windowIds.map((windowId): HistorySeries => {
      const pointOf = ({ atMs, used }: Poll): HistoryPoint => ({ atMs, used: used[windowId], limit: limits[windowId] });
      const old = coarse[windowId];
      for (const point of polls.slice(coarsePolls, nextCoarse).map(pointOf)) {
        const before = old.at(-1);
        if (before !== undefined && quarterOf(before.atMs) === quarterOf(point.atMs)) old.pop();
        old.push(point);
      }
      const points = [...old, ...polls.slice(nextCoarse, seenPolls).map(pointOf)];
      return { pool: 'coding-plan', windowId, certainty: 'exact', points };
    });
    coarsePolls = nextCoarse;
    return { history, poll: polls[seenPolls - 1] };
  };
}
