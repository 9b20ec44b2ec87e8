import { minuteMs } from '../calendar.ts';
import type { QuotaWindow, Reading } from '../model.ts';
import { counterOf, increases, longestGapMs, pointsUntil } from './consumption.ts';
import { type Consumption, type OwnRequests, ownBetween, ownOf, placed } from './own-requests.ts';
import { type HistorySeries, historyMs, pointsOf } from './samples.ts';

/** The steps in which past use is counted, and future use expected. */
export const stepMs = 5 * minuteMs;

/** From this share on, the service may refuse requests while a few are still counted. */
const refusedFromShare = 0.99;

/** What was used in the last weeks, in steps of {@link stepMs} counted back from now. */
export interface PastUse {
  readonly nowMs: number;
  /** The end of the last use that was seen. */
  readonly lastUseMs: number;
  readonly steps: number;
  /** The amount used between `from` steps and `to` steps before, `from` being the earlier one. */
  between(from: number, to: number): number;
  /**
   * How many of the steps that follow `from` steps before show what the user wanted: until a window was full or nobody
   * looked.
   */
  knownAfter(from: number): number;
}

/** The past use of what a window counts; null: none was seen. */
export function pastUseOf(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
  own: OwnRequests = [],
): PastUse | null {
  const grows = counterOf(reading, window) !== window.id || window.renewal !== 'rolling';
  const points = pointsUntil(reading, window, history, nowMs).filter(({ atMs }) => atMs >= nowMs - historyMs);
  const mine = ownOf(reading, window, own);
  const before = usedBefore(points[0]?.atMs ?? nowMs, nowMs - historyMs, mine);
  const used = [...before, ...placed(increases(points, grows), mine)];
  const firstMs = before[0]?.fromMs ?? points[0]?.atMs;
  if (used.length === 0 || firstMs === undefined) return null;
  const lastUseMs = used.reduce((last, { toMs }) => Math.max(last, toMs), 0);
  const steps = Math.max(1, Math.ceil((nowMs - firstMs) / stepMs));
  const amounts = new Float64Array(steps);
  const unknown = new Uint8Array(steps);
  const eachStep = (fromMs: number, toMs: number, visit: (step: number, share: number) => void): void => {
    const [from, to] = [Math.max(0, (nowMs - toMs) / stepMs), Math.min(steps, (nowMs - fromMs) / stepMs)];
    for (let step = Math.floor(from); step < to; step += 1) visit(step, Math.min(to, step + 1) - Math.max(from, step));
  };
  for (const { fromMs, toMs, amount } of used) {
    const perStep = (amount * stepMs) / (toMs - fromMs);
    eachStep(fromMs, toMs, (step, share) => {
      amounts[step] = (amounts[step] ?? 0) + perStep * share;
      if (toMs - fromMs > longestGapMs) unknown[step] = 1;
    });
  }
  for (const { fromMs, toMs } of fullTimes(reading, history, nowMs)) {
    eachStep(fromMs, toMs, (step) => {
      unknown[step] = 1;
    });
  }
  return { nowMs, lastUseMs, ...countedBack(amounts, unknown) };
}

/** Before the first sample only the log of this computer tells what was used. */
const usedBefore = (firstMs: number, sinceMs: number, own: OwnRequests): readonly Consumption[] => {
  const amount = ownBetween(own, sinceMs, firstMs);
  return amount === 0 ? [] : placed([{ fromMs: sinceMs, toMs: firstMs, amount }], own);
};

/** The times at which any window of the pool was full, so that the user may have wanted more than was used. */
function fullTimes(
  { pool }: Reading,
  history: readonly HistorySeries[],
  untilMs: number,
): readonly { readonly fromMs: number; readonly toMs: number }[] {
  return history
    .filter((series) => series.pool === pool && pointsOf(history, pool, series.windowId) === series.points)
    .flatMap(({ points }) =>
      points.flatMap(({ atMs, used, limit }, index) => {
        if (used < refusedFromShare * limit || atMs > untilMs) return [];
        return [{ fromMs: atMs, toMs: Math.min(points[index + 1]?.atMs ?? untilMs, untilMs) }];
      }),
    );
}

function countedBack(amounts: Float64Array, unknown: Uint8Array): Omit<PastUse, 'nowMs' | 'lastUseMs'> {
  const steps = amounts.length;
  /** The amounts of the last n steps. */
  const sums = new Float64Array(steps + 1);
  /** The step, nearest to n steps before among the later ones, that is unknown; -1: none. */
  const nextUnknown = new Int32Array(steps + 1).fill(-1);
  for (let step = 0; step < steps; step += 1) {
    sums[step + 1] = (sums[step] ?? 0) + (amounts[step] ?? 0);
    nextUnknown[step + 1] = unknown[step] === 1 ? step : (nextUnknown[step] ?? -1);
  }
  const until = (step: number): number => sums[Math.max(0, Math.min(steps, step))] ?? 0;
  return {
    steps,
    between: (from, to) => until(from) - until(to),
    knownAfter: (from) => from - 1 - (nextUnknown[Math.min(steps, from)] ?? -1),
  };
}
