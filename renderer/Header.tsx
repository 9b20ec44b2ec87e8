import type { ReactElement } from 'react';
import { type Panel, panels } from './navigation.ts';
import type { PanelContext } from './panel-context.ts';
import { IconButton } from './ui/Button.tsx';
import { useAction } from './use-action.ts';

interface Props {
  readonly context: PanelContext;
  readonly panel: Panel;
  readonly onPanel: (panel: Panel) => void;
}

export function Header({ context, panel, onPanel }: Props): ReactElement {
  const { words } = context.locale;
  const refresh = useAction();
  const polling = context.state.snapshot.polling || refresh.busy;
  return (
    <header className="header">
      <h1 className="unseen">{words.appName}</h1>
      <nav className="tabs" aria-label={words.navigation.label}>
        {panels.map((name) => (
          <button
            key={name}
            type="button"
            className="tab"
            aria-current={name === panel ? 'page' : undefined}
            onClick={() => onPanel(name)}
          >
            {words.navigation[name]}
          </button>
        ))}
      </nav>
      <IconButton
        icon="refresh"
        label={polling ? words.common.refreshing : words.common.refresh}
        disabled={polling}
        onPress={() => refresh.run(() => context.bridge.invoke('quota:refresh'))}
      />
    </header>
  );
}
