import { hasReset, lengthMs } from './calendar.ts';
import type { Recovery } from './forecast/recovery.ts';
import type { PoolId, PoolStatus, QuotaWindow, Reading, Snapshot, WindowId } from './model.ts';
import { windowsInAll, withPacks } from './packs.ts';
import type { PoolInUse } from './pool-in-use.ts';
import { leftOf, readingOf, shownLeftPercent } from './share.ts';
import { resetOf } from './window-span.ts';

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
  | { readonly kind: 'enough'; readonly pool: PoolId; readonly window: QuotaWindow }
  /** `windows`: all that are too low, with their packs, the one with the least left first. */
  | { readonly kind: 'low'; readonly reading: Reading; readonly windows: readonly [QuotaWindow, ...QuotaWindow[]] }
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
  const reading = status === undefined ? null : readingOf(status);
  const windows = reading === null ? [] : windowsOf(reading, need, nowMs);
  if (status === undefined || reading === null || windows.length === 0) {
    const isOfNeed = need.pool !== null || poolInUse === null;
    return isOfNeed ? unknown('not-read') : { kind: 'unknown', why: 'not-read-in-use', pools: [poolInUse] };
  }
  const answers = windows.map((window) => ({ window, answer: answerOf(window, status, need, nowMs) }));
  const low = answers.filter(({ answer }) => answer === 'low').map(({ window }) => window);
  const [least, ...others] = low.toSorted((one, other) => timesLeft(need, one) - timesLeft(need, other));
  if (least !== undefined) return { kind: 'low', reading, windows: [least, ...others] };
  const why = answers.map(({ answer }) => answer).find((answer) => answer !== 'enough' && answer !== 'low');
  if (why !== undefined) return unknown(why);
  const tightest = windows.reduce((one, other) => (timesLeft(need, other) < timesLeft(need, one) ? other : one));
  return { kind: 'enough', pool: status.pool, window: tightest };
}

/** How many times over a window holds a need. */
const timesLeft = (need: Need, window: QuotaWindow): number => leftOf(window) / neededOf(need, window);

/** The windows that are asked about, with the packs that follow them. */
const windowsOf = (reading: Reading, { windowId }: Need, nowMs: number): readonly QuotaWindow[] =>
  windowsInAll(reading, nowMs).filter(({ id }) => windowId === null || id === windowId);

/** Whether a window holds a need. A share is compared with the one that is shown, so that both say the same. */
const holds = (need: Need, window: QuotaWindow): boolean =>
  need.inPercent ? shownLeftPercent(window) >= need.amount : leftOf(window) >= need.amount;

/** What is needed, in the unit of a window. */
const neededOf = ({ amount, inPercent }: Need, { limit }: QuotaWindow): number =>
  inPercent ? (limit * amount) / 100 : amount;

/** When windows that are too low now will hold a need, and the window that decides it. */
export type EnoughAgain =
  | { readonly kind: 'at'; readonly window: QuotaWindow; readonly atMs: number }
  | { readonly kind: 'unknown'; readonly window: QuotaWindow }
  /** `whole`: the window when it holds the most. */
  | { readonly kind: 'never'; readonly window: QuotaWindow; readonly whole: QuotaWindow };

type RecoveryOf = (id: WindowId) => Pick<Recovery, 'amount' | 'byMs'> | null;

/** When the last of the windows holds the need; one that never does comes before all. Pure. */
export function enoughAgain(
  { reading, windows }: Extract<Enough, { kind: 'low' }>,
  need: Need,
  recoveryOf: RecoveryOf,
  nowMs: number,
): EnoughAgain {
  const again = (window: QuotaWindow): EnoughAgain => windowAgain(reading, window, need, recoveryOf(window.id), nowMs);
  const latestMs = (one: EnoughAgain): number => {
    if (one.kind === 'at') return one.atMs;
    // What was used of a rolling window is back in one length of it, if nothing else is used.
    return one.window.renewal === 'rolling' ? nowMs + lengthMs(one.window) : Number.MAX_VALUE;
  };
  const [least, ...others] = windows;
  return others.map(again).reduce((one, other) => {
    if (one.kind === 'never' || other.kind === 'never') return one.kind === 'never' ? one : other;
    return latestMs(other) > latestMs(one) ? other : one;
  }, again(least));
}

function windowAgain(
  reading: Reading,
  window: QuotaWindow,
  need: Need,
  recovery: ReturnType<RecoveryOf>,
  nowMs: number,
): EnoughAgain {
  const read = reading.windows.find(({ id }) => id === window.id) ?? window;
  const atMs = read.renewal === 'rolling' ? (recovery?.byMs ?? null) : resetOf(reading, read);
  // What packs hold then: some end before.
  const withUsed = (used: number): QuotaWindow => withPacks(reading, { ...read, used }, Math.max(nowMs, atMs ?? nowMs));
  const whole = withUsed(0);
  if (!holds(need, whole))
    return whole.unit === window.unit ? { kind: 'never', window, whole } : { kind: 'unknown', window };
  const used = read.renewal === 'rolling' ? Math.max(0, read.used - (recovery?.amount ?? 0)) : 0;
  return atMs !== null && holds(need, withUsed(used)) ? { kind: 'at', window, atMs } : { kind: 'unknown', window };
}

function answerOf(window: QuotaWindow, status: PoolStatus, need: Need, nowMs: number): WindowAnswer {
  const takenAtMs = readingOf(status)?.takenAtMs ?? 0;
  if (status.state !== 'fresh' || hasReset(window, takenAtMs, nowMs)) return 'old';
  if (window.unit === 'share' && !need.inPercent) return 'share-alone';
  const { from = window.used, to = window.used } = window.usedBetween ?? {};
  if (!holds(need, { ...window, used: from })) return 'low';
  return to !== null && holds(need, { ...window, used: to }) ? 'enough' : 'estimated';
}
