import { isUsedUp, type Refusal } from '../../provider/client-error.ts';
import type { PoolId, QuotaWindow } from '../../quota/model.ts';
import { explainRefusal } from '../explain.ts';
import { formatClock, formatDuration, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';
import { windowView } from './window-view.ts';

export type NoticeSubject =
  | { readonly kind: 'threshold'; readonly pool: PoolId; readonly window: QuotaWindow; readonly currency: string }
  | { readonly kind: 'session-ending'; readonly endsAtMs: number }
  | { readonly kind: 'session-ended' }
  /** Qwen Code logged a refused request. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly model: string };

export interface NoticeText {
  readonly title: string;
  readonly body: string;
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
