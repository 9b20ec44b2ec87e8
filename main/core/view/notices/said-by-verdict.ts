import { windowTag } from '../../notices/subjects.ts';
import type { Verdict } from '../verdict/verdict-model.ts';
import type { NoticeText } from './single-text.ts';

export interface PendingNotice {
  readonly tag: string;
  readonly parts?: NoticeText['parts'] | undefined;
  readonly isDigest?: true | undefined;
  readonly canSnooze: boolean;
}

type Speaking = Pick<Verdict, 'pool' | 'windowId' | 'isOld' | 'kind'> | null;

/** Whether a notice is first of all about the window that the verdict speaks of. News, as that enough is back, is not. */
export const isOfWindow = ({ tag, canSnooze }: PendingNotice, verdict: Speaking): boolean =>
  verdict !== null && verdict.windowId !== null && canSnooze && tag === windowTag(verdict.pool, verdict.windowId);

const isOfVerdict = (notice: PendingNotice, verdict: Speaking): boolean =>
  verdict?.isOld === false && verdict.kind !== 'plenty' && isOfWindow(notice, verdict);

/** The notice that is about the window of the verdict, and about nothing else: verdict and row say all of it. */
export const saidByVerdict = <Notice extends PendingNotice>(
  notices: readonly Notice[],
  verdict: Speaking,
): Notice | undefined => notices.find((notice) => notice.parts === undefined && isOfVerdict(notice, verdict));

/** The notices without what the verdict says. A digest stays whole: it tells what came while nobody was told. */
export const besideVerdict = <Notice extends PendingNotice>(
  notices: readonly Notice[],
  verdict: Speaking,
): readonly Notice[] =>
  notices.flatMap((notice) => {
    const { parts, isDigest } = notice;
    if (isDigest || !isOfVerdict(notice, verdict)) return [notice];
    return parts === undefined ? [] : [{ ...notice, parts: parts.slice(1) }];
  });

/** Whether a notice that stays beside the verdict offers to snooze its window, or is about several, for which one offer is enough. */
export const isSnoozeOfferedBeside = (notices: readonly PendingNotice[], verdict: Speaking): boolean => {
  const said = saidByVerdict(notices, verdict);
  return notices.some(
    (notice) => notice !== said && (isOfWindow(notice, verdict) || (notice.canSnooze && notice.parts !== undefined)),
  );
};
