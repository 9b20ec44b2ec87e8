import type { Snapshot } from '../quota/model.ts';
import { reachedPercent } from '../quota/share.ts';
import { isIn } from './episodes.ts';
import type { NoticeMemory } from './memory.ts';
import { isStillAnnounced } from './remembered.ts';
import type { NoticeSubject, SingleSubject } from './subject.ts';
import { currentWindow, keepingOnly, windowTag } from './subjects.ts';

/** What is known at the moment at which a notice is looked at again. */
interface Known extends Pick<NoticeMemory, 'remembered' | 'episodes' | 'spill'> {
  readonly snapshot: Pick<Snapshot, 'pools'>;
  readonly nowMs: number;
}

/** What is still true of a notice, the same subject if all of it is; null: nothing is. */
export const stillTrue = (subject: NoticeSubject, tag: string, known: Known): NoticeSubject | null =>
  keepingOnly(subject, (one) => isTrue(one, tag, known));

function isTrue(subject: SingleSubject, tag: string, known: Known): boolean {
  const { remembered, episodes, nowMs } = known;
  if (subject.kind === 'running-out') return isIn(episodes, subject.pool, subject.window.id, 'running-out');
  if (subject.kind === 'returned') return !isIn(episodes, subject.pool, subject.window.id, 'full');
  if (subject.kind === 'spill') return known.spill?.sinceMs === subject.sinceMs;
  const entry = remembered.find(({ pool, windowId }) =>
    subject.kind === 'threshold'
      ? pool === subject.pool && windowId === subject.window.id
      : windowTag(pool, windowId) === tag,
  );
  if (entry !== undefined && !isStillAnnounced(entry, nowMs)) return false;
  return subject.kind !== 'threshold' || reachedPercent(currentWindow(subject, known)) >= subject.thresholdPercent;
}
