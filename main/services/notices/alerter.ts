import { afterShown, type Due, decideNotices, keyOf, noticesOf, passedOver } from '../../core/notices/decide.ts';
import { asUnheard } from '../../core/notices/memory.ts';
import {
  canSnooze,
  isSnoozed,
  type Snoozes,
  snoozeOf,
  type WindowSnooze,
  withoutWindow,
  withSnooze,
  withSnoozes,
} from '../../core/notices/snooze.ts';
import { stillTrue } from '../../core/notices/still-true.ts';
import type { NoticeSubject } from '../../core/notices/subject.ts';
import { canSwitch, knownWindow, subjectsOf } from '../../core/notices/subjects.ts';
import { isWanted } from '../../core/notices/wanted.ts';
import { currencyOf } from '../../core/view/level.ts';
import type { NoticeEvent } from '../../core/view/notices/handling.ts';
import type { Alerter, AlerterDependencies } from './alerter-model.ts';
import type { PendingNotice } from './alerts-file.ts';
import { createDecisionLog } from './decision-log.ts';
import { createDelivery } from './delivery.ts';
import { createKeptNotices } from './kept-notices.ts';

/** Turns readings into notices, one per crossed threshold. A shown notice is remembered across restarts. */
export function createAlerter(deps: AlerterDependencies): Alerter {
  const { store, clock } = deps;
  const kept = createKeptNotices(deps);
  const decisions = createDecisionLog(deps);
  const showing = new Set<string>();
  let leave: (() => void) | null = null;

  const delivery = createDelivery({
    ...deps,
    decisions,
    pending: () => kept.pending,
    setPending(changed) {
      kept.setPending(changed);
      // A notice may be clicked long after it was shown.
      dropUntrue();
      kept.save();
    },
  });

  function look(): void {
    if (leave === null) return;
    const { pools } = store.get();
    const facts = { pools, preferences: deps.preferences(), ...deps.foreseen(), nowMs: clock.now() };
    const before = kept.memory;
    const decision = decideNotices(facts, before);
    const isChanged = decision.memory !== before;
    const isSnoozeOver = decision.memory.snoozes !== before.snoozes;
    kept.remember(decision.memory);
    if (isSnoozeOver) deps.onPending();
    for (const made of decision.decisions) decisions.note(made);
    const isPendingChanged = dropUntrue();
    if (isChanged || isPendingChanged) kept.save();
    const due = decision.due.filter((one) => !showing.has(keyOf(one)));
    for (const notice of noticesOf(due, currencyOf(store.get()))) void announce(notice.due, notice.subject);
    void delivery.release();
  }

  /** Drops what is no longer true of the notices that wait. Returns whether there was any. */
  function dropUntrue(): boolean {
    const { pending } = kept;
    const trueOnes = pending.flatMap(whatIsTrue);
    const isChanged = trueOnes.length < pending.length || trueOnes.some((notice) => !pending.includes(notice));
    if (isChanged) kept.setPending(trueOnes);
    return isChanged;
  }

  /** A notice without what is no longer true of it; none if nothing is. */
  function whatIsTrue(notice: PendingNotice): readonly PendingNotice[] {
    if (notice.untilMs !== undefined && notice.untilMs <= clock.now()) return [];
    if (showing.has(notice.tag)) return [notice];
    const subject = stillTrue(notice.subject, notice.tag, {
      snapshot: store.get(),
      ...kept.memory,
      nowMs: clock.now(),
    });
    if (subject === null) return [];
    return subject === notice.subject ? [notice] : [{ ...notice, subject }];
  }

  async function announce(due: readonly Due[], subject: NoticeSubject): Promise<void> {
    const { tag, untilMs } = deps.handle(subject);
    const keys = [tag, ...due.map(keyOf)];
    for (const key of keys) showing.add(key);
    await delivery.deliver(untilMs === null ? { tag, subject } : { tag, subject, untilMs });
    const stillOurs = due.filter((one) => showing.has(keyOf(one)));
    for (const key of keys) showing.delete(key);
    for (const made of stillOurs.flatMap((one) => passedOver(one, clock.now()))) decisions.note(made);
    kept.remember(stillOurs.reduce(afterShown, kept.memory));
    kept.save();
  }

  const setSnoozes = (snoozes: Snoozes): void => kept.remember({ ...kept.memory, snoozes });

  function setSnoozed(wanted: WindowSnooze): void {
    const { memory, pending } = kept;
    const window = knownWindow(store.get(), wanted, clock.now());
    if (!wanted.isSnoozed) {
      if (snoozeOf(memory.snoozes, wanted, clock.now()) === undefined) return;
      kept.remember(asUnheard(memory, wanted));
      deps.onPending();
      look();
    } else if (window !== undefined) {
      setSnoozes(withSnooze(memory.snoozes, wanted.pool, window, clock.now()));
      kept.setPending(
        pending.flatMap((notice) => {
          const subject = withoutWindow(notice.subject, wanted);
          return subject === null ? [] : [{ ...notice, subject }];
        }),
      );
    }
    kept.save();
  }

  /** Why something that happened is not announced; null: it is. */
  function silenceOf(event: NoticeEvent): 'switched-off' | 'snoozed' | null {
    if (!isWanted(event.kind, deps.preferences())) return 'switched-off';
    const windowId = event.kind === 'refused' ? event.refusal.window : null;
    // Only the Coding Plan names the window that is used up.
    return windowId !== null && isSnoozed(kept.memory.snoozes, 'coding-plan', windowId, clock.now()) ? 'snoozed' : null;
  }

  function withdraw(isGone: (notice: PendingNotice) => boolean): void {
    const others = kept.pending.filter((notice) => !isGone(notice));
    if (others.length === kept.pending.length) return;
    kept.setPending(others);
    kept.save();
  }

  return {
    async start() {
      await kept.start();
      await decisions.start();
      leave ??= store.subscribe(look);
      look();
    },
    reconsider: look,
    pending: () =>
      kept.pending.map(({ tag, subject }) => ({
        tag,
        ...deps.describe(subject),
        canSnooze: canSnooze(subject),
        canSwitch: canSwitch(subject),
      })),
    dismiss(tag) {
      kept.setPending(kept.pending.filter((notice) => notice.tag !== tag));
      kept.save();
    },
    snooze(tag) {
      const notice = kept.pending.find((one) => one.tag === tag);
      if (notice === undefined) return;
      const moment = { snapshot: store.get(), nowMs: clock.now() };
      setSnoozes(withSnoozes(kept.memory.snoozes, subjectsOf(notice.subject), moment));
      withdraw((one) => one.tag === tag);
    },
    setSnoozed,
    snoozes: () => kept.memory.snoozes.filter((one) => snoozeOf([one], one, clock.now()) !== undefined),
    report(event) {
      if (leave === null) return;
      const outcome = silenceOf(event);
      if (outcome !== null) {
        const about = { pool: null, windowId: null, thresholdPercent: null };
        decisions.note({ atMs: clock.now(), kind: event.kind, ...about, outcome });
        return;
      }
      const { tag, untilMs } = deps.handle(event);
      const notice: PendingNotice = { tag, subject: event };
      void delivery.deliver(untilMs === null ? notice : { ...notice, untilMs }).then(kept.save);
    },
    confirm({ tag, title, body }) {
      if (leave === null || !isWanted('text', deps.preferences())) return;
      void delivery.deliver({ tag, subject: { kind: 'text', title, body } }, false).then(kept.save);
    },
    withdraw: (tagStart) => withdraw(({ tag }) => tag.startsWith(tagStart)),
    forget(pools) {
      // What is on its way to the desktop was about the account before.
      for (const key of showing) if (pools.some((pool) => key.startsWith(`${pool}/`))) showing.delete(key);
      kept.forget(pools);
    },
    decisions: decisions.all,
    stop() {
      leave?.();
      leave = null;
      delivery.stop();
    },
    async settled() {
      await Promise.all([kept.settled(), decisions.settled()]);
    },
  };
}
