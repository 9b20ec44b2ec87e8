import type { ReactElement } from 'react';
import { noticeTags } from '../main/core/view/notices/handling.ts';
import { besideVerdict } from '../main/core/view/notices/said-by-verdict.ts';
import { nextBestProvider } from '../main/core/view/providers/next-best-provider.ts';
import { quotaView } from '../main/core/view/quota/quota-view.ts';
import { trayDesktopOf } from '../main/core/view/tray/tray-desktop.ts';
import type { Navigation } from './navigation.ts';
import type { PanelContext } from './panel-context.ts';
import { ActionButton } from './ui/ActionButton.tsx';
import { Button, IconButton } from './ui/Button.tsx';
import { Explain } from './ui/Explain.tsx';
import { Fold } from './ui/Fold.tsx';
import { useAction } from './use-action.ts';

interface BannersProps {
  readonly context: PanelContext;
  readonly panel: Navigation['panel'];
  readonly onPanel: Navigation['setPanel'];
}

/** Messages that stay above every panel: the demo, and notices that the system could not show. */
export function Banners({ context, panel, onPanel }: BannersProps): ReactElement {
  const { state, bridge } = context;
  const { words } = context.locale;
  const action = useAction();
  /** Opens the preview of the next best provider, or all of them; nothing is written before a preview was confirmed. */
  const onSwitch = (): void => {
    const best = nextBestProvider(state.settings, state.snapshot, context.nowMs);
    onPanel('providers', best === null ? undefined : { providerId: best.option.id });
  };
  const { pendingNotices } = state;
  const notices =
    panel === 'quota' && pendingNotices.length > 0
      ? besideVerdict(pendingNotices, quotaView({ ...state, ...context }).verdict)
      : pendingNotices;
  return (
    <section className="banners" aria-label={words.noticesLabel}>
      {state.demo ? (
        <div className="demo">
          <strong>{words.demo.banner}</strong>
          <ActionButton kind="link" work={() => bridge.invoke('demo:leave')}>
            {words.demo.leave}
          </ActionButton>
        </div>
      ) : null}
      <div aria-live="polite" className="notices">
        {notices.map((notice) => (
          <div key={notice.tag} className="notice">
            <div>
              {notice.account === undefined ? null : <small className="account-name">{notice.account}</small>}
              <NoticeWords notice={notice} />
              {notice.tag === noticeTags.newVersion ? (
                <div className="actions links">
                  <ActionButton kind="link" work={() => bridge.invoke('link:open', 'releases')}>
                    {words.preferences.showReleases}
                  </ActionButton>
                </div>
              ) : null}
              {notice.canSwitch || notice.canSnooze ? (
                <div className="actions links">
                  {notice.canSwitch ? (
                    <Button kind="link" onPress={onSwitch}>
                      {words.notice.switch}
                    </Button>
                  ) : null}
                  {notice.canSnooze ? (
                    <ActionButton kind="link" work={() => bridge.invoke('notice:snooze', { tag: notice.tag })}>
                      {words.notice.snooze}
                    </ActionButton>
                  ) : null}
                </div>
              ) : null}
            </div>
            <IconButton
              icon="close"
              label={words.common.dismiss}
              onPress={() => action.run(() => bridge.invoke('notice:dismiss', { tag: notice.tag }))}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

/** What one notice says; of several the titles, each with the rest on demand: all they say would be a wall of sentences. */
function NoticeWords({
  notice: { title, body, parts, isDigest },
}: {
  readonly notice: Pick<PanelContext['state']['pendingNotices'][number], 'title' | 'body' | 'parts' | 'isDigest'>;
}): ReactElement {
  const [only = { title, body }, ...others] = parts ?? [];
  if (others.length === 0) {
    return (
      <>
        <strong>{only.title}</strong>
        <p>{only.body}</p>
      </>
    );
  }
  return (
    <>
      {isDigest ? <strong>{title}</strong> : null}
      <ul>
        {[only, ...others].map((part) => (
          <li key={`${part.title} ${part.body}`}>
            <Fold title={part.title} className="notice-part">
              <p>{part.body}</p>
            </Fold>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Problems at the start. They scroll with the panel, because they are long and may last as long as the app runs. */
export function StartProblems({
  context: { state, bridge, locale },
}: {
  readonly context: PanelContext;
}): ReactElement {
  const { words } = locale;
  return (
    <div className="start-problems">
      {state.problems.map((problem) => (
        <Explain key={problem.code} tone="amber" text={words.startProblems[problem.code](problem.detail)}>
          {problem.code === 'no-tray' && trayDesktopOf(problem.detail) === 'gnome' ? (
            <ActionButton work={() => bridge.invoke('link:open', 'tray-extension')}>{words.trayExtension}</ActionButton>
          ) : undefined}
        </Explain>
      ))}
    </div>
  );
}
