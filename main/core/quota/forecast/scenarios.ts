import { dayMs, fiveHoursMs, hourMs, minuteMs } from '../calendar.ts';
import { type PastUse, stepMs } from './past-use.ts';
import { sessionSoFar } from './session-so-far.ts';

/** How far ahead use is expected step by step. */
export const stepsAhead = fiveHoursMs / stepMs;

/** One way in which use may go on. */
export interface Scenario {
  /** How likely it is compared with others. */
  readonly weight: number;
  /** The amount used within this many steps from now. It never falls with more steps. */
  useWithin(steps: number): number;
}

/** The pace is that of the last quarter of an hour, half an hour and hour, in these shares. */
const paceShares = [
  { steps: 3, share: 0.4 },
  { steps: 6, share: 0.35 },
  { steps: 12, share: 0.25 },
] as const;
const longestPaceSteps = 12;

/**
 * A past moment counts fully at the same time of day, at the same pace, and if work had gone on for as long without a break;
 * these are the deviations of its weight. Pace and length are compared by their logarithms.
 */
const timeOfDayDeviationMs = 2.5 * hourMs;
const paceDeviation = 0.5;
const sessionDeviation = 0.4;
/** So many steps are added to lengths of work, because the beginning of a short one is not known so well. */
const unsureSteps = 2;
/** Nobody works where next to nothing was used in the last steps. */
const workSteps = 3;
/** The weight of a working day for a weekend, and the other way round. */
const otherKindOfDayWeight = 0.15;
/** A faster session than the one before goes on faster, but not by the whole ratio. */
const paceExponent = 0.4;
/** Amounts a step that are next to none, compared with the limit. */
const nextToNoneShare = 0.00125;
const everyStep = 3;

/** Without a past like this, a session ends after any of these times and goes on in part; together they weigh little. */
const usualSessionsMs = [15, 30, 50, 80, 120, 180, 240, 300].map((minutes) => minutes * minuteMs);
const usualSpeeds = [0.7, 1, 1.4];
const usualShareAfterwards = 0.35;
const usualWeight = 0.7 / (usualSessionsMs.length * usualSpeeds.length);

export interface ScenarioFacts {
  readonly past: PastUse;
  /** For how long before now somebody looked without a gap; what was used before says nothing of the pace. */
  readonly watchedMs: number;
  readonly limit: number;
  /** How far the user's clock is ahead of UTC. */
  readonly utcOffsetMs: number;
}

/**
 * The ways in which use may go on: as it went on after moments of the last weeks at a similar pace and time of day, after
 * about as long without a break, and as sessions usually do. A past that was cut short, because a window was full, goes on at
 * its own pace.
 */
export function scenariosOf({ past, watchedMs, limit, utcOffsetMs }: ScenarioFacts): readonly Scenario[] {
  const nextToNone = nextToNoneShare * limit;
  const pace = paceAt(past, 0, Math.max(1, Math.floor(watchedMs / stepMs)));
  const now = localTime(past.nowMs, utcOffsetMs);
  const sessionNow = sessionSoFar(past, 0) + unsureSteps;
  const scenarios: Scenario[] = usualScenarios(pace);
  for (let from = longestPaceSteps; from <= past.steps - longestPaceSteps; from += everyStep) {
    const known = Math.min(stepsAhead, past.knownAfter(from));
    if (known < everyStep || past.between(from + workSteps, from) < nextToNone) continue;
    const ratio = Math.log((pace + nextToNone) / (paceAt(past, from) + nextToNone));
    const then = localTime(past.nowMs - from * stepMs, utcOffsetMs);
    const apartMs = Math.abs(then.timeOfDayMs - now.timeOfDayMs);
    const deviations = [Math.min(apartMs, dayMs - apartMs) / timeOfDayDeviationMs, ratio / paceDeviation];
    if (deviations.some((size) => Math.abs(size) > 3)) continue;
    deviations.push(Math.log((sessionSoFar(past, from) + unsureSteps) / sessionNow) / sessionDeviation);
    const likeness = Math.exp(-deviations.reduce((sum, size) => sum + size * size, 0) / 2);
    scenarios.push({
      weight: likeness * (then.isWeekend === now.isWeekend ? 1 : otherKindOfDayWeight),
      useWithin: asAfter(past, from, known, Math.exp(paceExponent * ratio)),
    });
  }
  return scenarios;
}

/** The use after a past moment, times a factor. What is not known of it goes on at its mean. */
function asAfter(past: PastUse, from: number, known: number, factor: number): Scenario['useWithin'] {
  const perStep = past.between(from, from - known) / known;
  return (steps) =>
    steps <= known
      ? factor * past.between(from, from - steps)
      : factor * (past.between(from, from - known) + perStep * (steps - known));
}

const usualScenarios = (pace: number): Scenario[] =>
  usualSessionsMs.flatMap((sessionMs) =>
    usualSpeeds.map((speed): Scenario => {
      const session = sessionMs / stepMs;
      return {
        weight: usualWeight,
        useWithin: (steps) =>
          speed * pace * (Math.min(steps, session) + usualShareAfterwards * Math.max(0, steps - session)),
      };
    }),
  );

/** The amount a step at some steps before now, of at most `mostSteps`. */
const paceAt = (past: PastUse, before: number, mostSteps = longestPaceSteps): number =>
  paceShares
    .map(({ steps, share }) => ({ over: Math.min(steps, mostSteps), share }))
    .reduce((sum, { over, share }) => sum + (share * past.between(before + over, before)) / over, 0);

/** 1970-01-01 was a Thursday. */
const firstWeekday = 3;

function localTime(atMs: number, utcOffsetMs: number): { readonly timeOfDayMs: number; readonly isWeekend: boolean } {
  const localMs = atMs + utcOffsetMs;
  const day = Math.floor(localMs / dayMs);
  return { timeOfDayMs: localMs - day * dayMs, isWeekend: (((day + firstWeekday) % 7) + 7) % 7 >= 5 };
}
