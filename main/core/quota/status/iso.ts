/** The latest time that `Date` can hold; a server may send a later one. */
const lastDateMs = 8.64e15;
/** Writes a time as ISO 8601 in UTC. A time that `Date` cannot hold becomes the nearest one that it can. */
export const iso = (atMs: number): string => new Date(Math.min(lastDateMs, Math.max(-lastDateMs, atMs))).toISOString();
export const isoOrNull = (atMs: number | null): string | null => (atMs === null ? null : iso(atMs));
