import type { ReactElement } from 'react';
import { type Panel, panels } from './navigation.ts';
import type { Shown } from './shown.ts';
import { IconButton } from './ui/Button.tsx';
import { useAction } from './use-action.ts';

interface Props {
  readonly shown: Shown;
  readonly panel: Panel;
  readonly onPanel: (panel: Panel) => void;
}

export function Header({ shown, panel, onPanel }: Props): ReactElement {
  const { words } = shown.locale;
  const refresh = useAction();
  const polling = shown.state.snapshot.polling || refresh.busy;
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
        onPress={() => refresh.run(() => shown.bridge.invoke('quota:refresh'))}
      />
    </header>
  );
}
