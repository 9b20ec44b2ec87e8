import type { ReactElement, ReactNode } from 'react';
import { originView } from '../main/core/view/verdict/origin.ts';
import { type Panel, panels } from './navigation.ts';
import type { PanelContext } from './panel-context.ts';
import { IconButton } from './ui/Button.tsx';
import { Icon } from './ui/Icon.tsx';
import { useAction } from './use-action.ts';

interface Props {
  readonly context: PanelContext;
  readonly panel: Panel;
  readonly onPanel: (panel: Panel) => void;
  /** Where the numbers come from and how old they are; on another panel its name. */
  readonly children: ReactNode;
}

/** The ways to the panels, at the lower edge, where they do not compete with what the panel says. */
export function NavBar({ context, panel, onPanel, children }: Props): ReactElement {
  const { words } = context.locale;
  const refresh = useAction();
  const polling = context.state.snapshot.polling || refresh.busy;
  return (
    <footer className="nav-bar">
      <span className="nav-text">{polling ? words.common.refreshing : children}</span>
      <IconButton
        icon="refresh"
        label={polling ? words.common.refreshing : words.common.refresh}
        disabled={polling}
        onPress={() => refresh.run(() => context.bridge.invoke('quota:refresh'))}
      />
      <nav className="tabs" aria-label={words.navigation.label}>
        {panels.map((name) => (
          <button
            key={name}
            type="button"
            className="tab"
            aria-current={name === panel ? 'page' : undefined}
            aria-label={words.navigation[name]}
            title={words.navigation[name]}
            onClick={() => onPanel(name)}
          >
            <Icon name={name} />
          </button>
        ))}
      </nav>
    </footer>
  );
}

/** Where the numbers come from, and how old they are. */
export function Origin({ context: { state, nowMs, locale } }: Pick<Props, 'context'>): ReactElement | null {
  const origin = originView({ ...state, nowMs, locale });
  return origin === null ? null : <span className={origin.isOld ? 'trouble' : undefined}>{origin.text}</span>;
}
