import * as z from 'zod';
import { dayMs, hourMs } from '../quota/calendar.ts';
import { PoolIdSchema, type PoolStatus, type Reading } from '../quota/model.ts';
import { isWanted, type NoticeSwitches } from './wanted.ts';

export const PlanEndsSchema = z
  .array(
    z.strictObject({
      pool: PoolIdSchema,
      endsAtMs: z.number().int(),
      /** The days before the end of which the user knows; null: none yet. */
      toldDays: z.number().nullable(),
    }),
  )
  .readonly();
/** The next end of each plan, and what the user was told of it. */
export type PlanEnds = z.infer<typeof PlanEndsSchema>;

/** A plan ends, or a free amount of at least one model. */
export interface PlanEndAlert {
  readonly kind: 'plan-ending';
  readonly pool: Reading['pool'];
  readonly endsAtMs: number;
  /** How many models of the free tier end by then; 0: it is a plan. */
  readonly models: number;
  readonly toldDays: number;
}

export interface PlanEndDecision {
  readonly due: readonly PlanEndAlert[];
  readonly planEnds: PlanEnds;
}

const stepsInDays = [1, 3, 7];
/** Ends closer than this are the same one. */
const sameEndMs = hourMs;
const tooOldMs = hourMs;

/**
 * Decides by fresh readings which ends are 7, 3 or 1 day away, each once; plans that renew themselves do not end. What a
 * first reading shows is not announced. What is due stays due until {@link afterPlanEnd} records it.
 */
export function decidePlanEnds(
  pools: readonly PoolStatus[],
  preferences: NoticeSwitches,
  planEnds: PlanEnds,
  nowMs: number,
): PlanEndDecision {
  const due: PlanEndAlert[] = [];
  let after = planEnds;
  for (const status of pools) {
    if (status.state !== 'fresh' || nowMs - status.reading.takenAtMs > tooOldMs) continue;
    const { pool } = status;
    const ends = endsOf(status.reading).filter((endsAtMs) => endsAtMs > nowMs);
    if (ends.length === 0) continue;
    const endsAtMs = Math.min(...ends);
    const step = stepsInDays.find((days) => endsAtMs - nowMs <= days * dayMs) ?? null;
    const known = planEnds.find((one) => one.pool === pool) ?? null;
    const told = known === null || Math.abs(known.endsAtMs - endsAtMs) > sameEndMs ? null : known.toldDays;
    const models = pool === 'free-tier' ? ends.filter((atMs) => atMs <= endsAtMs + dayMs).length : 0;
    const isNews = step !== null && (told === null || step < told);
    if (known === null || (isNews && !isWanted('plan-ending', preferences))) {
      after = withEnd(after, { pool, endsAtMs, toldDays: step });
    } else if (isNews) due.push({ kind: 'plan-ending', pool, endsAtMs, models, toldDays: step });
    else if (known.endsAtMs !== endsAtMs) after = withEnd(after, { pool, endsAtMs, toldDays: told });
  }
  return { due, planEnds: after };
}

/** Records that an end was announced. */
export const afterPlanEnd = (planEnds: PlanEnds, { pool, endsAtMs, toldDays }: PlanEndAlert): PlanEnds =>
  withEnd(planEnds, { pool, endsAtMs, toldDays });

const withEnd = (planEnds: PlanEnds, end: PlanEnds[number]): PlanEnds => [
  ...planEnds.filter(({ pool }) => pool !== end.pool),
  end,
];

/** When what a reading is about ends: the plan, or each model of the free tier of which something is left. */
function endsOf(reading: Reading): readonly number[] {
  if (reading.pool === 'free-tier') {
    const left = reading.models.filter(({ quota }) => quota !== null && quota.remaining > 0);
    return left.flatMap(({ endsAtMs }) => endsAtMs ?? []);
  }
  return 'autoRenews' in reading && reading.autoRenews !== true ? [reading.endsAtMs].flatMap((atMs) => atMs ?? []) : [];
}
