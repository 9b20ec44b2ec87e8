import { nextBest } from '../../notices/next-best.ts';
import type { NoticeSubject, SingleSubject } from '../../notices/subject.ts';
import { currentWindow, subjectsOf } from '../../notices/subjects.ts';
import type { Snapshot } from '../../quota/model.ts';
import { usedPercent } from '../../quota/share.ts';
import { formatPercent, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';
import { type NoticeMoment, type NoticeText, sentencesOf, singleText } from './single-text.ts';

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
