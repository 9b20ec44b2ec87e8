import * as z from 'zod';
import { hasReset, hourMs, lengthMs, minuteMs } from '../calendar.ts';
import { comingBack, consumptionOf, longestGapMs } from '../forecast/consumption.ts';
import type { RunningOut } from '../forecast/forecast.ts';
import type { LevelsAhead } from '../forecast/levels-ahead.ts';
import { type Consumption, countedUntilMs, type OwnRequests } from '../forecast/own-requests.ts';
import type { HistorySeries } from '../forecast/samples.ts';
import { PoolIdSchema, type QuotaWindow, type Reading, type Snapshot, WindowIdSchema } from '../model.ts';
import { withPacks } from '../packs.ts';
import { isFull, leftOf, readingOf } from '../share.ts';
import { spanOf } from '../window-span.ts';
import type { UtcOffsetAt } from './local-time.ts';
import { clearlyMore, wholeWindow } from './whole-window.ts';

/** What a window still allows, beside when it runs out. Amounts are in its unit; null: not known, or not to be said. */
export const OutlookSchema = z.strictObject({
  pool: PoolIdSchema,
  windowId: WindowIdSchema,
  /** What will be left at the reset if it lasts that long. Of a rolling window null. */
  leftAtReset: z.number().nullable(),
  /**
   * How full a rolling window gets within the next hours in 9 of 10 cases, in percent, at the pace of now. null also while
   * nothing is being used.
   */
  highestAheadPercent: z.number().nullable(),
  /** When half of what a rolling window counts is back, if nothing more is used. */
  halfBackAtMs: z.number().nullable(),
  /** The even pace that can be kept up until the reset, or for the length of a rolling window. */
  perHour: z.number().nullable(),
  /** How many whole 5-hour windows of the same plan what is left still holds; with a fraction. */
  fiveHoursLeft: z.number().nullable(),
  /** Whether this window of the plan stops the user first. */
  stopsFirst: z.boolean(),
});
export type Outlook = Readonly<z.infer<typeof OutlookSchema>>;

interface Asked {
  readonly history: readonly HistorySeries[];
  readonly runOuts: readonly RunningOut[];
  readonly nowMs: number;
  readonly utcOffsetAt: UtcOffsetAt;
  readonly own?: OwnRequests;
  /** Left out: how full the windows will be is not known. */
  readonly levels?: readonly LevelsAhead[];
}

/** What each window of a snapshot still allows. Left out are windows that are used up or have reset since the reading. */
export const outlooksOf = (snapshot: Snapshot, asked: Asked): readonly Outlook[] =>
  snapshot.pools.flatMap((status) => {
    const reading = readingOf(status);
    if (reading === null) return [];
    const runOuts = asked.runOuts.filter(({ pool }) => pool === reading.pool);
    const first = firstToStop(reading, runOuts, asked.nowMs);
    return reading.windows
      .filter((window) => isOpen(reading, window, asked.nowMs))
      .map((window) => ({
        pool: reading.pool,
        windowId: window.id,
        ...(window.renewal === 'rolling'
          ? rollingOutlook(reading, window, asked)
          : wholeOutlook(reading, window, { ...asked, runOuts })),
        fiveHoursLeft: fiveHoursLeft(reading, window),
        stopsFirst: first === window.id,
      }));
  });

type Ahead = Pick<Outlook, 'leftAtReset' | 'highestAheadPercent' | 'halfBackAtMs' | 'perHour'>;

function rollingOutlook(reading: Reading, window: QuotaWindow, asked: Asked): Ahead {
  const { history, nowMs, own = [], levels = [] } = asked;
  const untilMs = countedUntilMs(reading, own, nowMs);
  const pieces = consumptionOf(reading, window, history, untilMs, own);
  return {
    leftAtReset: null,
    highestAheadPercent: highestAhead(
      levels.find(({ pool, windowId }) => pool === reading.pool && windowId === window.id),
    ),
    halfBackAtMs: halfBackAtMs(pieces, window, untilMs, nowMs),
    perHour: rollingPerHour(pieces.map(atTheLatest), window, untilMs),
  };
}

const wholeOutlook = (reading: Reading, window: QuotaWindow, asked: Asked): Ahead => ({
  leftAtReset: asked.runOuts.some(({ windowId }) => windowId === window.id)
    ? null
    : leftAtReset(reading, window, asked),
  highestAheadPercent: null,
  halfBackAtMs: null,
  perHour: wholePerHour(reading, window, asked.nowMs),
});

function highestAhead(ahead: LevelsAhead | undefined): number | null {
  const isUsed = ahead?.levels.some(({ likely, ifStopped }) => likely > ifStopped) ?? false;
  return ahead === undefined || !isUsed ? null : Math.max(...ahead.levels.map(({ high }) => high));
}

const isOpen = (reading: Reading, window: QuotaWindow, nowMs: number): boolean =>
  !isFull(withPacks(reading, window, nowMs)) && !hasReset(window, reading.takenAtMs, nowMs);

/** The window foreseen to be used up first; null: none is, one may be used up already, or there is no other. */
function firstToStop(reading: Reading, ends: readonly RunningOut[], nowMs: number): QuotaWindow['id'] | null {
  if (reading.windows.length < 2) return null;
  if (reading.windows.some((window) => !isOpen(reading, window, nowMs))) return null;
  const [soonest] = ends.toSorted((one, other) => one.runsOutAtMs - other.runsOutAtMs);
  return soonest === undefined || soonest.runsOutAtMs <= nowMs ? null : soonest.windowId;
}

function leftAtReset(reading: Reading, window: QuotaWindow, { history, nowMs, utcOffsetAt }: Asked): number | null {
  const ahead = wholeWindow(reading, window, history, nowMs, utcOffsetAt)?.aheadAmount ?? null;
  // An unused window is known to be whole, and its packs are told elsewhere.
  if (ahead === null || window.used === 0) return null;
  return ahead * clearlyMore < leftOf(window) ? leftOf(window) - ahead : null;
}

/** Whether it is known when the use was made. What was not watched may have been made at any time. */
const isWatched = ({ fromMs, toMs }: Consumption): boolean => toMs - fromMs <= longestGapMs;

/** When the use of a rolling window was made at the latest, so that nothing is promised too early. */
const atTheLatest = (piece: Consumption): Consumption =>
  isWatched(piece) ? piece : { ...piece, fromMs: piece.toMs - 1 };

const stepMs = 5 * minuteMs;

/** The first round time at which half of what a rolling window counts is back; null: nothing is used, or it is unknown. */
function halfBackAtMs(
  pieces: readonly Consumption[],
  window: QuotaWindow,
  takenAtMs: number,
  nowMs: number,
): number | null {
  if (window.used < 2 || window.unit === 'share' || !pieces.every(isWatched)) return null;
  let atMs = Math.ceil(takenAtMs / stepMs) * stepMs;
  while (atMs < takenAtMs + lengthMs(window) && comingBack(pieces, window, takenAtMs, atMs) < window.used / 2) {
    atMs += stepMs;
  }
  return atMs > nowMs ? atMs : null;
}

/** The even pace at which what is left and what comes back are never used up while the window goes round once. */
function rollingPerHour(pieces: readonly Consumption[], window: QuotaWindow, takenAtMs: number): number {
  const steps = Math.floor(lengthMs(window) / stepMs);
  return Array.from({ length: steps }, (_, step) => (step + 1) * stepMs).reduce((least, aheadMs) => {
    const free = leftOf(window) + comingBack(pieces, window, takenAtMs, takenAtMs + aheadMs);
    return Math.min(least, (free * hourMs) / aheadMs);
  }, Number.POSITIVE_INFINITY);
}

/** Just before a reset no pace is worth naming. */
const leastAheadMs = 15 * minuteMs;

function wholePerHour(reading: Reading, window: QuotaWindow, nowMs: number): number | null {
  const span = spanOf(reading, window);
  const inAll = withPacks(reading, window, nowMs);
  if (span === null || inAll.unit !== window.unit || span.toMs - nowMs < leastAheadMs) return null;
  return (leftOf(inAll) * hourMs) / (span.toMs - reading.takenAtMs);
}

function fiveHoursLeft(reading: Reading, window: QuotaWindow): number | null {
  const short = reading.windows.find(({ id }) => id === 'five-hours');
  if (short === undefined || short === window || short.unit !== window.unit || short.unit === 'share') return null;
  return leftOf(window) / short.limit;
}
