import { quietUntilMs } from '../core/notices/quiet-hours.ts';
import type { Preferences } from '../core/preferences.ts';
import { utcOffsetsOf } from '../core/quota/outlook/local-time.ts';
import type { Locale } from '../core/view/format.ts';
import { type NoticeEvent, type NoticeHandling, noticeHandling, noticeTags } from '../core/view/notices/handling.ts';
import { noticeText } from '../core/view/notices/notice.ts';
import type { RefusedRequest } from '../ports/sources.ts';
import type { Clock, DataFiles, Log, Notice, Notices } from '../ports/system.ts';
import { announceBeforeMs, createSessionNotices, type SessionNotices } from './account/session-notices.ts';
import type { Journal } from './history/journal.ts';
import { createAlerter } from './notices/alerter.ts';
import type { Alerter } from './notices/alerter-model.ts';
import type { SnapshotStore } from './polling/snapshot-store.ts';

export interface UserNoticesDeps {
  readonly store: SnapshotStore;
  /** What the use so far tells of the windows. */
  foreseen: Parameters<typeof createAlerter>[0]['foreseen'];
  readonly notices: Notices;
  readonly files: DataFiles;
  /** Where shown notices are recorded for the user. */
  readonly journal: Pick<Journal, 'append'>;
  readonly clock: Clock;
  readonly log: Log;
  preferences(): Preferences;
  locale(): Locale;
  /** A notice was clicked; the panel shows what it is about. */
  onClick(panel: NoticeHandling['panel']): void;
  /** The list of pending notices changed. */
  onPending(): void;
}

/** Everything the user is notified of: thresholds, the end of a session, refused requests and switches. */
export interface UserNotices
  extends Omit<Alerter, 'start' | 'stop' | 'settled' | 'confirm' | 'withdraw'>,
    Pick<SessionNotices, 'follow' | 'wake'> {
  reportRefusal(refused: RefusedRequest): void;
  /** The provider was switched. null: the notice of it is shown elsewhere. */
  reportSwitch(notice: Notice | null): void;
  /** Loads what earlier runs notified of. Must be called before the first session. */
  start(): Promise<void>;
  /** Waits until the sent notices are recorded on disk. */
  stop(): Promise<void>;
}

export function createUserNotices(deps: UserNoticesDeps): UserNotices {
  const { store, files, clock, log } = deps;
  const alerter = createAlerter({
    ...deps,
    describe: (subject) => noticeText(subject, clock.now(), deps.locale(), store.get()),
    handle: (subject) => noticeHandling(subject, clock.now()),
    quietUntilMs: () => quietUntilMs(deps.preferences().quietHours, clock.now(), utcOffsetsOf(deps.locale().timeZone)),
  });
  const report = (event: NoticeEvent): void => alerter.report(event);
  const sessionNotices = createSessionNotices({ clock, files, log, announce: report });

  return {
    ...alerter,
    follow(session) {
      const endsAtMs = session.state === 'signed-in' ? (session.expiresAtMs ?? Number.POSITIVE_INFINITY) : 0;
      if (endsAtMs > clock.now() + announceBeforeMs) alerter.withdraw(noticeTags.session);
      sessionNotices.follow(session);
    },
    wake: sessionNotices.wake,
    reportRefusal({ refusal, window, resetsAtMs, model }) {
      // These refusals concern the network or one conversation: no setting helps, and Qwen Code reports them itself.
      if (refusal === 'connection' || refusal === 'input-too-long') return;
      report({ kind: 'refused', refusal: { kind: refusal, window, resetsAtMs }, model });
    },
    reportSwitch(notice) {
      alerter.withdraw(noticeTags.refused);
      alerter.withdraw(noticeTags.otherProvider);
      if (notice !== null) alerter.confirm(notice);
    },
    async start() {
      await alerter.start();
      await sessionNotices.start();
    },
    async stop() {
      sessionNotices.stop();
      alerter.stop();
      await Promise.all([alerter.settled(), sessionNotices.settled()]);
    },
  };
}
