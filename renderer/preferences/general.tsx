import type { ReactElement } from 'react';
import type { Preferences } from '../../main/core/preferences.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { NativeSelect } from '../ui/Field.tsx';
import { type Props, SwitchControl } from './simple.tsx';

/** The demo does not start at log-in. */
export function LaunchAtLogin(props: Props): ReactElement {
  return <SwitchControl name="launchAtLogin" disabled={props.context.state.demo} {...props} />;
}

/** Only a build that was published has a page to ask. */
export function LookForUpdates(props: Props): ReactElement | null {
  return props.context.state.updates.canLook ? <SwitchControl name="lookForUpdates" {...props} /> : null;
}

/** Only the menu bar of macOS has a text beside an icon. */
export function TrayTitle(props: Props): ReactElement | null {
  return navigator.userAgent.includes('Macintosh') ? <SwitchControl name="trayTitle" {...props} /> : null;
}

/** Only panels of Linux draw icons in sizes of their own. */
export function TrayIconSize({ context, onChange }: Props): ReactElement | null {
  if (!navigator.userAgent.includes('Linux')) return null;
  const { label, names } = context.locale.words.preferences.choices.trayIconSize;
  const sizes = Object.entries(names).map(([value, name]) => ({ value, name }));
  const isSize = (value: string): value is Preferences['trayIconSize'] => value in names;
  return (
    <div className="row">
      <span className="row-text">{label}</span>
      <NativeSelect
        label={label}
        value={context.state.preferences.trayIconSize}
        options={sizes}
        onChange={(value) => isSize(value) && onChange({ trayIconSize: value })}
      />
    </div>
  );
}

interface ContextProps {
  readonly context: PanelContext;
}

/** Shows the version and the privacy note, with links to the documentation and the console, and a button to quit. */
export function About({ context }: ContextProps): ReactElement {
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
