import { hasReset } from './calendar.ts';
import type { Recovery } from './forecast/recovery.ts';
import type { PoolId, PoolStatus, QuotaWindow, Snapshot, WindowId } from './model.ts';
import { windowsInAll } from './packs.ts';
import type { PoolInUse } from './pool-in-use.ts';
import { leftOf, readingOf } from './share.ts';

/** What somebody is about to use. */
export interface Need {
  /** In the unit of the window, or in percent of it. */
  readonly amount: number;
  readonly inPercent: boolean;
  /** null: the pool in use; if that is not known, the only plan that has windows, before a budget. */
  readonly pool: PoolId | null;
  /** null: every window of the pool. */
  readonly windowId: WindowId | null;
}

/** Why it cannot be told whether something is enough. */
export type UnknownWhy =
  /** No such pool or window was read. */
  | 'not-read'
  /** No pool was named, and no such window was read of the one in use. */
  | 'not-read-in-use'
  /** Several pools have windows, none was named, and it is not known which is in use. */
  | 'several-pools'
  /** The number is old: the source failed, or the window has reset since. */
  | 'old'
  /** Only the used share of the window is known. */
  | 'share-alone'
  /** The window is estimated, and may hold less than is needed. */
  | 'estimated';

export type Enough =
  | { readonly kind: 'enough' | 'low'; readonly pool: PoolId; readonly window: QuotaWindow }
  | { readonly kind: 'unknown'; readonly why: UnknownWhy; readonly pools: readonly PoolId[] };

interface Quotas extends Pick<Snapshot, 'pools'> {
  /** Left out: unknown. */
  readonly inUse?: PoolInUse;
}

type WindowAnswer = 'enough' | 'low' | UnknownWhy;

/** Whether a need can be met now. All windows have to hold it; the answer names the one with the least left. Pure. */
export function isEnough({ pools: all, inUse }: Quotas, need: Need, nowMs: number): Enough {
  const withWindows = all.filter((status) => (readingOf(status)?.windows.length ?? 0) > 0);
  const pools = withWindows.map(({ pool }) => pool);
  const unknown = (why: UnknownWhy): Enough => ({ kind: 'unknown', why, pools });
  const poolInUse = inUse?.kind === 'known' ? inUse.pool : null;
  const meant = need.pool ?? poolInUse;
  const plans = withWindows.filter(({ pool }) => pool !== 'pay-as-you-go');
  const choice = plans.length === 1 && meant === null ? plans : withWindows;
  if (meant === null && choice.length > 1) return unknown('several-pools');
  const status = choice.find(({ pool }) => meant === null || pool === meant);
  const windows = windowsOf(status, need, nowMs);
  const [first] = windows;
  if (status === undefined || first === undefined) {
    const isOfNeed = need.pool !== null || poolInUse === null;
    return isOfNeed ? unknown('not-read') : { kind: 'unknown', why: 'not-read-in-use', pools: [poolInUse] };
  }
  const answers = windows.map((window) => ({ window, answer: answerOf(window, status, need, nowMs) }));
  const low = answers.filter(({ answer }) => answer === 'low').map(({ window }) => window);
  if (low.length > 0) return { kind: 'low', pool: status.pool, window: leastFor(need, low) };
  const why = answers.map(({ answer }) => answer).find((answer) => answer !== 'enough' && answer !== 'low');
  if (why !== undefined) return unknown(why);
  return { kind: 'enough', pool: status.pool, window: leastFor(need, windows) };
}

/** The window with the least left, in the unit of the need: the first of several alike. */
const leastFor = (need: Need, windows: readonly QuotaWindow[]): QuotaWindow =>
  windows.reduce((one, other) => (timesLeft(need, other) < timesLeft(need, one) ? other : one));

/** How many times over a window holds a need. */
const timesLeft = (need: Need, window: QuotaWindow): number => leftOf(window) / neededOf(need, window);

/** The windows that are asked about, with the packs that follow them. */
function windowsOf(status: PoolStatus | undefined, { windowId }: Need, nowMs: number): readonly QuotaWindow[] {
  const reading = status === undefined ? null : readingOf(status);
  if (reading === null) return [];
  return windowsInAll(reading, nowMs).filter(({ id }) => windowId === null || id === windowId);
}

/** What is needed, in the unit of a window. */
export const neededOf = ({ amount, inPercent }: Need, { limit }: QuotaWindow): number =>
  inPercent ? (limit * amount) / 100 : amount;

/** When a window that is too low now will hold a need; null if that is not known. */
export function enoughAtMs(
  window: QuotaWindow,
  need: Need,
  recovery: Pick<Recovery, 'amount' | 'byMs'> | null,
): number | null {
  if (window.renewal !== 'rolling') return window.resetsAtMs;
  return recovery !== null && leftOf(window) + recovery.amount >= neededOf(need, window) ? recovery.byMs : null;
}

function answerOf(window: QuotaWindow, status: PoolStatus, need: Need, nowMs: number): WindowAnswer {
  const takenAtMs = readingOf(status)?.takenAtMs ?? 0;
  if (status.state !== 'fresh' || hasReset(window, takenAtMs, nowMs)) return 'old';
  if (window.unit === 'share' && !need.inPercent) return 'share-alone';
  const needed = neededOf(need, window);
  const { from = window.used, to = window.used } = window.usedBetween ?? {};
  if (window.limit - from < needed) return 'low';
  return to !== null && window.limit - to >= needed ? 'enough' : 'estimated';
}
