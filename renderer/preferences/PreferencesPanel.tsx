import type { ReactElement, ReactNode } from 'react';
import type { Panel } from '../navigation.ts';
import { Account } from '../session/Account.tsx';
import type { Shown } from '../shown.ts';
import { Button } from '../ui/Button.tsx';
import { Section } from '../ui/Field.tsx';
import { useAction } from '../use-action.ts';
import { type ControlSection, controls } from './controls.tsx';

interface Props {
  readonly shown: Shown;
  readonly onPanel: (panel: Panel) => void;
}

export function PreferencesPanel({ shown, onPanel }: Props): ReactElement {
  const { words } = shown.locale;
  const action = useAction();
  const controlsOf = (section: ControlSection): ReactNode =>
    Object.entries(controls).map(([name, control]) =>
      control?.section === section ? (
        <control.Control
          key={name}
          shown={shown}
          onChange={(change) => action.run(() => shown.bridge.invoke('preferences:set', change))}
        />
      ) : null,
    );
  return (
    <div className="stack">
      {action.failed ? <p className="remark remark-amber">{words.common.notRight}</p> : null}
      <Section title={words.preferences.appearance}>
        <div className="group">{controlsOf('appearance')}</div>
      </Section>
      <Section title={words.preferences.warnings}>
        <div className="group">{controlsOf('warnings')}</div>
      </Section>
      <Section title={words.preferences.account}>
        <div className="group">
          <Account shown={shown} onSignIn={() => onPanel('quota')} />
          {controlsOf('account')}
        </div>
      </Section>
      <Section title={words.navigation.providers}>
        <div className="group">{controlsOf('providers')}</div>
      </Section>
      <About shown={shown} />
    </div>
  );
}

/** Shows the version and the privacy note, with links to the documentation and the console, and a button to quit. */
function About({ shown }: { readonly shown: Shown }): ReactElement {
  const { words } = shown.locale;
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
