import type { Decision } from '../../core/notices/decision.ts';
import type { NoticeSubject } from '../../core/notices/subject.ts';
import { joined, subjectsOf } from '../../core/notices/subjects.ts';
import { printable } from '../../core/text/printable.ts';
import type { NoticeHandling } from '../../core/view/notices/handling.ts';
import type { NoticeText } from '../../core/view/notices/single-text.ts';
import type { Clock, Notices } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';
import type { PendingNotice } from './alerts-file.ts';
import type { DecisionLog } from './decision-log.ts';

export interface DeliveryDependencies {
  readonly notices: Notices;
  readonly clock: Clock;
  readonly decisions: Pick<DecisionLog, 'note'>;
  /** Words a notice in the language of the moment. */
  describe(subject: NoticeSubject): NoticeText;
  handle(subject: NoticeSubject): NoticeHandling;
  onClick(panel: NoticeHandling['panel']): void;
  /** When the quiet hours end; null: there are none now. */
  quietUntilMs(): number | null;
  /** The notices that were not shown. */
  pending(): readonly PendingNotice[];
  setPending(pending: readonly PendingNotice[]): void;
}

/** Brings notices to the desktop, or holds them back until they do not disturb; then all that is still true is one. */
export interface Delivery {
  /** `quietly`: an answer to something the user just did, which does not wait. */
  deliver(notice: PendingNotice, waits?: boolean): Promise<void>;
  /** Shows what was held back if nothing is quiet any more. */
  release(): Promise<void>;
  stop(): void;
}

export function createDelivery(deps: DeliveryDependencies): Delivery {
  const { clock } = deps;
  const timer = createTimer(clock);
  let isReleasing = false;

  async function silence(): Promise<'quiet-hours' | 'do-not-disturb' | null> {
    const untilMs = deps.quietUntilMs();
    if (untilMs !== null) {
      timer.setAt(untilMs, () => void release());
      return 'quiet-hours';
    }
    return (await deps.notices.isDoNotDisturb?.().catch(() => false)) ? 'do-not-disturb' : null;
  }

  function note(subject: NoticeSubject, outcome: Decision['outcome']): void {
    for (const one of subjectsOf(subject)) deps.decisions.note(decisionOf(one, clock.now(), outcome));
  }

  const withOnly = (notice: PendingNotice | null, tag: string): readonly PendingNotice[] => {
    const others = deps.pending().filter((other) => other.tag !== tag);
    return notice === null ? others : [...others, notice];
  };

  async function show(tag: string, subject: NoticeSubject): Promise<'shown' | 'failed'> {
    const { title, body } = deps.describe(subject);
    // Names of plans and models come from outside, and a system may show a notice as it is.
    const notice = { tag, title: printable(title), body: printable(body) };
    try {
      return await deps.notices.show(notice, () => clicked(tag, subject));
    } catch {
      // However the system fails, the popover shows the notice instead.
      return 'failed';
    }
  }

  /** A notice that the user clicks is shown in the popover as well, with what can be done, unless the panel says the same. */
  function clicked(tag: string, subject: NoticeSubject): void {
    const { panel, untilMs, isSaidThere } = deps.handle(subject);
    const notice: PendingNotice = untilMs === null ? { tag, subject } : { tag, subject, untilMs };
    if (!isSaidThere) deps.setPending(withOnly(notice, tag));
    deps.onClick(panel);
  }

  async function deliver(notice: PendingNotice, waits = true): Promise<void> {
    const silent = waits ? await silence() : null;
    if (silent !== null) {
      note(notice.subject, silent);
      deps.setPending(withOnly({ ...notice, isHeld: true }, notice.tag));
      return;
    }
    const outcome = await show(notice.tag, notice.subject);
    note(notice.subject, outcome === 'shown' ? 'shown' : 'desktop-refused');
    if (outcome === 'failed') deps.setPending(withOnly(notice, notice.tag));
    else if (deps.pending().some(({ tag }) => tag === notice.tag)) deps.setPending(withOnly(null, notice.tag));
  }

  async function release(): Promise<void> {
    const isHeld = (notice: PendingNotice): boolean => notice.isHeld === true;
    if (isReleasing || !deps.pending().some(isHeld)) return;
    isReleasing = true;
    if ((await silence()) === null) {
      const held = deps.pending().filter(isHeld);
      const subject = joined(
        held.flatMap((notice) => subjectsOf(notice.subject)),
        true,
      );
      const outcome = subject === null ? 'shown' : await show(held[0]?.tag ?? '', subject);
      if (subject !== null) note(subject, outcome === 'shown' ? 'shown' : 'desktop-refused');
      const rest = deps.pending().filter((notice) => !held.includes(notice));
      const kept = held.filter((notice) => deps.pending().includes(notice));
      deps.setPending(outcome === 'shown' ? rest : [...rest, ...kept.map(({ isHeld: _, ...notice }) => notice)]);
    }
    isReleasing = false;
  }

  return { deliver, release, stop: timer.cancel };
}

const decisionOf = (
  subject: ReturnType<typeof subjectsOf>[number],
  atMs: number,
  outcome: Decision['outcome'],
): Decision => ({
  atMs,
  kind: subject.kind,
  pool: 'pool' in subject ? subject.pool : null,
  windowId: 'window' in subject ? subject.window.id : null,
  thresholdPercent: subject.kind === 'threshold' ? subject.thresholdPercent : null,
  outcome,
});
