import { minuteMs } from '../calendar.ts';
import type { QuotaWindow, Reading } from '../model.ts';
import { originOfSource } from '../source-origin.ts';

/** The requests to the Coding Plan that this computer's own log shows, oldest first; those it leaves out are estimated. */
export type OwnRequests = readonly { readonly atMs: number; readonly requests: number }[];

/** An amount used between two moments. It counts as spread evenly, because the exact times are unknown. */
export interface Consumption {
  readonly fromMs: number;
  readonly toMs: number;
  readonly amount: number;
}

/** The requests of the log that a window counts. */
export const ownOf = ({ pool }: Reading, { unit }: QuotaWindow, own: OwnRequests): OwnRequests =>
  pool === 'coding-plan' && unit === 'requests' ? own : [];

/**
 * Splits increases, in order, into what this computer used, which is known to the minute, and what was used elsewhere at an
 * unknown time in between. No more is placed than the increase.
 */
export function placed(increases: readonly Consumption[], own: OwnRequests): readonly Consumption[] {
  let next = 0;
  return increases.flatMap((increase) => {
    const { fromMs, toMs, amount } = increase;
    while ((own[next]?.atMs ?? Number.POSITIVE_INFINITY) <= fromMs) next += 1;
    const byMinute = new Map<number, number>();
    let sum = 0;
    for (let one = own[next]; one !== undefined && one.atMs <= toMs; next += 1, one = own[next]) {
      const minute = Math.ceil(one.atMs / minuteMs);
      byMinute.set(minute, (byMinute.get(minute) ?? 0) + one.requests);
      sum += one.requests;
    }
    if (sum === 0) return [increase];
    const share = Math.min(1, amount / sum);
    const known = [...byMinute].map(([minute, requests]) => ({
      fromMs: Math.max(fromMs, (minute - 1) * minuteMs),
      toMs: Math.min(toMs, minute * minuteMs),
      amount: share * requests,
    }));
    return sum < amount ? [...known, { fromMs, toMs, amount: amount - sum }] : known;
  });
}

/** How many requests the log shows between two moments. */
export const ownBetween = (own: OwnRequests, fromMs: number, toMs: number): number =>
  own.reduce((sum, { atMs, requests }) => (atMs > fromMs && atMs <= toMs ? sum + requests : sum), 0);

/** When the last request was logged until a moment; null: none was. */
export const lastOwnMs = (own: OwnRequests, untilMs: number): number | null =>
  own.findLast(({ atMs }) => atMs <= untilMs)?.atMs ?? null;

/** The time for which the counts of a reading hold: that of the last request by which the log has moved a server's on. */
export function countedUntilMs(reading: Reading, own: OwnRequests, nowMs: number): number {
  const { pool, sourceId, windows } = reading;
  const isOfService = pool === 'coding-plan' && originOfSource[sourceId] === 'service';
  const isMovedOn = isOfService && windows.some(({ certainty }) => certainty === 'estimate');
  return isMovedOn ? Math.max(reading.takenAtMs, lastOwnMs(own, nowMs) ?? 0) : reading.takenAtMs;
}
