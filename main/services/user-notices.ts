import { currencyOf } from '../core/view/level.ts';
import { noticeText } from '../core/view/quota/notice.ts';
import type { RefusedRequest } from '../ports/sources.ts';
import { createSessionNotices, type SessionNotices } from '../services/account/session-notices.ts';
import { type Alerter, createAlerter } from '../services/polling/alerter.ts';
import type { SnapshotStore } from '../services/polling/snapshot-store.ts';
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

/** A request that Qwen Code logged as refused. */
export function reportRefusal({ refusal, model }: RefusedRequest, deps: RuntimeDeps, alerter: Alerter): void {
  const text = noticeText({ kind: 'refused', limit: refusal, model }, deps.runEnvironment.clock.now(), deps.place());
  const panel = refusal === 'rate-limit' ? 'quota' : 'providers';
  alerter.tell({ tag: `refused/${refusal}`, ...text }, () => deps.onNoticeClick(panel));
}
