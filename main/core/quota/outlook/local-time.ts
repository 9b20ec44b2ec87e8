import { dayMs, minuteMs } from '../calendar.ts';
import { utcOffsetMs } from '../forecast/utc-offset.ts';

/** How far the user's clock is ahead of UTC at a moment. */
export type UtcOffsetAt = (atMs: number) => number;

/** Clocks are put forward and back at a quarter of an hour. */
const quarterMs = 15 * minuteMs;

const offsetsOfZones = new Map<string, UtcOffsetAt>();

/**
 * The offsets of a time zone (an IANA name). A look-up is slow, so there is one for each day, and for each quarter of an
 * hour of a day on which the clock changes.
 */
export function utcOffsetsOf(timeZone: string): UtcOffsetAt {
  const offsets = offsetsOfZones.get(timeZone) ?? keptOffsets(timeZone);
  offsetsOfZones.set(timeZone, offsets);
  return offsets;
}

function keptOffsets(timeZone: string): UtcOffsetAt {
  const known = new Map<number, number>();
  const lookUp = (atMs: number): number => {
    const offset = known.get(atMs) ?? utcOffsetMs(timeZone, atMs);
    known.set(atMs, offset);
    return offset;
  };
  let last = { day: Number.NaN, offset: 0 };
  return (atMs) => {
    const day = Math.floor(atMs / dayMs);
    // Most times are asked for in their order, hundreds of them for each forecast.
    if (day === last.day) return last.offset;
    const offset = lookUp(day * dayMs);
    if (offset !== lookUp((day + 1) * dayMs)) return lookUp(Math.floor(atMs / quarterMs) * quarterMs);
    last = { day, offset };
    return offset;
  };
}
