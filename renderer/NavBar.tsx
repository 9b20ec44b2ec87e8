import type { ReactElement, ReactNode } from 'react';
import { originView } from '../main/core/view/verdict/origin.ts';
import { type Panel, panels } from './navigation.ts';
import type { PanelContext } from './panel-context.ts';
import { IconButton } from './ui/Button.tsx';
import { Icon } from './ui/Icon.tsx';

interface Props {
  readonly context: PanelContext;
  readonly panel: Panel;
  readonly onPanel: (panel: Panel) => void;
  /** Whether a refresh is under way that the user asked for. */
  readonly isRefreshing: boolean;
  readonly onRefresh: () => void;
  /** Where the numbers come from and how old they are; on another panel its name. */
  readonly children: ReactNode;
}

/** The ways to the panels, at the lower edge, where they do not compete with what the panel says. */
export function NavBar(props: Props): ReactElement {
  const { context, panel, onPanel, isRefreshing, onRefresh, children } = props;
  const { words } = context.locale;
  const polling = context.state.snapshot.polling || isRefreshing;
  return (
    <footer className="nav-bar">
      <span className="nav-text">{polling ? words.common.refreshing : children}</span>
      <IconButton
        icon="refresh"
        label={polling ? words.common.refreshing : words.common.refresh}
        disabled={polling}
        onPress={onRefresh}
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
