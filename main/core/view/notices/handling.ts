import type { Due } from '../../notices/decide.ts';
import type { NoticeSubject, SingleSubject } from '../../notices/subject.ts';
import { type WindowSubject, windowTag } from '../../notices/subjects.ts';
import { hourMs, minuteMs } from '../../quota/calendar.ts';

/** An event that is reported when it happens. What is about a window follows from readings instead. */
export type NoticeEvent = Exclude<SingleSubject, { readonly kind: Due['kind'] | 'text' }>;

/** What the notice of an event replaces, leads to and ends with. */
export interface NoticeHandling {
  /** A notice replaces the older one with the same tag. */
  readonly tag: string;
  /** The panel that a click opens. */
  readonly panel: 'quota' | 'providers' | 'preferences';
  /** When it stops being true by itself; null if it does not. */
  readonly untilMs: number | null;
  /** Whether that panel says the same; else the notice itself is shown there after the click. */
  readonly isSaidThere: boolean;
}

/** The beginnings of the tags of events, by which their pending notices are withdrawn. */
export const noticeTags = {
  session: 'session',
  refused: 'refused/',
  otherProvider: 'other-provider',
  newVersion: 'new-version',
} as const;

/** A rate limit counts the requests of a minute; Qwen Code has then tried again several times. */
const rateLimitMs = 10 * minuteMs;

/** Says what a notice replaces, where a click leads and until when it is true. `nowMs` is in milliseconds. */
export function noticeHandling(subject: NoticeSubject, nowMs: number): NoticeHandling {
  switch (subject.kind) {
    case 'session-ending':
    case 'session-ended':
      return { tag: noticeTags.session, panel: 'quota', untilMs: null, isSaidThere: true };
    case 'new-version':
      return { tag: noticeTags.newVersion, panel: 'preferences', untilMs: null, isSaidThere: true };
    case 'other-provider':
      return { tag: noticeTags.otherProvider, panel: 'providers', untilMs: null, isSaidThere: false };
    case 'refused': {
      const { kind, resetsAtMs } = subject.refusal;
      const tag = `${noticeTags.refused}${kind}`;
      // A rate limit passes by itself; everything else is settled under Providers.
      if (kind === 'rate-limit') return { tag, panel: 'quota', untilMs: nowMs + rateLimitMs, isSaidThere: false };
      return { tag, panel: 'providers', untilMs: resetsAtMs, isSaidThere: false };
    }
    case 'spill':
      return { tag: 'spill', panel: 'providers', untilMs: null, isSaidThere: false };
    case 'running-out':
      return { ...ofWindow(subject), untilMs: subject.runsOutAtMs, isSaidThere: false };
    case 'plan-ending':
      return { tag: `${subject.pool}/end`, panel: 'quota', untilMs: subject.endsAtMs, isSaidThere: false };
    case 'returned':
      return { ...ofWindow(subject), untilMs: nowMs + hourMs, isSaidThere: true };
    case 'threshold':
      return { ...ofWindow(subject), untilMs: null, isSaidThere: false };
    case 'text':
      return { tag: 'text', panel: 'providers', untilMs: null, isSaidThere: true };
    case 'several': {
      const [first] = subject.subjects;
      const handling = first === undefined ? null : noticeHandling(first, nowMs);
      return { tag: handling?.tag ?? 'several', panel: handling?.panel ?? 'quota', untilMs: null, isSaidThere: false };
    }
  }
}

const ofWindow = ({ pool, window }: WindowSubject) => ({ tag: windowTag(pool, window.id), panel: 'quota' }) as const;
