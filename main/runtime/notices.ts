import { currencyOf } from '../core/view/format-level.ts';
import { noticeText } from '../core/view/quota/notice.ts';
import { createSessionNotices, type SessionNotices } from '../services/account/session-notices.ts';
import { type Alerter, createAlerter } from '../services/polling/alerter.ts';
import type { SnapshotStore } from '../services/polling/snapshot-store.ts';
import type { SettingsWriter } from '../services/settings/settings-writer.ts';
import type { Switching } from '../services/settings/switching.ts';
import { openSessionLog } from '../sources/session-log/source.ts';
import type { RuntimeDeps } from './deps.ts';

/** Windows that pass the user's threshold. */
export function createAlerterFor(deps: RuntimeDeps, store: SnapshotStore): Alerter {
  const { clock, dataFiles } = deps.runEnvironment;
  return createAlerter({
    store,
    preferences: deps.preferences,
    notices: deps.notices,
    describe({ tag, pool, window }) {
      const currency = currencyOf(store.get());
      const text = noticeText({ kind: 'threshold', pool, window, currency }, clock.now(), deps.place());
      return { tag, ...text };
    },
    onClick: () => deps.onNoticeClick('quota'),
    onPending: deps.onChange,
    files: dataFiles,
    clock,
    log: deps.log,
  });
}

/** The end of a session, before it comes and when it has. */
export function createSessionNoticesFor(deps: RuntimeDeps, alerter: Alerter): SessionNotices {
  const { clock, dataFiles: files } = deps.runEnvironment;
  return createSessionNotices({
    clock,
    files,
    log: deps.log,
    tell(news) {
      const text = noticeText(news, clock.now(), deps.place());
      alerter.tell({ tag: 'session', ...text }, () => deps.onNoticeClick('quota'));
    },
  });
}

interface SessionLogParts {
  readonly store: SnapshotStore;
  readonly alerter: Alerter;
  readonly history: SettingsWriter['history'];
  readonly settings: Switching['view'];
  /** The user's requests were logged. */
  onGrew(): void;
  /** The service said that a window is empty. */
  onEmptied(): void;
}

/** The user's own logs; the demo has none. */
export function createSessionLogFor(deps: RuntimeDeps, { store, alerter, onEmptied, ...parts }: SessionLogParts) {
  if (deps.runEnvironment.demo) return null;
  return openSessionLog({
    ...parts,
    runEnvironment: deps.runEnvironment,
    log: deps.log,
    preferences: deps.preferences,
    snapshot: store.get,
    onAnswers: store.apply,
    onCounted: deps.onChange,
    onNoPlan: (sourceId) => store.forget([sourceId]),
    onRefusal({ refusal, model }) {
      const text = noticeText(
        { kind: 'refused', limit: refusal, model },
        deps.runEnvironment.clock.now(),
        deps.place(),
      );
      const empty = refusal !== 'rate-limit';
      alerter.tell({ tag: `refused/${refusal}`, ...text }, () => deps.onNoticeClick(empty ? 'providers' : 'quota'));
      if (empty) onEmptied();
    },
  });
}
