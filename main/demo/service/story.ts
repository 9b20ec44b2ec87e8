import {
  fiveHoursMs,
  hourMs,
  minuteMs,
  monthEndMs,
  monthStartMs,
  weekEndMs,
  weekStartMs,
} from '../../core/quota/calendar.ts';

/** Requests sent evenly over a part of the day; minutes count from the story's start, earlier ones are negative. */
interface Burst {
  readonly fromMinute: number;
  readonly minutes: number;
  readonly requests: number;
}

/** The story begins on a Wednesday at 08:00 UTC+8 and is one day long. */
export const storyStartMs = Date.UTC(2026, 10, 18, 0, 0);
export const storyLengthMs = 24 * hourMs;
/** The subscription renews on this day of the month. */
export const storyMonthDay = 6;

/** One day of coding: a morning, a long afternoon that uses up the five hours, an evening, an early start. */
const bursts: readonly Burst[] = [
  { fromMinute: -90, minutes: 70, requests: 140 },
  { fromMinute: 15, minutes: 60, requests: 150 },
  { fromMinute: 90, minutes: 80, requests: 190 },
  { fromMinute: 190, minutes: 60, requests: 120 },
  { fromMinute: 290, minutes: 200, requests: 1040 },
  { fromMinute: 495, minutes: 60, requests: 220 },
  { fromMinute: 780, minutes: 70, requests: 240 },
  { fromMinute: 870, minutes: 60, requests: 180 },
  { fromMinute: 1300, minutes: 100, requests: 120 },
];

/** Used in the running week and month before the first burst. */
const usedBefore = { week: 3460, month: 8620 };
/** The Coding Plan Lite, in requests. */
const limits = { fiveHours: 1200, week: 9000, month: 18_000 };

interface StoryWindow {
  readonly used: number;
  readonly limit: number;
  /** In the story's time; null: nothing was used. */
  readonly nextRefreshMs: number | null;
}

export interface StoryMoment {
  readonly fiveHours: StoryWindow;
  readonly week: StoryWindow;
  readonly month: StoryWindow;
}

function sentOf(burst: Burst, simulatedMs: number): number {
  const elapsedMinutes = simulatedMs / minuteMs - burst.fromMinute;
  const share = Math.min(1, Math.max(0, elapsedMinutes / burst.minutes));
  return Math.floor(share * burst.requests);
}

/** How many of the listed requests were sent until that moment. */
export const requestsUntil = (simulatedMs: number): number =>
  bursts.reduce((sent, burst) => sent + sentOf(burst, simulatedMs), 0);

/** When the whole oldest burst that still counts will have left the five hours: reported as the next refresh. */
function fiveHoursRefreshMs(simulatedMs: number): number | null {
  const oldestMs = simulatedMs - fiveHoursMs;
  const counted = bursts.find((burst) => sentOf(burst, simulatedMs) > sentOf(burst, oldestMs));
  if (counted === undefined) return null;
  return storyStartMs + (counted.fromMinute + counted.minutes) * minuteMs + fiveHoursMs;
}

/** What was used since a reset; the use before the story counts only until the first reset within it. */
function usedSince(resetMs: number, firstResetMs: number, before: number, simulatedMs: number): number {
  if (resetMs === firstResetMs) return before + requestsUntil(simulatedMs);
  return requestsUntil(simulatedMs) - requestsUntil(resetMs - storyStartMs);
}

/**
 * The three windows at a moment of the story, `simulatedMs` after its start (also before, and after its end).
 * The five hours are a rolling window: each request counts until five hours after it was sent. Week and month reset at 00:00 UTC+8.
 */
export function storyAt(simulatedMs: number): StoryMoment {
  const nowMs = storyStartMs + simulatedMs;
  const week = weekStartMs(nowMs);
  const month = monthStartMs(nowMs, storyMonthDay);
  return {
    fiveHours: {
      used: requestsUntil(simulatedMs) - requestsUntil(simulatedMs - fiveHoursMs),
      limit: limits.fiveHours,
      nextRefreshMs: fiveHoursRefreshMs(simulatedMs),
    },
    week: {
      used: usedSince(week, weekStartMs(storyStartMs), usedBefore.week, simulatedMs),
      limit: limits.week,
      nextRefreshMs: weekEndMs(nowMs),
    },
    month: {
      used: usedSince(month, monthStartMs(storyStartMs, storyMonthDay), usedBefore.month, simulatedMs),
      limit: limits.month,
      nextRefreshMs: monthEndMs(nowMs, storyMonthDay),
    },
  };
}
