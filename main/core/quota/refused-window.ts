import * as z from 'zod';
import type { PoolStatus, QuotaWindow, Reading, Snapshot } from './model.ts';
import { originOfSource } from './source-origin.ts';

const windowNames = ['five-hours', 'week', 'month'] as const;

/** A refusal that named a reset. Both times in ms since 1970. */
export const RefusedWindowSchema = z.strictObject({
  kind: z.enum([...windowNames, 'token-plan']),
  window: z.enum(windowNames).nullable(),
  atMs: z.number().int(),
  resetsAtMs: z.number().int(),
});
export type RefusedWindow = Readonly<z.infer<typeof RefusedWindowSchema>>;

/** The refusals that still count: the latest about each window, until its reset. */
export const latestRefusals = (refusals: readonly RefusedWindow[], nowMs: number): readonly RefusedWindow[] =>
  refusals.filter(
    (one) => one.resetsAtMs > nowMs && !refusals.some((other) => isSameWindow(one, other) && other.atMs > one.atMs),
  );

const isSameWindow = (one: RefusedWindow, other: RefusedWindow): boolean =>
  one.kind === other.kind && one.window === other.window;

/**
 * Shows the windows that refusals named as used up, each until the reset it named, or until the service itself reports
 * on the pool again. Counts of this computer do not contradict a refusal. Packs are used up too, otherwise nothing would
 * have been refused.
 */
export function withRefusals(snapshot: Snapshot, refusals: readonly RefusedWindow[], nowMs: number): Snapshot {
  const current = refusals.filter(({ resetsAtMs }) => resetsAtMs > nowMs);
  if (current.length === 0) return snapshot;
  return { ...snapshot, pools: snapshot.pools.map((status) => current.reduce(statusWith, status)) };
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
