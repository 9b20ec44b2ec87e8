import type { GaugePool, Status } from './status-schema.ts';

type Window = GaugePool['windows'][number];

interface Facts {
  /** Whether the app still writes the earlier status, so that what it expects is at most one poll old. */
  readonly isCurrent: boolean;
  readonly nowMs: number;
}

/**
 * Adds what an earlier status expects of the same windows: asking again tells what is used, whereas the app alone foresees.
 * Nothing is kept of a window that is full, has another limit or began anew, nor of another source, which may read another
 * account. If the app has quit, nothing is kept of a window that has moved since.
 */
export function withExpectations(status: Status, before: Status, facts: Facts): Status {
  const pools = status.qwen_gauge.pools.map((pool): GaugePool => {
    const earlier = before.qwen_gauge.pools.find((one) => one.pool === pool.pool && one.source === pool.source);
    if (earlier === undefined) return pool;
    const windows = pool.windows.map((window): Window => {
      const known = earlier.windows.find((one) => one.window === window.window);
      if (known === undefined || !stillHolds(known, window, facts)) return window;
      const { comes_back, runs_out, outlook } = known;
      return { ...window, comes_back, runs_out, outlook };
    });
    return { ...pool, windows, what_if: earlier.what_if };
  });
  return { ...status, qwen_gauge: { ...status.qwen_gauge, pools } };
}

function stillHolds(before: Window, now: Window, { isCurrent, nowMs }: Facts): boolean {
  if (before.unit !== now.unit || before.limit !== now.limit || now.used >= now.limit) return false;
  if (before.renewal !== 'rolling' && before.resets_at !== null && Date.parse(before.resets_at) <= nowMs) return false;
  return isCurrent || before.used === now.used;
}
