import type { ReactElement } from 'react';
import type { Shown } from '../shown.ts';
import { Button } from '../ui/Button.tsx';
import { useAction } from '../use-action.ts';

/** What this is, where to read more, and the end. */
export function About({ shown }: { readonly shown: Shown }): ReactElement {
  const { words } = shown.place;
  const { bridge } = shown;
  const action = useAction();
  return (
    <footer className="about">
      <p>
        {words.appName} · {words.common.version(shown.state.version)}
      </p>
      <p>{words.preferences.privacy}</p>
      <div className="actions links">
        <Button kind="link" onPress={() => action.run(() => bridge.invoke('link:open', 'documentation'))}>
          {words.common.documentation}
        </Button>
        <Button kind="link" onPress={() => action.run(() => bridge.invoke('link:open', 'console'))}>
          {words.common.openConsole}
        </Button>
        <Button kind="link" onPress={() => action.run(() => bridge.invoke('app:quit'))}>
          {words.common.quit}
        </Button>
      </div>
    </footer>
  );
}
