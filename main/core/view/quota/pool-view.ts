import type { RunningOut } from '../../quota/forecast/forecast.ts';
import type { Recovery } from '../../quota/forecast/recovery.ts';
import type { PoolId, PoolStatus, Reading, WindowId } from '../../quota/model.ts';
import { isOldReading } from '../../quota/old-reading.ts';
import type { Outlook } from '../../quota/outlook/outlook.ts';
import type { WhatIf } from '../../quota/outlook/what-if.ts';
import { packsLeft, withPacks } from '../../quota/packs.ts';
import { readingOf, shownPercent } from '../../quota/share.ts';
import { originOfSource } from '../../quota/source-origin.ts';
import { resetOf } from '../../quota/window-span.ts';
import { formatAge, formatPercent, type Locale } from '../format.ts';
import { inOrder } from '../level.ts';
import type { Explanation } from '../words/explanation.ts';
import type { Words } from '../words/index.ts';
import { planName } from './plan-name.ts';
import { planOver, termOf } from './plan-term.ts';
import { detailsOf, type PoolDetails } from './pool-details.ts';
import { type PoolLine, poolLine } from './pool-line.ts';
import { type Trouble, troubleOf } from './trouble.ts';
import { type WhatIfView, whatIfView } from './what-if-view.ts';
import { type WindowInput, type WindowView, windowView } from './window-view.ts';

export interface PoolView {
  readonly pool: PoolId;
  readonly name: string;
  /** The plan or tier; null if it is unknown or repeats the name. */
  readonly badge: string | null;
  readonly state: PoolStatus['state'];
  readonly windows: readonly WindowView[];
  /** The windows whose numbers could not be read, each with its name. */
  readonly unreadable: readonly { readonly id: WindowId; readonly name: string }[];
  readonly trouble: Trouble | null;
  /** "Updated 3 min ago", or "Last good reading …" for an old one; null without a reading. */
  readonly ageText: string | null;
  readonly sourceText: string | null;
  /** Explains how estimated numbers came about; null if every number is the service's own. */
  readonly estimateHint: string | null;
  readonly disagreements: readonly string[];
  /** Explains that the plan gives nothing any more; null while it runs. */
  readonly over: Explanation | null;
  /** Status, end, days left and renewal of a plan that is not over. */
  readonly termText: string | null;
  /** How often each plan of its kind would have been full; null: too little is known. */
  readonly whatIf: WhatIfView | null;
  readonly details: PoolDetails;
  /** The pool in one line, as long as it is folded. */
  readonly line: PoolLine;
}

export interface PoolInput {
  readonly status: PoolStatus;
  readonly currency: string;
  readonly runOuts: readonly RunningOut[];
  readonly recoveries: readonly Recovery[];
  readonly outlooks: readonly Outlook[];
  readonly whatIfs: readonly WhatIf[];
  /** Whether the sources are asked again by themselves, as the running app does. */
  readonly isAskedAgain: boolean;
  /** Whether the app that asked has quit. */
  readonly hasQuit: boolean;
  readonly nowMs: number;
  readonly locale: Locale;
}

/** Describes one pool. An old reading comes with its age and the reason why there is no newer one. */
export function poolView(input: PoolInput): PoolView {
  const { status, isAskedAgain, locale, nowMs } = input;
  const { words } = locale;
  const reading = readingOf(status);
  const old = status.state === 'stale';
  const over = reading === null ? null : planOver(reading, nowMs, locale);
  const view = {
    pool: status.pool,
    name: words.quota.pool[status.pool],
    badge: reading === null ? null : badgeOf(reading),
    state: status.state,
    windows: windowsOf(input, reading),
    unreadable: (reading?.unreadableWindows ?? []).map((id) => ({ id, name: words.quota.window[id] })),
    trouble: troubleOf(status, isAskedAgain, nowMs, locale),
    ageText: reading === null ? null : ageSentence(reading.takenAtMs, old, nowMs, locale),
    sourceText: reading === null ? null : words.quota.from(words.quota.source[reading.sourceId]),
    estimateHint: reading === null ? null : estimateHint(reading, words),
    disagreements: disagreementsOf(status, locale),
    over,
    termText: reading === null || over !== null ? null : termOf(reading, nowMs, locale),
    whatIf: whatIfView(
      input.whatIfs.find(({ pool }) => pool === status.pool),
      words,
    ),
    details: reading === null ? ({ kind: 'none' } as const) : detailsOf(reading, nowMs, locale),
  };
  return { ...view, line: poolLine({ ...input, view }) };
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

/** What is expected of one window. */
export function expectationsOf(
  { runOuts, recoveries, outlooks }: Pick<PoolInput, 'runOuts' | 'recoveries' | 'outlooks'>,
  pool: PoolId,
  windowId: string,
): Pick<WindowInput, 'outlook' | 'recovery' | 'runOut'> {
  const isMeant = (one: { readonly pool: PoolId; readonly windowId: string }): boolean =>
    one.pool === pool && one.windowId === windowId;
  return {
    runOut: runOuts.find(isMeant) ?? null,
    recovery: recoveries.find(isMeant) ?? null,
    outlook: outlooks.find(isMeant) ?? null,
  };
}

function windowsOf(input: PoolInput, reading: Reading | null): readonly WindowView[] {
  if (reading === null) return [];
  const { nowMs, status, hasQuit } = input;
  const left = packsLeft(reading, nowMs);
  // Of old numbers nothing is foreseen.
  const expected = isOldReading(status, nowMs, hasQuit) ? { runOuts: [], recoveries: [], outlooks: [] } : input;
  return inOrder(reading.windows).map((read) => {
    const window = { ...read, resetsAtMs: resetOf(reading, read) };
    const packs = left === 0 ? null : { left, inAll: withPacks(reading, window, nowMs) };
    return windowView({
      ...input,
      takenAtMs: reading.takenAtMs,
      window,
      packs,
      ...expectationsOf(expected, status.pool, window.id),
    });
  });
}

function disagreementsOf(status: PoolStatus, { words }: Locale): readonly string[] {
  if (status.state !== 'fresh' && status.state !== 'stale') return [];
  const percent = (share: number): string => formatPercent(shownPercent(share, 1), words);
  // The logs of this computer do not show use elsewhere. That they show less is one remark, and no disagreement.
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
