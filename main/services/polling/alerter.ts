import * as z from 'zod';
import type { Preferences } from '../../core/preferences.ts';
import {
  type Alert,
  alertTag,
  decideAlerts,
  type RememberedAlerts,
  RememberedAlertsSchema,
  rememberAnnounced,
} from '../../core/quota/alerts.ts';
import type { PoolId, Snapshot } from '../../core/quota/model.ts';
import { printable } from '../../core/text/printable.ts';
import type { Clock, DataFiles, Log, Notice, Notices } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

const AlertsFileSchema = z.strictObject({
  version: z.literal(1),
  remembered: RememberedAlertsSchema,
  pending: z
    .array(
      z.strictObject({
        tag: z.string(),
        title: z.string(),
        body: z.string(),
        /** When the notice stops being true by itself; older versions of the app wrote none. */
        untilMs: z.number().optional(),
      }),
    )
    .readonly(),
});
type PendingNotice = z.infer<typeof AlertsFileSchema>['pending'][number];

export interface AlerterDependencies {
  readonly store: { get(): Snapshot; subscribe(listener: () => void): () => void };
  preferences(): Pick<Preferences, 'notices' | 'warnAtUsedPercent'>;
  readonly notices: Notices;
  /** Words the alert in the current language. */
  describe(alert: Alert): Notice;
  onClick(alert: Alert): void;
  /** The list of {@link Alerter.pending} changed. */
  onPending(): void;
  readonly files: DataFiles;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Alerter {
  /** Loads what earlier runs announced, then watches the store. */
  start(): Promise<void>;
  /** Checks the readings again after a change of the preferences. */
  reconsider(): void;
  /** The notices that the system failed to show and that are still true, for the popover. Each is offered to the system once. */
  pending(): readonly Notice[];
  dismiss(tag: string): void;
  /**
   * Shows a notice that is not about a reading. Does nothing if notices are off; a notice the system fails to show is
   * pending, until `untilMs` at most.
   */
  show(notice: Notice, onClick: () => void, untilMs?: number | null): void;
  /** Removes the pending notices whose tag begins like this, because they are no longer true. */
  withdraw(tagStart: string): void;
  /** Forgets these pools after a change of account, so that their next reading counts as the first one. */
  forget(pools: readonly PoolId[]): void;
  stop(): void;
  settled(): Promise<void>;
}

/** Turns readings into notices, one per crossed threshold. A shown notice is remembered across restarts. */
export function createAlerter(deps: AlerterDependencies): Alerter {
  const { store, notices, files, clock, log } = deps;
  const document = createDocument({ files, name: 'alerts.json', schema: AlertsFileSchema, log, merge: takeOver });
  const forgotten = new Set<PoolId>();
  const showing = new Set<string>();
  let remembered: RememberedAlerts = [];
  let pending: readonly PendingNotice[] = [];
  let leave: (() => void) | null = null;

  const save = (): void => document.write({ version: 1, remembered, pending });

  function setPending(changed: readonly PendingNotice[]): void {
    pending = changed;
    deps.onPending();
  }

  function takeOver(earlier: z.infer<typeof AlertsFileSchema>): z.infer<typeof AlertsFileSchema> {
    const known = (entry: RememberedAlerts[number]): boolean =>
      remembered.some(({ pool, windowId }) => pool === entry.pool && windowId === entry.windowId);
    remembered = [...earlier.remembered.filter((entry) => !forgotten.has(entry.pool) && !known(entry)), ...remembered];
    const tags = pending.map(({ tag }) => tag);
    setPending([...earlier.pending.filter(({ tag }) => !tags.includes(tag)), ...pending]);
    return { version: 1, remembered, pending };
  }

  function look(): void {
    if (leave === null) return;
    const decision = decideAlerts(store.get(), deps.preferences(), remembered, clock.now());
    const stillTrue = pending.filter((notice) => isTrue(notice, decision.remembered));
    const changed = decision.remembered !== remembered || stillTrue.length < pending.length;
    remembered = decision.remembered;
    if (stillTrue.length < pending.length) setPending(stillTrue);
    if (changed) save();
    for (const alert of decision.due) if (!showing.has(alert.tag)) void announce(alert);
  }

  /** A notice about a window is true until the window is armed again, or until its reset. */
  function isTrue({ tag, untilMs }: PendingNotice, known: RememberedAlerts): boolean {
    if (untilMs !== undefined && untilMs <= clock.now()) return false;
    const window = windowOf(tag, known);
    if (window === null || showing.has(tag)) return true;
    return window.state === 'announced' && (window.resetsAtMs === null || window.resetsAtMs > clock.now());
  }

  async function announce(alert: Alert): Promise<void> {
    showing.add(alert.tag);
    const notice = deps.describe(alert);
    await deliver(notice, () => deps.onClick(alert));
    showing.delete(alert.tag);
    remembered = rememberAnnounced(remembered, alert);
    save();
  }

  async function deliver(described: PendingNotice, onClick: () => void): Promise<void> {
    // Names of plans and models come from outside, and a system may show a notice as it is.
    const notice = { ...described, title: printable(described.title), body: printable(described.body) };
    const outcome = await show(notice, onClick);
    const others = pending.filter((other) => other.tag !== notice.tag);
    if (outcome === 'failed') setPending([...others, notice]);
    else if (others.length < pending.length) setPending(others);
  }

  async function show(notice: Notice, onClick: () => void): Promise<'shown' | 'failed'> {
    try {
      return await notices.show(notice, onClick);
    } catch {
      // However the system fails, the popover shows the notice instead.
      return 'failed';
    }
  }

  return {
    async start() {
      const kept = await document.read();
      if (kept !== null) {
        remembered = kept.remembered;
        if (kept.pending.length > 0) setPending(kept.pending);
      }
      leave ??= store.subscribe(look);
      look();
    },
    reconsider: look,
    pending: () => pending.map(({ tag, title, body }) => ({ tag, title, body })),
    dismiss(tag) {
      setPending(pending.filter((notice) => notice.tag !== tag));
      save();
    },
    show(notice, onClick, untilMs = null) {
      if (leave === null || !deps.preferences().notices) return;
      void deliver(untilMs === null ? notice : { ...notice, untilMs }, onClick).then(save);
    },
    withdraw(tagStart) {
      const others = pending.filter(({ tag }) => !tag.startsWith(tagStart));
      if (others.length === pending.length) return;
      setPending(others);
      save();
    },
    forget(pools) {
      for (const pool of pools) forgotten.add(pool);
      remembered = remembered.filter((entry) => !pools.includes(entry.pool));
      setPending(pending.filter(({ tag }) => !pools.some((pool) => tag.startsWith(`${pool}/`))));
      save();
    },
    stop() {
      leave?.();
      leave = null;
    },
    settled: document.settled,
  };
}

/** What is remembered of the window that a notice is about; null for any other notice. */
const windowOf = (tag: string, known: RememberedAlerts): RememberedAlerts[number] | null =>
  known.find(({ pool, windowId }) => alertTag(pool, windowId) === tag) ?? null;
