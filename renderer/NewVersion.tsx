import type { ReactElement } from 'react';
import { noticeTags } from '../main/core/view/notices/handling.ts';
import type { PanelContext } from './panel-context.ts';
import { ActionButton } from './ui/ActionButton.tsx';

/** Names a newer version with a link to its page, unless a notice above the panel does. */
export function NewVersion({
  context: { bridge, state, locale },
}: {
  readonly context: PanelContext;
}): ReactElement | null {
  const { newVersion } = state.updates;
  if (newVersion === null || state.pendingNotices.some(({ tag }) => tag === noticeTags.newVersion)) return null;
  const { words } = locale;
  return (
    <p className="quiet new-version">
      {words.notice.newVersionTitle(newVersion)}{' '}
      <ActionButton kind="link" work={() => bridge.invoke('link:open', 'releases')}>
        {words.preferences.showReleases}
      </ActionButton>
    </p>
  );
}
