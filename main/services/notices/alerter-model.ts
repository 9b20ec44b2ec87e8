import type { NoticeFacts } from '../../core/notices/decide.ts';
import type { Snoozes, WindowSnooze } from '../../core/notices/snooze.ts';
import type { PoolId, Snapshot } from '../../core/quota/model.ts';
import type { NoticeEvent } from '../../core/view/notices/handling.ts';
import type { NoticeText } from '../../core/view/notices/single-text.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import type { DecisionLog, DecisionLogDependencies } from './decision-log.ts';
import type { DeliveryDependencies } from './delivery.ts';

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
export interface WaitingNotice extends NoticeText {
  readonly tag: string;
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
