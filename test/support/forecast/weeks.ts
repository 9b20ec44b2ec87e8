import { dayMs, hourMs, minuteMs, weekEndMs, weekMs } from '../../../main/core/quota/calendar.ts';
import { runningOut } from '../../../main/core/quota/forecast/forecast.ts';
import { type HistoryPoint, thinned } from '../../../main/core/quota/forecast/samples.ts';
import type { QuotaWindow, Reading } from '../../../main/core/quota/model.ts';
import { codingPlan, snapshotOf } from '../readings.ts';
import { randomFrom } from './random.ts';
import { startMs } from './service.ts';
import { type UserKind, wishesOf } from './users.ts';

/** Three weeks to learn from, and three that are judged. */
const learnedWeeks = 3;
const weeks = 6;
const pollEveryMs = 30 * minuteMs;
/** A week is judged from its first day on. */
const judgedFromMs = dayMs;
const judgedEveryMs = 6 * hourMs;

/** How far off the end of a week was, in each judged moment before it. Saying nothing counts as naming the reset. */
export interface WeekScore {
  readonly oursMs: number[];
  readonly lineMs: number[];
  /** Weeks that were used up. */
  ends: number;
  /** Moments in weeks that lasted, and those of them at which an end was foreseen. */
  lasting: number;
  readonly falseEnds: { ours: number; line: number };
}

export const noWeekScore = (): WeekScore => ({
  ...{ oursMs: [], lineMs: [], ends: 0, lasting: 0, falseEnds: { ours: 0, line: 0 } },
});

/** The week's window of a generated user, by the poll, and when each week was used up. */
function livedWeeks(kind: UserKind, seed: number) {
  const wishes = wishesOf(kind, seed, 7 * weeks);
  const perWeek = wishes.reduce((sum, wish) => sum + wish, 0) / weeks;
  const limit = Math.max(1, Math.round(perWeek * randomFrom(seed ^ 0x2f6b).between(0.6, 1.05)));
  const points: HistoryPoint[] = [];
  const endedAtMs: (number | null)[] = [];
  let used = 0;
  for (const [minute, wish] of wishes.entries()) {
    const atMs = startMs + minute * minuteMs;
    const week = Math.floor((atMs - startMs) / weekMs);
    if (week === endedAtMs.length) {
      endedAtMs.push(null);
      used = 0;
    }
    used += wish;
    if (used >= limit) {
      used = limit;
      endedAtMs[week] ??= atMs;
    }
    if ((atMs - startMs) % pollEveryMs === 0) points.push({ atMs, used: Math.floor(used), limit });
  }
  return { limit, points, endedAtMs };
}

/** Adds what this app and a straight line say of the weeks of a generated user, who lives eight hours ahead of UTC. */
export function judgeWeeks(kind: UserKind, seed: number, score: WeekScore): void {
  const { limit, points, endedAtMs } = livedWeeks(kind, seed);
  for (let week = learnedWeeks; week < weeks; week += 1) {
    const fromMs = startMs + week * weekMs;
    const endMs = endedAtMs[week] ?? null;
    if (endMs !== null) score.ends += 1;
    for (let nowMs = fromMs + judgedFromMs; nowMs < (endMs ?? fromMs + weekMs); nowMs += judgedEveryMs) {
      const past = points.filter(({ atMs }) => atMs <= nowMs);
      const { used } = past.at(-1) ?? { used: 0 };
      const said = {
        ours: oursAt(used, limit, thinned(past, nowMs), nowMs),
        line: used === 0 ? null : nowMs + (limit - used) * ((nowMs - fromMs) / used),
      };
      const ends = (atMs: number | null): number => Math.min(atMs ?? Number.POSITIVE_INFINITY, fromMs + weekMs);
      if (endMs !== null) {
        score.oursMs.push(Math.abs(ends(said.ours) - endMs));
        score.lineMs.push(Math.abs(ends(said.line) - endMs));
        continue;
      }
      score.lasting += 1;
      if (ends(said.ours) < fromMs + weekMs) score.falseEnds.ours += 1;
      if (ends(said.line) < fromMs + weekMs) score.falseEnds.line += 1;
    }
  }
}

function oursAt(used: number, limit: number, points: readonly HistoryPoint[], nowMs: number): number | null {
  const window: QuotaWindow = {
    ...{ id: 'week', unit: 'requests', used, limit, resetsAtMs: weekEndMs(nowMs) },
    ...{ renewal: 'calendar', certainty: 'exact' },
  };
  const reading: Reading = { ...codingPlan({ takenAtMs: nowMs }), windows: [window] };
  const history = [{ pool: 'coding-plan', windowId: 'week', certainty: 'exact', points }] as const;
  const snapshot = snapshotOf({ pool: 'coding-plan', state: 'fresh', reading, disagreements: [] });
  return runningOut(snapshot, history, nowMs, () => 8 * hourMs)[0]?.runsOutAtMs ?? null;
}
