import type { NoticeSubject, SingleSubject } from './subject.ts';

/** The subjects of a notice, one by one. */
export const subjectsOf = (subject: NoticeSubject): readonly SingleSubject[] =>
  subject.kind === 'several' ? subject.subjects : [subject];

/** One notice of several subjects; one alone is itself. */
export function joined(subjects: readonly SingleSubject[], meanwhile = false): NoticeSubject | null {
  const [first, ...others] = subjects;
  if (first === undefined) return null;
  return others.length === 0 ? first : { kind: 'several', meanwhile, subjects };
}
