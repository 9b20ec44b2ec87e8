import type { PoolId, PoolStatus, Reading } from '../../quota/model.ts';
import { percentDown, readingOf } from '../../quota/share.ts';
import { originOfSource } from '../../quota/source-origin.ts';
import { formatAge, formatPercent, type Locale } from '../format.ts';
import { inOrder } from '../level.ts';
import type { Explanation } from '../words/explanation.ts';
import type { Words } from '../words/index.ts';
import { planName } from './plan-name.ts';
import { planOver, termOf } from './plan-term.ts';
import { detailsOf, type PoolDetails } from './pool-details.ts';
import { type Trouble, troubleOf } from './trouble.ts';
import { type WindowView, windowView } from './window-view.ts';

export interface PoolView {
  readonly pool: PoolId;
  readonly name: string;
  /** Plan or tier. */
  readonly badge: string | null;
  readonly state: PoolStatus['state'];
  readonly windows: readonly WindowView[];
  readonly trouble: Trouble | null;
  /** "Updated 3 min ago", or for an old reading "Last good reading …"; null without a reading. */
  readonly ageText: string | null;
  readonly sourceText: string | null;
  /** Where an estimate comes from; null where every number is the service's own. */
  readonly estimateHint: string | null;
  readonly disagreements: readonly string[];
  /** A plan that gives nothing any more. */
  readonly over: Explanation | null;
  /** End and renewal of a plan that is not over, its days left, an odd status. */
  readonly termText: string | null;
  readonly details: PoolDetails;
}

/** When a window will be used up, as a forecast says. */
export interface WindowRunOut {
  readonly pool: PoolId;
  readonly windowId: string;
  readonly runsOutAtMs: number;
}

export interface PoolInput {
  readonly status: PoolStatus;
  readonly currency: string;
  readonly runOuts: readonly WindowRunOut[];
  /** Whether somebody asks again without being told to, as the running app does. */
  readonly isAskedAgain: boolean;
  readonly nowMs: number;
  readonly place: Locale;
}

/** One pool as a card. An old reading never looks new: it carries its age and the reason why there is no newer one. */
export function poolView(input: PoolInput): PoolView {
  const { status, isAskedAgain, place, nowMs } = input;
  const { words } = place;
  const reading = readingOf(status);
  const old = status.state === 'stale';
  const over = reading === null ? null : planOver(reading, nowMs, place);
  return {
    pool: status.pool,
    name: words.quota.pool[status.pool],
    badge: reading === null ? null : badgeOf(reading),
    state: status.state,
    windows: windowsOf(input, reading),
    trouble: troubleOf(status, isAskedAgain, nowMs, place),
    ageText: reading === null ? null : ageSentence(reading.takenAtMs, old, nowMs, place),
    sourceText: reading === null ? null : words.quota.from(words.quota.source[reading.sourceId]),
    estimateHint: reading === null ? null : estimateHint(reading, words),
    disagreements: disagreementsOf(status, place),
    over,
    termText: reading === null || over !== null ? null : termOf(reading, nowMs, place),
    details: reading === null ? { kind: 'none' } : detailsOf(reading, nowMs, place),
  };
}

function estimateHint({ windows, sourceId }: Reading, { quota }: Words): string | null {
  if (windows.every(({ certainty }) => certainty === 'exact')) return null;
  return originOfSource[sourceId] === 'this-computer' ? quota.estimateHint : quota.movedHint;
}

function ageSentence(takenAtMs: number, old: boolean, nowMs: number, { words }: Locale): string {
  const ageText = formatAge(takenAtMs, nowMs, words);
  return old ? words.quota.lastGood(ageText) : words.quota.updated(ageText);
}

function badgeOf(reading: Reading): string | null {
  switch (reading.pool) {
    case 'coding-plan':
    case 'token-plan-team':
      return planName(reading.pool, reading.plan);
    case 'token-plan-personal':
      return planName(reading.pool, reading.tier);
    case 'free-tier':
    case 'pay-as-you-go':
      return null;
  }
}

/** The forecast of one window; null where there is none. */
export const runOutOf = (runOuts: readonly WindowRunOut[], pool: PoolId, windowId: string): number | null =>
  runOuts.find((runOut) => runOut.pool === pool && runOut.windowId === windowId)?.runsOutAtMs ?? null;

function windowsOf(input: PoolInput, reading: Reading | null): readonly WindowView[] {
  const { status, runOuts } = input;
  return inOrder(reading?.windows ?? []).map((window) =>
    windowView({ ...input, window, runsOutAtMs: runOutOf(runOuts, status.pool, window.id) }),
  );
}

function disagreementsOf(status: PoolStatus, { words }: Locale): readonly string[] {
  if (status.state !== 'fresh' && status.state !== 'stale') return [];
  const percent = (share: number): string => formatPercent(percentDown(share, 1), words);
  // This computer's logs cannot know what is used elsewhere: that they show less is no contradiction, and one sentence.
  const isElsewhere = (other: (typeof status.disagreements)[number]): boolean =>
    originOfSource[other.otherSourceId] === 'this-computer' && other.otherShare < other.shownShare;
  const contradictions = status.disagreements
    .filter((other) => !isElsewhere(other))
    .map((other) =>
      words.quota.disagreement(
        words.quota.window[other.windowId],
        words.quota.source[other.otherSourceId],
        percent(other.shownShare),
        percent(other.otherShare),
      ),
    );
  return status.disagreements.some(isElsewhere) ? [...contradictions, words.quota.usedElsewhere] : contradictions;
}
