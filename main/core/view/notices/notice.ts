import { nextBest } from '../../notices/next-best.ts';
import type { NoticeSubject, SingleSubject } from '../../notices/subject.ts';
import { currentWindow, subjectsOf } from '../../notices/subjects.ts';
import type { Snapshot } from '../../quota/model.ts';
import { reachedPercent } from '../../quota/share.ts';
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
  const subjects = subjectsOf(subject);
  const texts = subjects.map((one) => singleText(one, moment));
  const titles = titlesOf(subjects, texts, words);
  const parts = texts.map(({ body }, index) => ({ title: titles[index] ?? '', body }));
  const sentences = texts.map(({ title, body }) => words.notice.titleAndBody(title, body));
  if (subject.meanwhile) {
    return {
      title: words.notice.meanwhile(texts.length),
      body: sentencesOf(words, ...sentences),
      parts,
      isDigest: true,
    };
  }
  const [{ title = '', body = '' } = {}] = texts;
  const text = { title, body: sentencesOf(words, body, ...sentences.slice(1)), parts };
  return withNextBest(text, subjects, moment);
}

/** One line for each; windows of more than one pool have names in common, so there it says of which. */
function titlesOf(subjects: readonly SingleSubject[], texts: readonly NoticeText[], words: Words): readonly string[] {
  const poolOf = (subject?: SingleSubject) => (subject !== undefined && 'window' in subject ? subject.pool : null);
  const pools = new Set(subjects.map(poolOf).filter((pool) => pool !== null));
  return texts.map(({ title }, index) => {
    const pool = poolOf(subjects[index]);
    return pool === null || pools.size === 1 ? title : words.notice.ofPool(title, words.quota.pool[pool]);
  });
}

/** From this use on, a notice names what else there is. */
const nextBestFromPercent = 90;

/** Adds the plan that can be used instead, where one plan or its end is what the notice is about. */
function withNextBest(text: NoticeText, subjects: readonly SingleSubject[], moment: NoticeMoment): NoticeText {
  const pools = subjects.flatMap((subject) => {
    if (subject.kind === 'running-out') return [subject.pool];
    if (subject.kind !== 'threshold') return [];
    return reachedPercent(currentWindow(subject, moment)) >= nextBestFromPercent ? [subject.pool] : [];
  });
  const best = pools.length === 0 ? null : nextBest(moment.snapshot, pools, moment.nowMs);
  if (best === null) return text;
  const { words } = moment.locale;
  const sentence = words.notice.nextBest(words.quota.pool[best.pool], formatPercent(best.leftPercent, words));
  return { ...text, body: sentencesOf(words, text.body, sentence) };
}
