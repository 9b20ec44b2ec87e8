import type { ReactElement } from 'react';
import type { PanelContext } from './panel-context.ts';
import { ActionButton } from './ui/ActionButton.tsx';
import { Button, IconButton } from './ui/Button.tsx';
import { Explain } from './ui/Explain.tsx';
import { useAction } from './use-action.ts';

interface BannersProps {
  readonly context: PanelContext;
  /** Opens what can be switched to; nothing is written before its preview was confirmed. */
  readonly onSwitch: () => void;
}

/** Messages that stay above every panel: the demo, and notices that the system could not show. */
export function Banners({ context, onSwitch }: BannersProps): ReactElement {
  const { state, bridge } = context;
  const { words } = context.locale;
  const action = useAction();
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
        {state.pendingNotices.map((notice) => (
          <div key={notice.tag} className="notice">
            <div>
              <strong>{notice.title}</strong>
              <p>{notice.body}</p>
              {notice.canSnooze ? (
                <div className="actions links">
                  <Button kind="link" onPress={onSwitch}>
                    {words.notice.switch}
                  </Button>
                  <ActionButton kind="link" work={() => bridge.invoke('notice:snooze', { tag: notice.tag })}>
                    {words.notice.snooze}
                  </ActionButton>
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
          {problem.code === 'no-tray-on-gnome' ? (
            <ActionButton work={() => bridge.invoke('link:open', 'tray-extension')}>{words.trayExtension}</ActionButton>
          ) : undefined}
        </Explain>
      ))}
    </div>
  );
}
