import { hourMs, minuteMs } from '../../../main/core/quota/calendar.ts';
import type { Forecaster } from './forecasters.ts';
import { recorded } from './recorded.ts';
import { type Life, type Poll, startMs } from './service.ts';

export const horizonsMinutes = [30, 60, 120] as const;
type Horizon = (typeof horizonsMinutes)[number];

/** An error counts at most as this; so does saying nothing. */
const mostErrorMs = 300 * minuteMs;
const judgedEveryMs = 10 * minuteMs;
/** Above this share of a window a warning comes from the threshold anyway. */
const nearlyFullShare = 0.9;
/** Nobody needs a forecast just after a refusal. */
const afterRefusalMs = 30 * minuteMs;

/** How one way to forecast did at one horizon. */
export interface Score {
  /** At this time before each run-out: how far the forecast was off. */
  readonly errorsMs: number[];
  /** The same where a request was made within the last ten minutes; in a longer break the app says nothing on purpose. */
  readonly errorsAtWorkMs: number[];
  /** How many of those forecasts named a band, and how many bands held the truth. */
  bands: number;
  rightBands: number;
  /** Forecasts of a run-out within the horizon, and those of them after which nothing was refused within 1.5 times of it. */
  alarms: number;
  falseAlarms: number;
  /** The false ones after which the user went on working in that time, without a break of ten minutes. */
  falseAtWork: number;
  /** Moments after which a request was refused within the horizon, and those of them at which that was not foreseen. */
  due: number;
  missed: number;
}

export type Scores = Readonly<Record<Horizon, Score>>;

const noScore = (): Score => ({
  ...{
    errorsMs: [],
    errorsAtWorkMs: [],
    bands: 0,
    rightBands: 0,
    alarms: 0,
    falseAlarms: 0,
    falseAtWork: 0,
    due: 0,
    missed: 0,
  },
});
export const noScores = (): Scores => ({ 30: noScore(), 60: noScore(), 120: noScore() });

/** Adds to the scores what a forecaster says of a life from `fromMs` on. */
export function judge(life: Life, forecast: Forecaster, scores: Scores, fromMs: number): void {
  const knownAt = recorded(life.polls);
  for (const { atMs, horizon } of momentsOf(life, fromMs)) {
    const known = knownAt(atMs);
    if (known.poll === undefined || (horizon === null && !isJudged(known.poll, life, atMs))) continue;
    const said = forecast(known.poll, known.history, atMs);
    if (horizon === null) {
      judgeAlarm(said.runsOutAtMs, life, scores, atMs);
      continue;
    }
    const score = scores[horizon];
    const truthMs = atMs + horizon * minuteMs;
    const offMs = said.runsOutAtMs === null ? mostErrorMs : Math.abs(said.runsOutAtMs - truthMs);
    const errorMs = Math.min(mostErrorMs, offMs);
    score.errorsMs.push(errorMs);
    if (known.poll.isActive) score.errorsAtWorkMs.push(errorMs);
    if (said.between === null) continue;
    score.bands += 1;
    const { fromMs: least, toMs: most } = said.between;
    if (truthMs >= least && (most === null || truthMs <= most)) score.rightBands += 1;
  }
}

/** The moments before each run-out, and those at which alarms are counted, in order. */
function momentsOf(
  { polls, runOuts }: Life,
  fromMs: number,
): readonly { readonly atMs: number; readonly horizon: Horizon | null }[] {
  const endMs = (polls.at(-1)?.atMs ?? startMs) - 6 * hourMs;
  const before = runOuts.flatMap(({ atMs }) =>
    horizonsMinutes.map((horizon) => ({ atMs: atMs - horizon * minuteMs, horizon })),
  );
  const regular = Array.from({ length: Math.floor((endMs - fromMs) / judgedEveryMs) }, (_, count) => ({
    atMs: fromMs + count * judgedEveryMs,
    horizon: null,
  }));
  return [...before, ...regular]
    .filter(({ atMs }) => atMs >= fromMs && atMs < endMs)
    .sort((one, other) => one.atMs - other.atMs);
}

function isJudged(poll: Poll, { refusedAtMs }: Life, nowMs: number): boolean {
  if (!poll.isActive) return false;
  if (poll.windows.some(({ used, limit }) => used >= nearlyFullShare * limit)) return false;
  return !refusedAtMs.some((atMs) => atMs <= nowMs && nowMs - atMs <= afterRefusalMs);
}

function judgeAlarm(runsOutAtMs: number | null, { refusedAtMs, polls }: Life, scores: Scores, nowMs: number): void {
  const refusedInMs = (refusedAtMs.find((atMs) => atMs > nowMs) ?? Number.POSITIVE_INFINITY) - nowMs;
  for (const horizon of horizonsMinutes) {
    const score = scores[horizon];
    const isAlarm = runsOutAtMs !== null && runsOutAtMs <= nowMs + horizon * minuteMs;
    const isDue = refusedInMs <= horizon * minuteMs;
    const falseAfterMs = (1.5 * horizon + 5) * minuteMs;
    if (isAlarm) score.alarms += 1;
    if (isAlarm && refusedInMs > falseAfterMs) {
      score.falseAlarms += 1;
      const meanwhile = polls.filter(({ atMs }) => atMs > nowMs && atMs <= nowMs + falseAfterMs);
      if (meanwhile.every(({ isActive }) => isActive)) score.falseAtWork += 1;
    }
    if (isDue) score.due += 1;
    if (isDue && !isAlarm) score.missed += 1;
  }
}
