import { type ClientErrorKind, isUsedUp } from '../../provider/client-error.ts';
import type { PoolId, QuotaWindow } from '../../quota/model.ts';
import { formatDuration, type Locale } from '../format.ts';
import { windowView } from './window-view.ts';

/** The events that a notice can be about. */
export type NoticeSubject =
  | { readonly kind: 'threshold'; readonly pool: PoolId; readonly window: QuotaWindow; readonly currency: string }
  | { readonly kind: 'session-ending'; readonly endsAtMs: number }
  | { readonly kind: 'session-ended' }
  /** Qwen Code logged a refused request. */
  | { readonly kind: 'refused'; readonly error: ClientErrorKind; readonly model: string };

export interface NoticeText {
  readonly title: string;
  readonly body: string;
}

/** Writes a notice as plain text, without markup, secrets or account names. */
export function noticeText(subject: NoticeSubject, nowMs: number, place: Locale): NoticeText {
  const { words } = place;
  switch (subject.kind) {
    case 'threshold':
      return thresholdText(subject, nowMs, place);
    case 'session-ending':
      return {
        title: words.notice.sessionEndingTitle,
        body: words.notice.sessionEndingBody(formatDuration(subject.endsAtMs - nowMs, words)),
      };
    case 'session-ended':
      return { title: words.notice.sessionEndedTitle, body: words.notice.sessionEndedBody };
    case 'refused':
      return refusedText(subject.error, subject.model, place);
  }
}

function refusedText(error: ClientErrorKind, model: string, { words }: Locale): NoticeText {
  if (isUsedUp(error)) {
    return {
      title: words.notice.refusedTitle(words.quota.windowInSentence[error]),
      body: words.notice.refusedBody(model),
    };
  }
  if (error === 'rate-limit') return { title: words.notice.rateLimitTitle, body: words.notice.rateLimitBody(model) };
  const { what, wayOut } = words.clientErrors[error];
  return {
    title: words.notice.clientErrorTitle(model),
    body: words.language === 'en' ? `${what} ${wayOut}` : `${what}${wayOut}`,
  };
}

type WindowSubject = Extract<NoticeSubject, { window: QuotaWindow }>;

function thresholdText(subject: WindowSubject, nowMs: number, place: Locale): NoticeText {
  const { words } = place;
  const name = words.quota.windowInSentence[subject.window.id];
  const pool = words.quota.pool[subject.pool];
  const { percent, exactPercentText, amountLeftText, reset, isEstimate } = windowView({ ...subject, nowMs, place });
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
