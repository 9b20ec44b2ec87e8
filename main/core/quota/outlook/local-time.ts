import { dayMs } from '../calendar.ts';
import { utcOffsetMs } from '../forecast/utc-offset.ts';

/** How far the user's clock is ahead of UTC at a moment. */
export type UtcOffsetAt = (atMs: number) => number;

/** The offsets of a time zone (an IANA name), each looked up once a day: a look-up is slow, and they are asked for by the hour. */
export function utcOffsetsOf(timeZone: string): UtcOffsetAt {
  const known = new Map<number, number>();
  const atMidnight = (day: number): number => {
    const offset = known.get(day) ?? utcOffsetMs(timeZone, day * dayMs);
    known.set(day, offset);
    return offset;
  };
  return (atMs) => {
    const day = Math.floor(atMs / dayMs);
    const offset = atMidnight(day);
    // On a day on which the clock is put forward or back, only the moment itself tells.
    return offset === atMidnight(day + 1) ? offset : utcOffsetMs(timeZone, atMs);
  };
}
