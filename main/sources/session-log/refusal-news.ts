import type { RefusalNews } from './counter.ts';

/** A client that is refused tries again for many minutes: it is still the same refusal. */
const quietMs = 30 * 60_000;

/** Lets the first refusal of its kind through, and the next only after a time without any. */
export function createRefusalFilter(): (news: RefusalNews) => boolean {
  const lastAtMs = new Map<RefusalNews['refusal'], number>();
  return ({ refusal, atMs }) => {
    const before = lastAtMs.get(refusal);
    lastAtMs.set(refusal, Math.max(atMs, before ?? atMs));
    return before === undefined || atMs - before > quietMs;
  };
}
