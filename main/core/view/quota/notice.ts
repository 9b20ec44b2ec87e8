import type { Due } from '../../notices/decide.ts';
import { nextBest } from '../../notices/next-best.ts';
import type { NoticeSubject, SingleSubject } from '../../notices/subject.ts';
import { currentWindow, subjectsOf, type WindowSubject, windowTag } from '../../notices/subjects.ts';
import { isUsedUp, type Refusal } from '../../provider/client-error.ts';
import { hourMs, minuteMs } from '../../quota/calendar.ts';
import type { Snapshot } from '../../quota/model.ts';
import { isFull, usedPercent } from '../../quota/share.ts';
import { explainRefusal } from '../explain.ts';
import { formatClock, formatDuration, formatMoney, formatPercent, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';
import { windowView } from './window-view.ts';

/** An event that is reported when it happens. What is about a window follows from readings instead. */
export type NoticeEvent = Exclude<SingleSubject, { readonly kind: Due['kind'] | 'text' }>;

export interface NoticeText {
  readonly title: string;
  readonly body: string;
  /** The body of several, one by one; left out: it is one. */
  readonly lines?: readonly string[];
}

/** What the notice of an event replaces, leads to and ends with. */
export interface NoticeHandling {
  /** A notice replaces the older one with the same tag. */
  readonly tag: string;
  /** The panel that a click opens. */
  readonly panel: 'quota' | 'providers' | 'preferences';
  /** When it stops being true by itself; null if it does not. */
  readonly untilMs: number | null;
}

/** The beginnings of the tags of events, by which their pending notices are withdrawn. */
export const noticeTags = { session: 'session', refused: 'refused/', otherProvider: 'other-provider' } as const;

/** A rate limit counts the requests of a minute; Qwen Code has then tried again several times. */
const rateLimitMs = 10 * minuteMs;

/** Says what a notice replaces, where a click leads and until when it is true. `nowMs` is in milliseconds. */
export function noticeHandling(subject: NoticeSubject, nowMs: number): NoticeHandling {
  switch (subject.kind) {
    case 'session-ending':
    case 'session-ended':
      return { tag: noticeTags.session, panel: 'quota', untilMs: null };
    case 'new-version':
      return { tag: 'new-version', panel: 'preferences', untilMs: null };
    case 'other-provider':
      return { tag: noticeTags.otherProvider, panel: 'providers', untilMs: null };
    case 'refused': {
      const { kind, resetsAtMs } = subject.refusal;
      const tag = `${noticeTags.refused}${kind}`;
      // A rate limit passes by itself; everything else is settled under Providers.
      if (kind === 'rate-limit') return { tag, panel: 'quota', untilMs: nowMs + rateLimitMs };
      return { tag, panel: 'providers', untilMs: resetsAtMs };
    }
    case 'spill':
      return { tag: 'spill', panel: 'providers', untilMs: null };
    case 'running-out':
      return { tag: windowTag(subject.pool, subject.window.id), panel: 'quota', untilMs: subject.runsOutAtMs };
    case 'plan-ending':
      return { tag: `${subject.pool}/end`, panel: 'quota', untilMs: subject.endsAtMs };
    case 'returned':
      return { tag: windowTag(subject.pool, subject.window.id), panel: 'quota', untilMs: nowMs + hourMs };
    case 'threshold':
      return { tag: windowTag(subject.pool, subject.window.id), panel: 'quota', untilMs: null };
    case 'text':
      return { tag: 'text', panel: 'providers', untilMs: null };
    case 'several': {
      const [first] = subject.subjects;
      const handling = first === undefined ? null : noticeHandling(first, nowMs);
      return { tag: handling?.tag ?? 'several', panel: handling?.panel ?? 'quota', untilMs: null };
    }
  }
}

/** What the words of a notice are made of, at the moment at which it is shown. */
interface NoticeMoment {
  readonly nowMs: number;
  readonly locale: Locale;
  readonly snapshot: Pick<Snapshot, 'pools'>;
}

/** Writes a notice as plain text, without markup, secrets or account names. The snapshot has the newest numbers. */
export function noticeText(
  subject: NoticeSubject,
  nowMs: number,
  locale: Locale,
  snapshot: Pick<Snapshot, 'pools'> = { pools: [] },
): NoticeText {
  const moment = { nowMs, locale, snapshot };
  const { words } = moment.locale;
  if (subject.kind !== 'several') return withNextBest(singleText(subject, moment), [subject], moment);
  const texts = subjectsOf(subject).map((one) => singleText(one, moment));
  const sentences = texts.map(({ title, body }) => words.notice.titleAndBody(title, body));
  if (subject.meanwhile) return ofLines(words.notice.meanwhile(texts.length), sentences, words);
  const [first] = texts;
  const text = ofLines(first?.title ?? '', [first?.body ?? '', ...sentences.slice(1)], words);
  return withNextBest(text, subjectsOf(subject), moment);
}

const ofLines = (title: string, lines: readonly string[], words: Words): NoticeText => ({
  ...{ title, lines, body: sentencesOf(words, ...lines) },
});

function singleText(subject: SingleSubject, moment: NoticeMoment): NoticeText {
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
      return refusedText(subject.refusal, subject.model ?? words.notice.unlistedModel, nowMs, locale);
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

/** From this use on, a notice names what else there is. */
const nextBestFromPercent = 90;

/** Adds the plan that can be used instead, where one plan or its end is what the notice is about. */
function withNextBest(text: NoticeText, subjects: readonly SingleSubject[], moment: NoticeMoment): NoticeText {
  const pools = subjects.flatMap((subject) => {
    if (subject.kind === 'running-out') return [subject.pool];
    if (subject.kind !== 'threshold') return [];
    return usedPercent(currentWindow(subject, moment)) >= nextBestFromPercent ? [subject.pool] : [];
  });
  const best = pools.length === 0 ? null : nextBest(moment.snapshot, pools, moment.nowMs);
  if (best === null) return text;
  const { words } = moment.locale;
  const sentence = words.notice.nextBest(words.quota.pool[best.pool], formatPercent(best.leftPercent, words));
  if (text.lines !== undefined) return ofLines(text.title, [...text.lines, sentence], words);
  return { ...text, body: sentencesOf(words, text.body, sentence) };
}

function refusedText(refusal: Refusal, model: string, nowMs: number, locale: Locale): NoticeText {
  const { words } = locale;
  const { kind, resetsAtMs } = refusal;
  if (kind === 'rate-limit') return { title: words.notice.rateLimitTitle, body: words.notice.rateLimitBody(model) };
  if (!isUsedUp(kind)) {
    const { what, wayOut } = explainRefusal(refusal, nowMs, locale);
    return { title: words.notice.clientErrorTitle(model), body: sentencesOf(words, what, wayOut) };
  }
  const { refusedTitle, refusedPlanTitle, refusedBody, refusedResets } = words.notice;
  const window = kind === 'token-plan' ? refusal.window : kind;
  const reset = resetsAtMs === null ? [] : [refusedResets(formatClock(resetsAtMs, nowMs, locale))];
  return {
    title: window === null ? refusedPlanTitle : refusedTitle(words.quota.windowInSentence[window]),
    body: sentencesOf(words, ...reset, refusedBody(model)),
  };
}

const sentencesOf = ({ language }: Words, ...sentences: readonly string[]): string =>
  sentences.join(language === 'zh-CN' ? '' : ' ');

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
