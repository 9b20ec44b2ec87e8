import type { SingleSubject } from '../../notices/subject.ts';
import { currentWindow, type WindowSubject } from '../../notices/subjects.ts';
import { type FaultKind, isUsedUp, type Refusal } from '../../provider/client-error.ts';
import type { Snapshot } from '../../quota/model.ts';
import { isFull } from '../../quota/share.ts';
import { explainRefusal } from '../explain.ts';
import { formatClock, formatDuration, formatMoney, type Locale } from '../format.ts';
import { windowView } from '../quota/window-view.ts';
import type { Words } from '../words/index.ts';

export interface NoticeText {
  readonly title: string;
  readonly body: string;
  /** Of several, each one; left out: it is one. */
  readonly parts?: readonly Pick<NoticeText, 'title' | 'body'>[];
  /** It tells what came while nobody was told, so that its title is of all of them. */
  readonly isDigest?: true;
}

/** What the words of a notice are made of, at the moment at which it is shown. */
export interface NoticeMoment {
  readonly nowMs: number;
  readonly locale: Locale;
  readonly snapshot: Pick<Snapshot, 'pools'>;
}

export const sentencesOf = ({ language }: Words, ...sentences: readonly string[]): string =>
  sentences.join(language === 'zh-CN' ? '' : ' ');

/** The words of one notice. */
export function singleText(subject: SingleSubject, moment: NoticeMoment): NoticeText {
  const { nowMs, locale } = moment;
  const { words } = locale;
  switch (subject.kind) {
    case 'threshold':
      return thresholdText({ ...subject, window: currentWindow(subject, moment) }, moment);
    case 'running-out':
    case 'returned':
      return episodeText({ ...subject, window: currentWindow(subject, moment) }, moment);
    case 'plan-ending': {
      const durationText = formatDuration(Math.max(0, subject.endsAtMs - nowMs), words);
      const clockText = formatClock(subject.endsAtMs, nowMs, locale);
      const body =
        subject.models === 0
          ? words.notice.planEndingBody(durationText, clockText)
          : words.notice.freeEndingBody(subject.models, durationText);
      return { title: words.notice.planEndingTitle(words.quota.pool[subject.pool]), body };
    }
    case 'session-ending':
      return {
        title: words.notice.sessionEndingTitle,
        body: words.notice.sessionEndingBody(formatDuration(Math.max(0, subject.endsAtMs - nowMs), words)),
      };
    case 'session-ended':
      return { title: words.notice.sessionEndedTitle, body: words.notice.sessionEndedBody };
    case 'new-version':
      return { title: words.notice.newVersionTitle(subject.version), body: words.notice.newVersionBody };
    case 'other-provider': {
      const { otherProviderTitle, otherProviderBody } = words.notice;
      return { title: otherProviderTitle, body: otherProviderBody(subject.model) };
    }
    case 'refused':
      return refusedText(subject, nowMs, locale);
    case 'spill':
      return spillText(subject, moment);
    case 'text':
      return { title: subject.title, body: subject.body };
  }
}

function spillText(subject: Extract<SingleSubject, { kind: 'spill' }>, { nowMs, locale }: NoticeMoment): NoticeText {
  const { words } = locale;
  const { cost, currency, requests } = subject;
  const { spillTitle, spillFreeTitle, spillBody, spillCost, spillWayOut } = words.notice;
  const body = spillBody(words.quota.pool[subject.pool], formatClock(subject.sinceMs, nowMs, locale), requests);
  const costs = cost === null ? [] : [spillCost(formatMoney(cost, currency, words))];
  return { title: cost === null ? spillFreeTitle : spillTitle, body: sentencesOf(words, body, ...costs, spillWayOut) };
}

/** The faults that are about the model. Of the others it is said only if it has a name: it tells which entry is meant. */
const modelFaults: readonly FaultKind[] = ['unpurchased', 'free-tier-only', 'model-unknown', 'input-too-long'];

function refusedText(
  subject: { readonly refusal: Refusal; readonly model: string | null },
  nowMs: number,
  locale: Locale,
): NoticeText {
  const { words } = locale;
  const { refusal } = subject;
  const { kind, resetsAtMs } = refusal;
  const model = subject.model ?? words.notice.unlistedModel;
  if (kind === 'rate-limit') return { title: words.notice.rateLimitTitle, body: words.notice.rateLimitBody(model) };
  if (!isUsedUp(kind)) {
    const { what, wayOut } = explainRefusal(refusal, nowMs, locale);
    const about = subject.model !== null || modelFaults.includes(kind) ? [words.notice.faultModel(model)] : [];
    return { title: words.notice.faultTitles[kind], body: sentencesOf(words, what, ...about, wayOut) };
  }
  const { refusedTitle, refusedPlanTitle, refusedBody, refusedResets } = words.notice;
  const window = kind === 'token-plan' ? refusal.window : kind;
  const reset = resetsAtMs === null ? [] : [refusedResets(formatClock(resetsAtMs, nowMs, locale))];
  return {
    title: window === null ? refusedPlanTitle : refusedTitle(words.quota.windowInSentence[window]),
    body: sentencesOf(words, ...reset, refusedBody(model)),
  };
}

function thresholdText(subject: WindowSubject, { nowMs, locale }: NoticeMoment): NoticeText {
  const { words } = locale;
  const name = words.quota.windowInSentence[subject.window.id];
  const pool = words.quota.pool[subject.pool];
  const { exactPercentText, amountLeftText, reset, isEstimate } = windowView({ ...subject, nowMs, locale });
  const resetText = reset?.atText ?? null;
  const isEmpty = isFull(subject.window);
  const body = isEmpty
    ? words.notice.usedUpBody(pool, resetText)
    : words.notice.thresholdBody(pool, amountLeftText, resetText);
  return {
    title: isEmpty ? words.notice.usedUpTitle(name) : words.notice.thresholdTitle(name, exactPercentText),
    body: isEstimate ? sentencesOf(words, body, words.notice.estimated) : body,
  };
}

type EpisodeSubject = Extract<SingleSubject, { readonly kind: 'running-out' | 'returned' }>;

function episodeText(subject: EpisodeSubject, { nowMs, locale }: NoticeMoment): NoticeText {
  const { words } = locale;
  const name = words.quota.windowInSentence[subject.window.id];
  const pool = words.quota.pool[subject.pool];
  const { amountLeftText } = windowView({ ...subject, nowMs, locale });
  if (subject.kind === 'returned') {
    return { title: words.notice.returnedTitle(name), body: words.notice.thresholdBody(pool, amountLeftText, null) };
  }
  const clockText = formatClock(subject.runsOutAtMs, nowMs, locale);
  return {
    title: words.notice.runningOutTitle(name),
    body: words.notice.runningOutBody(pool, clockText, amountLeftText),
  };
}
