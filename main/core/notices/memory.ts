import * as z from 'zod';
import type { PoolId } from '../quota/model.ts';
import { EpisodesSchema } from './episodes.ts';
import { PlanEndsSchema } from './plan-ends.ts';
import { armed, RememberedAlertsSchema } from './remembered.ts';
import { SnoozesSchema } from './snooze.ts';
import { SpillSchema } from './spill.ts';

/** What is kept between readings and between runs, so that nothing is told twice. */
export const noticeMemoryFields = {
  remembered: RememberedAlertsSchema,
  snoozes: SnoozesSchema,
  episodes: EpisodesSchema,
  planEnds: PlanEndsSchema,
  spill: SpillSchema.default(null),
};
const NoticeMemorySchema = z.strictObject(noticeMemoryFields);
export type NoticeMemory = Readonly<z.infer<typeof NoticeMemorySchema>>;

export const emptyMemory: NoticeMemory = { remembered: [], snoozes: [], episodes: [], planEnds: [], spill: null };

/** Adds what an earlier run remembered and this one does not. */
export function joinMemories(earlier: NoticeMemory, later: NoticeMemory): NoticeMemory {
  const isKnown = ({ pool, windowId }: NoticeMemory['remembered'][number]): boolean =>
    later.remembered.some((one) => one.pool === pool && one.windowId === windowId);
  return {
    remembered: [...earlier.remembered.filter((entry) => !isKnown(entry)), ...later.remembered],
    snoozes: [...earlier.snoozes, ...later.snoozes],
    episodes: [...earlier.episodes, ...later.episodes],
    planEnds: [...earlier.planEnds, ...later.planEnds],
    spill: later.spill ?? earlier.spill,
  };
}

/** Forgets that a window was announced, and that it was snoozed, so that what is true of it is announced as if it just happened. */
export function asUnheard(
  memory: NoticeMemory,
  window: Pick<NoticeMemory['snoozes'][number], 'pool' | 'windowId'>,
): NoticeMemory {
  const isOther = ({ pool, windowId }: typeof window): boolean => pool !== window.pool || windowId !== window.windowId;
  return {
    ...memory,
    remembered: memory.remembered.map((one) => (isOther(one) ? one : armed(one.pool, one.windowId))),
    snoozes: memory.snoozes.filter(isOther),
    episodes: memory.episodes.filter((one) => isOther(one) || one.state !== 'running-out'),
  };
}

/** Forgets some pools. What is paid beside the plans belongs to all pools together. */
export function withoutPools(memory: NoticeMemory, pools: readonly PoolId[]): NoticeMemory {
  const isOther = ({ pool }: { readonly pool: PoolId }): boolean => !pools.includes(pool);
  return {
    remembered: memory.remembered.filter(isOther),
    snoozes: memory.snoozes.filter(isOther),
    episodes: memory.episodes.filter(isOther),
    planEnds: memory.planEnds.filter(isOther),
    spill: pools.length === 0 ? memory.spill : null,
  };
}
