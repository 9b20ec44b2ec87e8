import { type Alert, decideAlerts, type RememberedAlerts, rememberAnnounced } from '../../core/notices/alerts.ts';
import {
  afterEpisodeAlert,
  decideEpisodes,
  type EpisodeAlert,
  type EpisodeFacts,
  type Episodes,
} from '../../core/notices/episodes.ts';
import { afterPlanEnd, decidePlanEnds, type PlanEndAlert, type PlanEnds } from '../../core/notices/plan-ends.ts';
import { lasts, type Snoozes, withSnoozes } from '../../core/notices/snooze.ts';
import { stillTrue } from '../../core/notices/still-true.ts';
import type { NoticeSubject, SingleSubject } from '../../core/notices/subject.ts';
import { joined, subjectsOf, windowTag } from '../../core/notices/subjects.ts';
import { isWanted, type NoticeSwitches } from '../../core/notices/wanted.ts';
import type { Preferences } from '../../core/preferences.ts';
import type { PoolId, Snapshot } from '../../core/quota/model.ts';
import { currencyOf } from '../../core/view/level.ts';
import type { NoticeEvent } from '../../core/view/quota/notice.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';
import { type AlertsFile, AlertsFileSchema, type PendingNotice } from './alerts-file.ts';
import { createDecisionLog, type DecisionLog, type DecisionLogDependencies } from './decision-log.ts';
import { createDelivery, type DeliveryDependencies } from './delivery.ts';

export interface AlerterDependencies extends Omit<DeliveryDependencies, 'decisions' | 'pending' | 'setPending'> {
  readonly store: { get(): Snapshot; subscribe(listener: () => void): () => void };
  preferences(): NoticeSwitches & Pick<Preferences, 'warnAtUsedPercents'>;
  /** What the use so far tells of the windows. */
  foreseen(): Pick<EpisodeFacts, 'runOuts' | 'lastRequestAtMs' | 'usualHour'>;
  /** The list of {@link Alerter.pending} changed. */
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
  /** Whether it is about a window, so that it can be snoozed until the window is back. */
  readonly canSnooze: boolean;
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
  let remembered: RememberedAlerts = [];
  let snoozes: Snoozes = [];
  let episodes: Episodes = [];
  let planEnds: PlanEnds = [];
  let pending: readonly PendingNotice[] = [];
  let leave: (() => void) | null = null;

  const content = (): AlertsFile => ({ version: 2, remembered, snoozes, episodes, planEnds, pending });
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
      save();
    },
  });

  function takeOver(earlier: AlertsFile): AlertsFile {
    const known = (entry: RememberedAlerts[number]): boolean =>
      remembered.some(({ pool, windowId }) => pool === entry.pool && windowId === entry.windowId);
    remembered = [...earlier.remembered.filter((entry) => !forgotten.has(entry.pool) && !known(entry)), ...remembered];
    episodes = [...earlier.episodes.filter(({ pool }) => !forgotten.has(pool)), ...episodes];
    planEnds = [...earlier.planEnds.filter(({ pool }) => !forgotten.has(pool)), ...planEnds];
    snoozes = [...earlier.snoozes.filter(({ pool }) => !forgotten.has(pool)), ...snoozes];
    const tags = pending.map(({ tag }) => tag);
    setPending([...earlier.pending.filter(({ tag }) => !tags.includes(tag)), ...pending]);
    return content();
  }

  function look(): void {
    if (leave === null) return;
    const decision = decideAlerts(store.get(), deps.preferences(), remembered, clock.now(), snoozes);
    const changes = decideEpisodes(
      { ...store.get(), preferences: deps.preferences(), ...deps.foreseen(), snoozes, nowMs: clock.now() },
      episodes,
    );
    const ends = decidePlanEnds(store.get().pools, deps.preferences(), planEnds, clock.now());
    const isEpisodeChanged = changes.episodes !== episodes || ends.planEnds !== planEnds;
    planEnds = ends.planEnds;
    episodes = changes.episodes;
    const stillTrue = pending.flatMap((notice) => whatIsTrue(notice, decision.remembered));
    const snoozed = snoozes.filter((snooze) => lasts(snooze, changes.back, clock.now()));
    const isPendingChanged = stillTrue.length < pending.length || stillTrue.some((notice) => !pending.includes(notice));
    const isChanged =
      isEpisodeChanged || decision.remembered !== remembered || isPendingChanged || snoozed.length < snoozes.length;
    remembered = decision.remembered;
    for (const made of [...decision.decisions, ...changes.decisions]) decisions.note(made);
    if (isPendingChanged) setPending(stillTrue);
    if (snoozed.length < snoozes.length) snoozes = snoozed;
    if (isChanged) save();
    void announce(
      decision.due.filter(isNotShowing),
      changes.due.filter((one) => isNotShowing({ tag: tagOf(one) })),
    );
    for (const end of ends.due) void announceEnd(end);
    void delivery.release();
  }

  /** A notice without what is no longer true of it; none if nothing is. */
  function whatIsTrue(notice: PendingNotice, known: RememberedAlerts): readonly PendingNotice[] {
    if (notice.untilMs !== undefined && notice.untilMs <= clock.now()) return [];
    if (showing.has(notice.tag)) return [notice];
    const facts = { snapshot: store.get(), remembered: known, episodes, nowMs: clock.now() };
    const subject = stillTrue(notice.subject, notice.tag, facts);
    if (subject === null) return [];
    return subject === notice.subject ? [notice] : [{ ...notice, subject }];
  }

  const isNotShowing = ({ tag }: { readonly tag: string }): boolean => !showing.has(tag);

  /** What is due at once is one notice. */
  async function announce(alerts: readonly Alert[], changes: readonly EpisodeAlert[]): Promise<void> {
    const currency = currencyOf(store.get());
    const subject = joined([
      ...alerts.map(({ tag: _, ...alert }): SingleSubject => ({ kind: 'threshold', ...alert, currency })),
      ...changes.map((change): SingleSubject => ({ ...change, currency })),
    ]);
    if (subject === null) return;
    const tags = [...alerts.map(({ tag }) => tag), ...changes.map(tagOf)];
    for (const tag of tags) showing.add(tag);
    const { tag, untilMs } = deps.handle(subject);
    await delivery.deliver(untilMs === null ? { tag, subject } : { tag, subject, untilMs });
    for (const shown of tags) showing.delete(shown);
    remembered = alerts.reduce(rememberAnnounced, remembered);
    episodes = changes.reduce(afterEpisodeAlert, episodes);
    save();
  }

  async function announceEnd({ toldDays, ...end }: PlanEndAlert): Promise<void> {
    const subject = { kind: 'plan-ending', ...end } as const;
    const { tag, untilMs } = deps.handle(subject);
    if (showing.has(tag)) return;
    showing.add(tag);
    await delivery.deliver(untilMs === null ? { tag, subject } : { tag, subject, untilMs });
    showing.delete(tag);
    planEnds = afterPlanEnd(planEnds, { toldDays, ...end });
    save();
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
        remembered = kept.remembered;
        snoozes = kept.snoozes;
        episodes = kept.episodes;
        planEnds = kept.planEnds;
        if (kept.pending.length > 0) setPending(kept.pending);
      }
      leave ??= store.subscribe(look);
      look();
    },
    reconsider: look,
    pending: () =>
      pending.map(({ tag, subject }) => ({
        tag,
        ...deps.describe(subject),
        canSnooze: subjectsOf(subject).some(({ kind }) => kind === 'threshold' || kind === 'running-out'),
      })),
    dismiss(tag) {
      setPending(pending.filter((notice) => notice.tag !== tag));
      save();
    },
    snooze(tag) {
      const notice = pending.find((one) => one.tag === tag);
      if (notice === undefined) return;
      snoozes = withSnoozes(snoozes, subjectsOf(notice.subject), { snapshot: store.get(), nowMs: clock.now() });
      withdraw((one) => one.tag === tag);
    },
    report(event) {
      if (leave === null) return;
      const { kind } = event;
      if (!isWanted(kind, deps.preferences())) {
        const about = { pool: null, windowId: null, thresholdPercent: null };
        decisions.note({ atMs: clock.now(), kind, ...about, outcome: 'switched-off' });
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
      remembered = remembered.filter((entry) => !pools.includes(entry.pool));
      snoozes = snoozes.filter(({ pool }) => !pools.includes(pool));
      planEnds = planEnds.filter(({ pool }) => !pools.includes(pool));
      episodes = episodes.filter(({ pool }) => !pools.includes(pool));
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

const tagOf = ({ pool, window }: EpisodeAlert): string => windowTag(pool, window.id);

const isAbout = (subject: NoticeSubject, pools: readonly PoolId[]): boolean =>
  subjectsOf(subject).some((one) => 'pool' in one && pools.includes(one.pool));
