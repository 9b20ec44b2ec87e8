import type { Failure } from '../../failure.ts';
import type { PoolId, PoolStatus, Reading } from '../../quota/model.ts';
import { percentDown, readingOf } from '../../quota/share.ts';
import { explainFailure } from '../explain.ts';
import { formatAge, formatPercent, type Place } from '../format.ts';
import { inOrder } from '../level.ts';
import type { Explanation } from '../words/explanation.ts';
import type { Words } from '../words/index.ts';
import { planName } from './plan-name.ts';
import { planOver, termOf } from './plan-term.ts';
import { detailsOf, type PoolDetails } from './pool-details.ts';
import { asOfNow } from './still-to-wait.ts';
import { type WindowView, windowView } from './window-view.ts';

/** The button a way out comes with; null where there is nothing to press. */
export type Remedy = 'retry' | 'sign-in' | 'console' | null;

export interface Trouble extends Explanation {
  readonly kind: Failure['kind'];
  readonly remedy: Remedy;
}

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
  readonly nowMs: number;
  readonly place: Place;
}

const remedies: Readonly<Record<Failure['kind'], Remedy>> = {
  offline: 'retry',
  timeout: 'retry',
  tls: 'retry',
  proxy: 'retry',
  'signed-out': 'sign-in',
  'session-expired': 'sign-in',
  'no-right': 'console',
  'rate-limited': null,
  'server-error': 'retry',
  'login-page': 'sign-in',
  'business-error': 'console',
  'unknown-shape': 'retry',
  'too-large': 'retry',
  'program-failed': 'retry',
  'program-could-not-tell': 'sign-in',
  'not-asked-yet': null,
  unreadable: 'retry',
};

function troubleOf({ status, nowMs, place }: PoolInput): Trouble | null {
  if (status.state !== 'stale' && status.state !== 'failed') return null;
  const { failure, failedAtMs } = status;
  const { kind } = failure;
  return {
    kind,
    remedy: remedies[kind],
    ...explainFailure(asOfNow(failure, failedAtMs, nowMs), place.words),
  };
}

/** One pool as a card. An old reading never looks new: it carries its age and the reason why there is no newer one. */
export function poolView(input: PoolInput): PoolView {
  const { status, place, nowMs } = input;
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
    trouble: troubleOf(input),
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
  return sourceId === 'session-log' ? quota.estimateHint : quota.movedHint;
}

function ageSentence(takenAtMs: number, old: boolean, nowMs: number, { words }: Place): string {
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

function disagreementsOf(status: PoolStatus, { words }: Place): readonly string[] {
  if (status.state !== 'fresh' && status.state !== 'stale') return [];
  const percent = (share: number): string => formatPercent(percentDown(share, 1), words);
  // This computer's logs cannot know what is used elsewhere: that they show less is no contradiction, and one sentence.
  const isElsewhere = (other: (typeof status.disagreements)[number]): boolean =>
    other.otherSourceId === 'session-log' && other.otherShare < other.shownShare;
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
