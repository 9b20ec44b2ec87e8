import type { Preferences } from '../preferences.ts';
import { type Alert, decideAlerts, rememberAnnounced } from './alerts.ts';
import type { Decision } from './decision.ts';
import { afterEpisodeAlert, decideEpisodes, type EpisodeAlert, type EpisodeFacts } from './episodes.ts';
import type { NoticeMemory } from './memory.ts';
import { afterPlanEnd, decidePlanEnds, type PlanEndAlert } from './plan-ends.ts';
import { lasts } from './snooze.ts';
import { afterSpill, decideSpill, type SpillAlert, type SpillFacts } from './spill.ts';
import type { NoticeSubject, SingleSubject } from './subject.ts';
import { joined, windowTag } from './subjects.ts';

/** What notices that follow from readings are decided by. */
export interface NoticeFacts extends Omit<EpisodeFacts, 'preferences' | 'snoozes'>, Omit<SpillFacts, 'preferences'> {
  readonly preferences: EpisodeFacts['preferences'] & Pick<Preferences, 'warnAtUsedPercents'>;
}

/** Something to be told. */
export type Due = ({ readonly kind: 'threshold' } & Alert) | EpisodeAlert | PlanEndAlert | SpillAlert;

interface NoticeDecision {
  readonly due: readonly Due[];
  readonly memory: NoticeMemory;
  readonly decisions: readonly Decision[];
}

/**
 * Decides what is to be told now, and what to remember in any case: the same memory if nothing changes. What is due stays due
 * until {@link afterShown} records that it was told.
 */
export function decideNotices(facts: NoticeFacts, memory: NoticeMemory): NoticeDecision {
  const { pools, preferences, nowMs } = facts;
  const { snoozes } = memory;
  const alerts = decideAlerts({ pools }, preferences, memory.remembered, nowMs, snoozes);
  const changes = decideEpisodes({ ...facts, snoozes }, memory.episodes);
  const ends = decidePlanEnds(pools, preferences, memory.planEnds, nowMs);
  const spill = decideSpill(facts, memory.spill);
  const lasting = snoozes.filter((snooze) => lasts(snooze, changes.back, nowMs));
  const after: NoticeMemory = {
    remembered: alerts.remembered,
    snoozes: lasting.length < snoozes.length ? lasting : snoozes,
    episodes: changes.episodes,
    planEnds: ends.planEnds,
    spill: spill.spill,
  };
  return {
    due: [
      ...alerts.due.map((alert): Due => ({ kind: 'threshold', ...alert })),
      ...changes.due,
      ...ends.due,
      ...(spill.due === null ? [] : [spill.due]),
    ],
    memory: isSame(memory, after) ? memory : after,
    decisions: [...alerts.decisions, ...changes.decisions, ...spill.decisions],
  };
}

const isSame = (one: NoticeMemory, other: NoticeMemory): boolean =>
  one.remembered === other.remembered &&
  one.snoozes === other.snoozes &&
  one.episodes === other.episodes &&
  one.planEnds === other.planEnds &&
  one.spill === other.spill;

/** Records that something was told. Not to be called before. */
export function afterShown(memory: NoticeMemory, due: Due): NoticeMemory {
  switch (due.kind) {
    case 'threshold':
      return { ...memory, remembered: rememberAnnounced(memory.remembered, due) };
    case 'running-out':
    case 'returned':
      return { ...memory, episodes: afterEpisodeAlert(memory.episodes, due) };
    case 'plan-ending':
      return { ...memory, planEnds: afterPlanEnd(memory.planEnds, due) };
    case 'spill':
      return { ...memory, spill: afterSpill(memory.spill, due) };
  }
}

/** What of it must not be told at the same time again. */
export const keyOf = (due: Due): string =>
  'window' in due ? windowTag(due.pool, due.window.id) : `${due.pool}/${due.kind}`;

/** The notices to show: those of all windows are one. */
export function noticesOf(due: readonly Due[], currency: string): readonly NoticeOfDue[] {
  const ofWindows = due.filter((one) => 'window' in one);
  const others = due.filter((one) => !('window' in one));
  return [ofWindows, ...others.map((one) => [one])].flatMap((group) => {
    const subject = joined(group.map((one) => subjectOf(one, currency)));
    return subject === null ? [] : [{ due: group, subject }];
  });
}

interface NoticeOfDue {
  readonly due: readonly Due[];
  readonly subject: NoticeSubject;
}

function subjectOf(due: Due, currency: string): SingleSubject {
  switch (due.kind) {
    case 'threshold': {
      const { kind, pool, window, thresholdPercent } = due;
      return { kind, pool, window, thresholdPercent, currency };
    }
    case 'plan-ending': {
      const { toldDays: _, ...subject } = due;
      return subject;
    }
    case 'spill':
      return due;
    default:
      return { ...due, currency };
  }
}

/** The thresholds that were reached together with a higher one, which was told instead. */
export const passedOver = (due: Due, atMs: number): readonly Decision[] =>
  due.kind !== 'threshold'
    ? []
    : due.passedOver.map((thresholdPercent) => ({
        atMs,
        kind: 'threshold',
        pool: due.pool,
        windowId: due.window.id,
        thresholdPercent,
        outcome: 'passed-over',
      }));
