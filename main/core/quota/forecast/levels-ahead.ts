import * as z from 'zod';
import { hasReset } from '../calendar.ts';
import { PoolIdSchema, type QuotaWindow, type Reading, type Snapshot, WindowIdSchema } from '../model.ts';
import type { UtcOffsetAt } from '../outlook/local-time.ts';
import { readingOf } from '../share.ts';
import { certainlyBack, comingBack, consumptionOf, possiblyBack } from './consumption.ts';
import { countedUntilMs, type OwnRequests } from './own-requests.ts';
import { stepMs } from './past-use.ts';
import type { HistorySeries } from './samples.ts';
import { type Scenario, stepsAhead } from './scenarios.ts';
import { type FindWays, waysAhead } from './ways-ahead.ts';

const percent = z.number().min(0).max(100);

/**
 * How full a window will be at one time, in percent of its limit. `ifStopped`: nothing more is used. In 1, 5 and 9 of 10
 * cases it is at most as full as `low`, `likely` and `high`; without work `likely` equals `ifStopped`. What was used while
 * nobody watched may come back early or late, which `low` and `high` allow for.
 */
const LevelAheadSchema = z.strictObject({
  atMs: z.number().int(),
  ifStopped: percent,
  low: percent,
  likely: percent,
  high: percent,
});
export type LevelAhead = Readonly<z.infer<typeof LevelAheadSchema>>;

/** The next five hours of a rolling window, a level each quarter of an hour, the first one now. */
export const LevelsAheadSchema = z.strictObject({
  pool: PoolIdSchema,
  windowId: WindowIdSchema,
  levels: z.array(LevelAheadSchema).readonly(),
});
export type LevelsAhead = Readonly<z.infer<typeof LevelsAheadSchema>>;

const everySteps = 3;

/** The next hours of every rolling window whose use was watched. */
export const levelsAhead = (
  snapshot: Snapshot,
  history: readonly HistorySeries[],
  nowMs: number,
  utcOffsetAt: UtcOffsetAt = () => 0,
  own: OwnRequests = [],
  findWays: FindWays = waysAhead,
): readonly LevelsAhead[] =>
  snapshot.pools.flatMap((status) => {
    const reading = readingOf(status);
    const rolling = reading?.windows.filter(({ renewal }) => renewal === 'rolling') ?? [];
    if (reading === null || rolling.length === 0) return [];
    const waysOf = findWays(reading, history, nowMs, utcOffsetAt(nowMs), own);
    const untilMs = countedUntilMs(reading, own, nowMs);
    return rolling.flatMap((window) => {
      const ways = waysOf(window);
      if (ways === null || hasReset(window, reading.takenAtMs, nowMs)) return [];
      const stopped = ifStopped(reading, window, history, untilMs, own);
      const levels = levelsOf(window, untilMs, nowMs, stopped, ways === 'quiet' ? [] : ways);
      return levels.length === 0 ? [] : [{ pool: reading.pool, windowId: window.id, levels }];
    });
  });

/** How much a window counts some steps after the reading if nothing is used. */
interface Stopped {
  usedAfter(steps: number): number;
  /** The same, if what was used at an unknown time comes back as early and as late as it can. */
  leastAfter(steps: number): number;
  mostAfter(steps: number): number;
}

function ifStopped(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  untilMs: number,
  own: OwnRequests,
): Stopped {
  const pieces = consumptionOf(reading, window, history, untilMs, own);
  const after = (steps: number): number => untilMs + steps * stepMs;
  return {
    usedAfter: (steps) => window.used - comingBack(pieces, window, untilMs, after(steps)),
    leastAfter: (steps) => window.used - possiblyBack(pieces, window, after(steps)),
    mostAfter: (steps) => window.used - certainlyBack(pieces, window, after(steps)),
  };
}

/** The levels from `nowMs` on. No scenarios: nothing is used. */
export function levelsOf(
  { limit }: Pick<QuotaWindow, 'limit'>,
  untilMs: number,
  nowMs: number,
  stopped: Stopped,
  scenarios: readonly Scenario[],
): readonly LevelAhead[] {
  const percentOf = (used: number): number => Math.min(100, Math.max(0, (100 * used) / limit));
  const levels: LevelAhead[] = [];
  for (let steps = 0; steps <= stepsAhead; steps += everySteps) {
    const atMs = untilMs + steps * stepMs;
    // Of the time before now only its last level counts, as that of now.
    if (atMs + everySteps * stepMs <= nowMs) continue;
    const uses = scenarios.map(({ weight, useWithin }) => ({ weight, use: useWithin(steps) }));
    uses.sort((one, other) => one.use - other.use);
    const used = stopped.usedAfter(steps);
    const [low = 0, likely = 0, high = 0] = [0.1, 0.5, 0.9].map((share) => quantile(uses, share));
    levels.push({
      atMs: Math.max(atMs, nowMs),
      ifStopped: percentOf(used),
      low: percentOf(stopped.leastAfter(steps) + low),
      likely: percentOf(used + likely),
      high: percentOf(stopped.mostAfter(steps) + high),
    });
  }
  return levels;
}

/** The least use that this share of the cases, by weight, does not exceed; 0 if there are none. */
function quantile(uses: readonly { readonly weight: number; readonly use: number }[], share: number): number {
  const wanted = share * uses.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  for (const { weight, use } of uses) {
    before += weight;
    if (before >= wanted) return use;
  }
  return uses.at(-1)?.use ?? 0;
}
