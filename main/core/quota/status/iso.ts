/** The furthest times a date can name; a server may send anything. */
const lastDateMs = 8.64e15;
/** ISO 8601 in UTC. */
export const iso = (atMs: number): string => new Date(Math.min(lastDateMs, Math.max(-lastDateMs, atMs))).toISOString();
export const isoOrNull = (atMs: number | null): string | null => (atMs === null ? null : iso(atMs));
