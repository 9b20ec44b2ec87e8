import { isUsedUp, type Refusal } from '../../provider/client-error.ts';
import { minuteMs } from '../../quota/calendar.ts';
import type { PoolId, QuotaWindow } from '../../quota/model.ts';
import { explainRefusal } from '../explain.ts';
import { formatClock, formatDuration, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';
import { windowView } from './window-view.ts';

export type NoticeSubject =
  | { readonly kind: 'threshold'; readonly pool: PoolId; readonly window: QuotaWindow; readonly currency: string }
  | { readonly kind: 'session-ending'; readonly endsAtMs: number }
  | { readonly kind: 'session-ended' }
  | { readonly kind: 'new-version'; readonly version: string }
  /** Qwen Code logged a refused request. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly model: string };

/** An event that is reported when it happens. A threshold follows from readings instead. */
export type NoticeEvent = Exclude<NoticeSubject, { readonly kind: 'threshold' }>;

export interface NoticeText {
  readonly title: string;
  readonly body: string;
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
export const noticeTags = { session: 'session', refused: 'refused/' } as const;

/** A rate limit counts the requests of a minute; Qwen Code has then tried again several times. */
const rateLimitMs = 10 * minuteMs;

/** Says what the notice of an event replaces, where a click leads and until when it is true. `nowMs` is in milliseconds. */
export function noticeHandling(event: NoticeEvent, nowMs: number): NoticeHandling {
  switch (event.kind) {
    case 'session-ending':
    case 'session-ended':
      return { tag: noticeTags.session, panel: 'quota', untilMs: null };
    case 'new-version':
      return { tag: 'new-version', panel: 'preferences', untilMs: null };
    case 'refused': {
      const { kind, resetsAtMs } = event.refusal;
      const tag = `${noticeTags.refused}${kind}`;
      // A rate limit passes by itself; everything else is settled under Providers.
      if (kind === 'rate-limit') return { tag, panel: 'quota', untilMs: nowMs + rateLimitMs };
      return { tag, panel: 'providers', untilMs: resetsAtMs };
    }
  }
}

/** Writes a notice as plain text, without markup, secrets or account names. */
export function noticeText(subject: NoticeSubject, nowMs: number, locale: Locale): NoticeText {
  const { words } = locale;
  switch (subject.kind) {
    case 'threshold':
      return thresholdText(subject, nowMs, locale);
    case 'session-ending':
      return {
        title: words.notice.sessionEndingTitle,
        body: words.notice.sessionEndingBody(formatDuration(subject.endsAtMs - nowMs, words)),
      };
    case 'session-ended':
      return { title: words.notice.sessionEndedTitle, body: words.notice.sessionEndedBody };
    case 'new-version':
      return { title: words.notice.newVersionTitle(subject.version), body: words.notice.newVersionBody };
    case 'refused':
      return refusedText(subject.refusal, subject.model, nowMs, locale);
  }
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

type WindowSubject = Extract<NoticeSubject, { window: QuotaWindow }>;

function thresholdText(subject: WindowSubject, nowMs: number, locale: Locale): NoticeText {
  const { words } = locale;
  const name = words.quota.windowInSentence[subject.window.id];
  const pool = words.quota.pool[subject.pool];
  const { percent, exactPercentText, amountLeftText, reset, isEstimate } = windowView({ ...subject, nowMs, locale });
  const resetText = reset?.atText ?? null;
  const isFull = percent >= 100;
  const body = isFull
    ? words.notice.usedUpBody(pool, resetText)
    : words.notice.thresholdBody(pool, amountLeftText, resetText);
  return {
    title: isFull ? words.notice.usedUpTitle(name) : words.notice.thresholdTitle(name, exactPercentText),
    body: isEstimate ? `${body} ${words.notice.estimated}` : body,
  };
}
