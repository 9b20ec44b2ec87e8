import { weekOfHours } from '../../main/core/history/week-hours.ts';
import { type WindowPicture, wayToEnd } from '../../main/core/history/window-picture.ts';
import type { QuotaWindow, ReadingOf } from '../../main/core/quota/model.ts';
import { isFull, readingOf, usedShare } from '../../main/core/quota/share.ts';
import { type Span, spanOf } from '../../main/core/quota/window-span.ts';
import type { AppState } from '../../preload/contract.ts';
import { nowMs } from '../renderer/states.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const fiveHoursMs = 5 * hourMs;

/** How much of a stretch of work was done by when, both 0..1: bursts with pauses between them. */
const bursts: readonly (readonly [atPart: number, done: number])[] = [
  ...([
    [0, 0],
    [0.14, 0.22],
    [0.24, 0.25],
    [0.48, 0.6],
    [0.57, 0.62],
    [0.85, 0.95],
    [1, 1],
  ] as const),
];

function doneBy(part: number): number {
  const after = bursts.findIndex(([atPart], index) => index > 0 && atPart >= part);
  const [[fromPart, from], [toPart, to]] = [bursts[after - 1] ?? [0, 1], bursts[after] ?? [1, 1]];
  return from + ((to - from) * (part - fromPart)) / (toPart - fromPart);
}

/** The percentages of a rolling window: each request counts until five hours after it was made. */
interface Rolling {
  readonly usedAt: (atMs: number) => number;
  readonly stoppedAt: (atMs: number) => number;
  /** What is used at the present pace, in percent per millisecond. */
  readonly pace: number;
}

/** Its first request comes back at the time that the state names; the last stretch of work has the pace that goes on. */
function rollingOf({ resetsAtMs, ...window }: QuotaWindow, runsOutAtMs: number | null): Rolling {
  const percent = 100 * usedShare(window);
  const startMs = Math.min(nowMs - hourMs, (resetsAtMs ?? nowMs + hourMs) - fiveHoursMs);
  const workMs = nowMs - startMs;
  const even = percent / workMs;
  const lastMs = (pace: number): number => Math.min(workMs / 4, (0.6 * percent) / Math.max(pace, even / 10));
  const sentBy = (atMs: number, pace: number): number => {
    const last = lastMs(pace);
    const before = percent - pace * last;
    if (atMs > nowMs - last) return before + pace * (Math.min(atMs, nowMs) - (nowMs - last));
    return before * doneBy(Math.max(0, atMs - startMs) / (workMs - last));
  };
  const stopped = (atMs: number, pace: number): number => percent - sentBy(atMs - fiveHoursMs, pace);
  // Without a foreseen end the limit is not reached, also in the upper of the cases.
  const roomAt = (atMs: number): number => Math.max(0, 97 - stopped(atMs, even)) / (1.5 * (atMs - nowMs));
  const pace =
    runsOutAtMs === null
      ? Math.min(even, ...timesAhead.slice(1).map(roomAt))
      : (100 - stopped(runsOutAtMs, even)) / (runsOutAtMs - nowMs);
  return { usedAt: (atMs) => sentBy(atMs, pace), stoppedAt: (atMs) => stopped(atMs, pace), pace };
}

const quarters = (hours: number): readonly number[] => Array.from({ length: hours * 4 + 1 }, (_, index) => index / 4);
const timesAhead = quarters(5).map((hours) => nowMs + hours * hourMs);

const clamped = (percent: number): number => Math.min(100, Math.max(0, percent));

function ahead({ stoppedAt, pace }: Rolling, runsOutAtMs: number | null, isWorking: boolean): WindowPicture['ahead'] {
  return [...timesAhead, runsOutAtMs ?? nowMs]
    .filter((atMs, index, all) => all.indexOf(atMs) === index)
    .toSorted((one, other) => one - other)
    .map((atMs) => {
      const used = (factor: number): number =>
        clamped(stoppedAt(atMs) + (isWorking ? factor * pace * (atMs - nowMs) : 0));
      return { atMs, ifStopped: clamped(stoppedAt(atMs)), low: used(0.7), likely: used(1), high: used(1.5) };
    });
}

/** Hours in which work is done, in UTC, with less on Saturdays. */
function workIn(hourOfMs: number): number {
  const date = new Date(hourOfMs);
  if (date.getUTCHours() < 8 || date.getUTCHours() >= 19 || date.getUTCHours() === 12 || date.getUTCDay() === 0)
    return 0;
  return date.getUTCDay() === 6 ? 0.4 : 1 + (date.getUTCDate() % 3) / 3;
}

/** The levels of a window that resets as a whole, each hour since its reset, by the hours of work. */
function wholeRun({ fromMs }: Pick<Span, 'fromMs'>, percent: number): WindowPicture['runs'][number] {
  const times = Array.from({ length: Math.ceil((nowMs - fromMs) / hourMs) }, (_, index) => fromMs + index * hourMs);
  let sum = 0;
  const sums = times.map((atMs) => {
    const before = sum;
    sum += workIn(atMs);
    return before;
  });
  const points = times.map((atMs, index) => ({ atMs, usedPercent: (percent * (sums[index] ?? 0)) / Math.max(sum, 1) }));
  return [...points, { atMs: nowMs, usedPercent: percent }];
}

/** The use of seven days by hour: six times what fits into the window. */
const week = weekOfHours(
  wholeRun({ fromMs: nowMs - 7 * dayMs }, 600).map(({ atMs, usedPercent }) => ({
    atMs,
    used: usedPercent,
    limit: 100,
  })),
  true,
  nowMs,
  () => 0,
);

/** The past of every window of the Coding Plan in a state, up to what is used now, and what is foreseen. */
export function pastPictures({
  snapshot,
  runOuts = [],
  outlooks = [],
}: Pick<AppState, 'snapshot'> & Partial<AppState>): readonly WindowPicture[] {
  const isStopped = snapshot.pools.some((status) => readingOf(status)?.windows.some(isFull));
  const pictureOf = (reading: ReadingOf<'coding-plan'>, window: QuotaWindow): WindowPicture => {
    const about = { pool: reading.pool, windowId: window.id, certainty: 'exact', toMs: nowMs, week } as const;
    const runsOutAtMs = runOuts.find(({ windowId }) => windowId === window.id)?.runsOutAtMs ?? null;
    if (window.renewal === 'rolling') {
      const rolling = rollingOf(window, runsOutAtMs);
      const run = quarters(5).map((hours) => nowMs - fiveHoursMs + hours * hourMs);
      const runs = [run.map((atMs) => ({ atMs, usedPercent: clamped(rolling.usedAt(atMs)) }))];
      return {
        ...about,
        fromMs: nowMs - fiveHoursMs,
        cycle: null,
        runs,
        ahead: ahead(rolling, runsOutAtMs, !isStopped),
      };
    }
    const cycle = spanOf(reading, window) ?? { fromMs: nowMs - 20 * dayMs, toMs: nowMs + 11 * dayMs };
    const runs = [wholeRun(cycle, 100 * usedShare(window))];
    return {
      ...about,
      fromMs: cycle.fromMs,
      cycle,
      runs,
      ahead: wayToEnd(reading, window, { runOuts, outlooks, nowMs }),
    };
  };
  return snapshot.pools.flatMap((status) => {
    const reading = readingOf(status);
    return reading?.pool === 'coding-plan' ? reading.windows.map((window) => pictureOf(reading, window)) : [];
  });
}

/** A picture in which nothing was read for a while. */
export const withGap = (picture: WindowPicture): WindowPicture => ({
  ...picture,
  runs: picture.runs.flatMap((run) => [
    run.slice(0, Math.floor(run.length * 0.7)),
    run.slice(Math.ceil(run.length * 0.8)),
  ]),
});
