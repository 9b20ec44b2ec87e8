import type { Failure } from '../../failure.ts';
import type { PoolId, QuotaWindow } from '../model.ts';
import type { GaugePool, Status } from './status-schema.ts';

/** One line of `qwen-gauge status`, before it is put into words: a window, or a pool that has none to show. */
export interface StatusRow {
  readonly pool: PoolId;
  readonly state: GaugePool['state'];
  readonly plan: string | null;
  /** Age of the reading; null without one. */
  readonly ageMs: number | null;
  readonly failure: Failure | null;
  readonly window: {
    readonly id: QuotaWindow['id'];
    readonly unit: QuotaWindow['unit'];
    readonly used: number;
    readonly limit: number;
    readonly left: number;
    readonly usedPercent: number;
    readonly certainty: QuotaWindow['certainty'];
    readonly usedBetween: GaugePool['windows'][number]['used_between'];
    readonly resetsAtMs: number | null;
    /** Never negative: a reset that has passed since is due. */
    readonly resetsInMs: number | null;
  } | null;
}

/** The lines of a status at a moment, pool by pool. Pure: the words come later. */
export function statusTable(status: Status, nowMs: number): readonly StatusRow[] {
  return status.qwen_gauge.pools.flatMap((pool) => {
    const takenAtMs = timeOf(pool.taken_at);
    const common = {
      pool: pool.pool,
      state: pool.state,
      plan: pool.plan,
      ageMs: takenAtMs === null ? null : Math.max(0, nowMs - takenAtMs),
      failure: pool.failure,
    };
    if (pool.windows.length === 0) return [{ ...common, window: null }];
    return pool.windows.map((window) => ({ ...common, window: windowRow(window, nowMs) }));
  });
}

/**
 * The exit code of a status, as the official client counts them: 0 where anything is known, 2 where only a sign-in is
 * missing, 3 where only the network is, 1 otherwise.
 */
export function statusExitCode(status: Status): 0 | 1 | 2 | 3 {
  const { pools, session, counted_requests } = status.qwen_gauge;
  if (counted_requests !== null) return 0;
  if (pools.some(({ state }) => state === 'fresh' || state === 'stale' || state === 'not-subscribed')) return 0;
  const codes = pools.flatMap(({ failure }) => (failure === null ? [] : failureExitCode(failure)));
  if (codes.includes(2) || session.state === 'signed-out') return 2;
  return codes.includes(3) ? 3 : 1;
}

/** The exit code of one failure: 2 a sign-in would help, 3 the network is missing, 1 any other. */
export function failureExitCode({ kind }: Failure): 1 | 2 | 3 {
  switch (kind) {
    case 'signed-out':
    case 'session-expired':
    case 'login-page':
      return 2;
    case 'offline':
    case 'timeout':
    case 'tls':
    case 'proxy':
      return 3;
    default:
      return 1;
  }
}

function windowRow(window: GaugePool['windows'][number], nowMs: number): StatusRow['window'] {
  const resetsAtMs = timeOf(window.resets_at);
  return {
    id: window.window,
    unit: window.unit,
    used: window.used,
    limit: window.limit,
    left: Math.max(0, window.limit - window.used),
    usedPercent: window.used_pct,
    certainty: window.certainty,
    usedBetween: window.used_between,
    resetsAtMs,
    resetsInMs: resetsAtMs === null ? null : Math.max(0, resetsAtMs - nowMs),
  };
}

function timeOf(text: string | null): number | null {
  const atMs = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(atMs) ? null : atMs;
}
