import type { Refusal } from '../provider/client-error.ts';
import type { PoolStatus, QuotaWindow, Reading, Snapshot } from './model.ts';
import { originOfSource } from './source-origin.ts';

/** A refusal that named a reset. Both times in ms since 1970. */
export interface RefusedWindow extends Pick<Refusal, 'kind' | 'window'> {
  readonly atMs: number;
  readonly resetsAtMs: number;
}

/**
 * Shows the window that a refusal named as used up until the reset it named, or until the service itself reports on the
 * pool again. Counts of this computer do not contradict a refusal. Packs are used up too, otherwise nothing would have
 * been refused.
 */
export function withRefusal(snapshot: Snapshot, refused: RefusedWindow | null, nowMs: number): Snapshot {
  if (refused === null || refused.resetsAtMs <= nowMs) return snapshot;
  return { ...snapshot, pools: snapshot.pools.map((status) => statusWith(status, refused)) };
}

function statusWith(status: PoolStatus, refused: RefusedWindow): PoolStatus {
  if ((status.state !== 'fresh' && status.state !== 'stale') || !isMeant(status.reading, refused)) return status;
  return { ...status, reading: readingWith(status.reading, refused) };
}

function isMeant({ pool, sourceId, takenAtMs }: Reading, { kind, atMs }: RefusedWindow): boolean {
  const isPlan =
    kind === 'token-plan' ? pool === 'token-plan-personal' || pool === 'token-plan-team' : pool === 'coding-plan';
  return isPlan && (takenAtMs < atMs || originOfSource[sourceId] === 'this-computer');
}

function readingWith(reading: Reading, refused: RefusedWindow): Reading {
  const windows = reading.windows.map((window) =>
    isNamed(window, refused, reading) ? usedUp(window, refused) : window,
  );
  return 'addOns' in reading ? { ...reading, windows, addOns: [] } : { ...reading, windows };
}

/** A month of Credits is called a month. A refusal that names no window means the only one there is. */
function isNamed({ id }: QuotaWindow, { window }: RefusedWindow, { windows }: Reading): boolean {
  if (window === null) return windows.length === 1;
  return id === window || (window === 'month' && id === 'credits');
}

const usedUp = (window: QuotaWindow, { resetsAtMs }: RefusedWindow): QuotaWindow => ({
  ...window,
  used: Math.max(window.used, window.limit),
  resetsAtMs,
  certainty: 'estimate',
});
