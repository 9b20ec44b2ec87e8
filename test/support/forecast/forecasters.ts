import { fiveHoursMs, hourMs, lengthMs, monthBeforeMs } from '../../../main/core/quota/calendar.ts';
import { type RunningOut, runningOut } from '../../../main/core/quota/forecast/forecast.ts';
import type { HistorySeries } from '../../../main/core/quota/forecast/samples.ts';
import type { QuotaWindow } from '../../../main/core/quota/model.ts';
import { codingPlan, snapshotOf } from '../readings.ts';
import type { Poll } from './service.ts';

type Said = Pick<RunningOut, 'between'> & {
  /** When requests will first be refused; null: not foreseen. */
  readonly runsOutAtMs: number | null;
};

export type Forecaster = (poll: Poll, history: readonly HistorySeries[], nowMs: number) => Said;

/** Each window goes on at its average since it began; the first that is then used up counts. */
const straightLine: Forecaster = ({ atMs, windows }) => ({
  runsOutAtMs: earliest(windows.map((window) => lineOf(window, atMs))),
  between: null,
});

function lineOf(window: QuotaWindow, takenAtMs: number): number | null {
  if (window.resetsAtMs === null || window.used === 0) return null;
  const beganAtMs = window.id === 'month' ? monthBeforeMs(window.resetsAtMs) : window.resetsAtMs - lengthMs(window);
  const perMs = window.used / Math.max(1, takenAtMs - beganAtMs);
  const atMs = takenAtMs + (window.limit - window.used) / perMs;
  return atMs < (window.renewal === 'rolling' ? takenAtMs + fiveHoursMs : window.resetsAtMs) ? atMs : null;
}

/** The last value stays: nothing ever runs out before it has. */
const lastValue: Forecaster = ({ atMs, windows }) => ({
  runsOutAtMs: windows.some(({ used, limit }) => used >= limit) ? atMs : null,
  between: null,
});

/** The generated users live eight hours ahead of UTC. */
const utcOffsetAt = (): number => 8 * hourMs;

const ours: Forecaster = ({ atMs, windows }, history, nowMs) => {
  const reading = { ...codingPlan({ takenAtMs: atMs }), windows };
  const status = { pool: 'coding-plan', state: 'fresh', reading, disagreements: [] } as const;
  const found = runningOut(snapshotOf(status), history, nowMs, utcOffsetAt);
  const runsOutAtMs = earliest(found.map((one) => one.runsOutAtMs));
  return { runsOutAtMs, between: found.find((one) => one.runsOutAtMs === runsOutAtMs)?.between ?? null };
};

export const forecasters = { 'this app': ours, 'straight line': straightLine, 'last value': lastValue } as const;
export type ForecasterName = keyof typeof forecasters;

const earliest = (times: readonly (number | null)[]): number | null => {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
};
