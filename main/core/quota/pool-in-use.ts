import { type CurrentProvider, currentProvider } from '../provider/current-provider.ts';
import type { SettingsView } from '../provider/model.ts';
import { payingPools } from '../provider/paying-pools.ts';
import { hasReset } from './calendar.ts';
import type { PoolId, Snapshot } from './model.ts';
import { windowsInAll } from './packs.ts';
import { hasFreeTierEnded } from './plan-status.ts';
import { isFull, readingOf, tightestWindow } from './share.ts';

/** What is known of the pool that Qwen Code draws from. */
export type PoolInUse =
  | { readonly kind: 'known'; readonly pool: PoolId }
  /** The provider in use has no pool that the app can read. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown' };

/**
 * The pool that Qwen Code draws from by the user's settings: of several that may pay, the first that was read and has
 * something left, or else the first that was read.
 */
export function poolInUse(
  settings: SettingsView | undefined,
  snapshot: Pick<Snapshot, 'pools'>,
  nowMs: number,
): PoolInUse {
  return poolOfProvider(currentProvider(settings), snapshot, nowMs);
}

/** The same of a provider and its model; null: none is chosen. */
export function poolOfProvider(
  current: Pick<CurrentProvider, 'baseUrl' | 'label' | 'model'> | null,
  snapshot: Pick<Snapshot, 'pools'>,
  nowMs: number,
): PoolInUse {
  if (current === null) return { kind: 'unknown' };
  const paying = payingPools(current);
  if (paying.length === 0) return { kind: 'elsewhere' };
  const read = paying.filter((one) => hasAmount(one, current.model, snapshot, nowMs));
  const pool = read.find((one) => !isUsedUp(one, snapshot, nowMs)) ?? read[0];
  return pool === undefined ? { kind: 'elsewhere' } : { kind: 'known', pool };
}

/**
 * The one pool of which anything may be amber or red, because it alone can stop the user: the pool in use; while that is not
 * known, the tightest. null: none.
 */
export function pressingPool(inUse: PoolInUse, snapshot: Snapshot, nowMs: number): PoolId | null {
  switch (inUse.kind) {
    case 'known':
      return inUse.pool;
    case 'elsewhere':
      return null;
    case 'unknown':
      return tightestWindow(snapshot, nowMs)?.status.pool ?? null;
  }
}

/** Whether a pool was read, and for the free tier, whether something of the model is left. */
function hasAmount(pool: PoolId, model: string | null, { pools }: Pick<Snapshot, 'pools'>, nowMs: number): boolean {
  const status = pools.find((one) => one.pool === pool);
  const reading = status === undefined ? null : readingOf(status);
  if (reading?.pool !== 'free-tier') return reading !== null;
  const free = reading.models.find((one) => one.model === model);
  return free !== undefined && free.quota !== null && free.quota.remaining > 0 && !hasFreeTierEnded(free, nowMs);
}

/** Whether a window of the pool, with the packs that follow it, is used up. */
function isUsedUp(pool: PoolId, { pools }: Pick<Snapshot, 'pools'>, nowMs: number): boolean {
  const status = pools.find((one) => one.pool === pool);
  const reading = status === undefined ? null : readingOf(status);
  if (reading === null) return false;
  return windowsInAll(reading, nowMs).some((window) => isFull(window) && !hasReset(window, reading.takenAtMs, nowMs));
}
