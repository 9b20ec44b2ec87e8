import {
  afterShown,
  type Due,
  decideNotices,
  keyOf,
  type NoticeFacts,
  noticesOf,
  passedOver,
} from '../../core/notices/decide.ts';
import { emptyMemory, joinMemories, withoutPools } from '../../core/notices/memory.ts';
import {
  canSnooze,
  isSnoozed,
  type Snoozes,
  snoozeOf,
  type WindowSnooze,
  withoutSnooze,
  withoutWindow,
  withSnooze,
  withSnoozes,
} from '../../core/notices/snooze.ts';
import { stillTrue } from '../../core/notices/still-true.ts';
import type { NoticeSubject } from '../../core/notices/subject.ts';
import { canSwitch, knownWindow, subjectsOf } from '../../core/notices/subjects.ts';
import { isWanted } from '../../core/notices/wanted.ts';
import type { PoolId, Snapshot } from '../../core/quota/model.ts';
import { currencyOf } from '../../core/view/level.ts';
import type { NoticeEvent } from '../../core/view/notices/handling.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';
import { type AlertsFile, AlertsFileSchema, type PendingNotice } from './alerts-file.ts';
import { createDecisionLog, type DecisionLog, type DecisionLogDependencies } from './decision-log.ts';
import { createDelivery, type DeliveryDependencies } from './delivery.ts';

export interface AlerterDependencies extends Omit<DeliveryDependencies, 'decisions' | 'pending' | 'setPending'> {
  readonly store: { get(): Snapshot; subscribe(listener: () => void): () => void };
  preferences(): NoticeFacts['preferences'];
  /** What the use so far tells. */
  foreseen(): Omit<NoticeFacts, 'pools' | 'preferences' | 'nowMs'>;
  /** {@link Alerter.pending} or {@link Alerter.snoozes} changed. */
  onPending(): void;
  readonly files: DataFiles;
  readonly journal: DecisionLogDependencies['journal'];
  readonly clock: Clock;
  readonly log: Log;
}

/** A notice that waits in the popover. */
interface WaitingNotice {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly lines?: readonly string[];
  /** Whether it is about a window, so that it can be snoozed until the window is back. */
  readonly canSnooze: boolean;
  /** Whether another provider may help. */
  readonly canSwitch: boolean;
}

export interface Alerter {
  /** Loads what earlier runs announced, then watches the store. */
  start(): Promise<void>;
  /** Checks the readings again after a change of the preferences. */
  reconsider(): void;
  /**
   * The notices that the system did not show and that are still true, for the popover, in the language of the moment. Each
   * is offered to the system once.
   */
  pending(): readonly WaitingNotice[];
  dismiss(tag: string): void;
  /** Takes a notice away, and says nothing about its windows until they are back. */
  snooze(tag: string): void;
  /** Says nothing more about a window until it is back, or takes that back. */
  setSnoozed(wanted: WindowSnooze): void;
  /** The windows about which nothing is said. */
  snoozes(): Snoozes;
  /**
   * Shows a notice that is not about a reading. Does nothing if notices are off; a notice the system fails to show is
   * pending as long as it is true.
   */
  report(event: NoticeEvent): void;
  /** Shows what the user just did. */
  confirm(notice: { readonly tag: string; readonly title: string; readonly body: string }): void;
  /** Removes the pending notices whose tag begins like this, because they are no longer true. */
  withdraw(tagStart: string): void;
  /** Forgets these pools after a change of account, so that their next reading counts as the first one. */
  forget(pools: readonly PoolId[]): void;
  /** Why notices came or did not, oldest first. */
  readonly decisions: DecisionLog['all'];
  stop(): void;
  settled(): Promise<void>;
}

/** Turns readings into notices, one per crossed threshold. A shown notice is remembered across restarts. */
export function createAlerter(deps: AlerterDependencies): Alerter {
  const { store, files, clock, log } = deps;
  const document = createDocument({ files, name: 'alerts.json', schema: AlertsFileSchema, log, merge: takeOver });
  const decisions = createDecisionLog({ files, log, journal: deps.journal });
  const forgotten = new Set<PoolId>();
  const showing = new Set<string>();
  let memory = emptyMemory;
  let pending: readonly PendingNotice[] = [];
  let leave: (() => void) | null = null;

  const content = (): AlertsFile => ({ version: 2, ...memory, pending });
  const save = (): void => document.write(content());

  function setPending(changed: readonly PendingNotice[]): void {
    pending = changed;
    deps.onPending();
  }

  const delivery = createDelivery({
    ...deps,
    decisions,
    pending: () => pending,
    setPending(changed) {
      setPending(changed);
      // A notice may be clicked long after it was shown.
      dropUntrue();
      save();
    },
  });

  function takeOver({ version: _, pending: waiting, ...earlier }: AlertsFile): AlertsFile {
    memory = joinMemories(withoutPools(earlier, [...forgotten]), memory);
    const tags = pending.map(({ tag }) => tag);
    setPending([...waiting.filter(({ tag }) => !tags.includes(tag)), ...pending]);
    return content();
  }

  function look(): void {
    if (leave === null) return;
    const { pools } = store.get();
    const facts = { pools, preferences: deps.preferences(), ...deps.foreseen(), nowMs: clock.now() };
    const decision = decideNotices(facts, memory);
    const isChanged = decision.memory !== memory;
    const isSnoozeOver = decision.memory.snoozes !== memory.snoozes;
    memory = decision.memory;
    if (isSnoozeOver) deps.onPending();
    for (const made of decision.decisions) decisions.note(made);
    const isPendingChanged = dropUntrue();
    if (isChanged || isPendingChanged) save();
    const due = decision.due.filter((one) => !showing.has(keyOf(one)));
    for (const notice of noticesOf(due, currencyOf(store.get()))) void announce(notice.due, notice.subject);
    void delivery.release();
  }

  /** Drops what is no longer true of the notices that wait. Returns whether there was any. */
  function dropUntrue(): boolean {
    const kept = pending.flatMap(whatIsTrue);
    const isChanged = kept.length < pending.length || kept.some((notice) => !pending.includes(notice));
    if (isChanged) setPending(kept);
    return isChanged;
  }

  /** A notice without what is no longer true of it; none if nothing is. */
  function whatIsTrue(notice: PendingNotice): readonly PendingNotice[] {
    if (notice.untilMs !== undefined && notice.untilMs <= clock.now()) return [];
    if (showing.has(notice.tag)) return [notice];
    const subject = stillTrue(notice.subject, notice.tag, { snapshot: store.get(), ...memory, nowMs: clock.now() });
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
    memory = stillOurs.reduce(afterShown, memory);
    save();
  }

  function setSnoozed(wanted: WindowSnooze): void {
    const window = knownWindow(store.get(), wanted, clock.now());
    if (!wanted.isSnoozed) memory = { ...memory, snoozes: withoutSnooze(memory.snoozes, wanted) };
    else if (window !== undefined) {
      memory = { ...memory, snoozes: withSnooze(memory.snoozes, wanted.pool, window, clock.now()) };
      pending = pending.flatMap((notice) => {
        const subject = withoutWindow(notice.subject, wanted);
        return subject === null ? [] : [{ ...notice, subject }];
      });
    }
    deps.onPending();
    save();
  }

  /** Why something that happened is not announced; null: it is. */
  function silenceOf(event: NoticeEvent): 'switched-off' | 'snoozed' | null {
    if (!isWanted(event.kind, deps.preferences())) return 'switched-off';
    const windowId = event.kind === 'refused' ? event.refusal.window : null;
    // Only the Coding Plan names the window that is used up.
    return windowId !== null && isSnoozed(memory.snoozes, 'coding-plan', windowId, clock.now()) ? 'snoozed' : null;
  }

  function withdraw(isGone: (notice: PendingNotice) => boolean): void {
    const others = pending.filter((notice) => !isGone(notice));
    if (others.length === pending.length) return;
    setPending(others);
    save();
  }

  return {
    async start() {
      const kept = await document.read();
      await decisions.start();
      if (kept !== null) {
        const { version: _, pending: waiting, ...earlier } = kept;
        memory = earlier;
        if (waiting.length > 0) setPending(waiting);
      }
      leave ??= store.subscribe(look);
      look();
    },
    reconsider: look,
    pending: () =>
      pending.map(({ tag, subject }) => ({
        tag,
        ...deps.describe(subject),
        canSnooze: canSnooze(subject),
        canSwitch: canSwitch(subject),
      })),
    dismiss(tag) {
      setPending(pending.filter((notice) => notice.tag !== tag));
      save();
    },
    snooze(tag) {
      const notice = pending.find((one) => one.tag === tag);
      if (notice === undefined) return;
      const moment = { snapshot: store.get(), nowMs: clock.now() };
      memory = { ...memory, snoozes: withSnoozes(memory.snoozes, subjectsOf(notice.subject), moment) };
      withdraw((one) => one.tag === tag);
    },
    setSnoozed,
    snoozes: () => memory.snoozes.filter((one) => snoozeOf([one], one, clock.now()) !== undefined),
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
      void delivery.deliver(untilMs === null ? notice : { ...notice, untilMs }).then(save);
    },
    confirm({ tag, title, body }) {
      if (leave === null || !isWanted('text', deps.preferences())) return;
      void delivery.deliver({ tag, subject: { kind: 'text', title, body } }, false).then(save);
    },
    withdraw: (tagStart) => withdraw(({ tag }) => tag.startsWith(tagStart)),
    forget(pools) {
      for (const pool of pools) forgotten.add(pool);
      memory = withoutPools(memory, pools);
      // What is on its way to the desktop was about the account before.
      for (const key of showing) if (pools.some((pool) => key.startsWith(`${pool}/`))) showing.delete(key);
      setPending(
        pending.filter(
          (notice) => !isAbout(notice.subject, pools) && !pools.some((pool) => notice.tag.startsWith(`${pool}/`)),
        ),
      );
      save();
    },
    decisions: decisions.all,
    stop() {
      leave?.();
      leave = null;
      delivery.stop();
    },
    async settled() {
      await Promise.all([document.settled(), decisions.settled()]);
    },
  };
}

const isAbout = (subject: NoticeSubject, pools: readonly PoolId[]): boolean =>
  subjectsOf(subject).some((one) => 'pool' in one && pools.includes(one.pool));
