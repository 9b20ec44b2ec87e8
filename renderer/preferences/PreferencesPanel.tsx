import type { ReactElement, ReactNode } from 'react';
import type { Panel } from '../navigation.ts';
import type { PanelContext } from '../panel-context.ts';
import { Account } from '../session/Account.tsx';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Section } from '../ui/Field.tsx';
import { useAction } from '../use-action.ts';
import { type ControlSection, PreferenceControl, preferencesIn } from './controls.tsx';
import { Decisions } from './Decisions.tsx';

interface Props {
  readonly context: PanelContext;
  readonly onPanel: (panel: Panel) => void;
}

export function PreferencesPanel({ context, onPanel }: Props): ReactElement {
  const { words } = context.locale;
  const action = useAction();
  const controlsOf = (section: ControlSection): ReactNode =>
    preferencesIn(section, words).map((name) => (
      <PreferenceControl
        key={name}
        name={name}
        context={context}
        onChange={(change) => action.run(() => context.bridge.invoke('preferences:set', change))}
      />
    ));
  return (
    <div className="stack">
      <NewVersion context={context} />
      {action.failed ? <p className="remark remark-amber">{words.common.notRight}</p> : null}
      <Section title={words.preferences.appearance}>
        <div className="group">{controlsOf('appearance')}</div>
      </Section>
      <Section title={words.preferences.warnings}>
        <div className="group">{controlsOf('warnings')}</div>
        <Decisions context={context} />
      </Section>
      <Section title={words.preferences.account}>
        <div className="group">
          <Account context={context} onSignIn={() => onPanel('quota')} />
          {controlsOf('account')}
        </div>
      </Section>
      <Section title={words.navigation.providers}>
        <div className="group">{controlsOf('providers')}</div>
      </Section>
      <About context={context} />
    </div>
  );
}

/** Names a newer version with a link to its page, where the notice of it leads. */
function NewVersion({ context: { bridge, state, locale } }: { readonly context: PanelContext }): ReactElement | null {
  const { newVersion } = state.updates;
  if (newVersion === null) return null;
  const { words } = locale;
  return (
    <p>
      {words.preferences.newVersion(newVersion)}{' '}
      <ActionButton kind="link" work={() => bridge.invoke('link:open', 'releases')}>
        {words.preferences.showReleases}
      </ActionButton>
    </p>
  );
}

/** Shows the version and the privacy note, with links to the documentation and the console, and a button to quit. */
function About({ context }: { readonly context: PanelContext }): ReactElement {
  const {
    bridge,
    state,
    locale: { words },
  } = context;
  return (
    <footer className="about">
      <p>
        {words.appName} · {words.common.version(state.version)}
      </p>
      <p>{words.preferences.privacy}</p>
      <div className="actions links">
        <ActionButton kind="link" work={() => bridge.invoke('link:open', 'documentation')}>
          {words.common.documentation}
        </ActionButton>
        <ActionButton kind="link" work={() => bridge.invoke('link:open', 'console')}>
          {words.common.openConsole}
        </ActionButton>
        <ActionButton kind="link" work={() => bridge.invoke('app:quit')}>
          {words.common.quit}
        </ActionButton>
      </div>
    </footer>
  );
}
