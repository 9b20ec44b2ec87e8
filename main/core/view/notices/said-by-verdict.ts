import { windowTag } from '../../notices/subjects.ts';
import type { Verdict } from '../verdict/verdict-model.ts';

export interface PendingNotice {
  readonly tag: string;
  readonly lines?: readonly string[] | undefined;
  readonly canSnooze: boolean;
}

/**
 * The notice that is about the window the verdict speaks of, and about nothing else: verdict and row say all of it. What
 * cannot be snoozed, such as that enough is back, is news beside the verdict.
 */
export const saidByVerdict = <Notice extends PendingNotice>(
  notices: readonly Notice[],
  verdict: Pick<Verdict, 'pool' | 'windowId' | 'isOld'> | null,
): Notice | undefined =>
  notices.find(
    ({ tag, lines, canSnooze }) =>
      verdict !== null &&
      verdict.windowId !== null &&
      !verdict.isOld &&
      canSnooze &&
      lines === undefined &&
      tag === windowTag(verdict.pool, verdict.windowId),
  );
