import type { ReactElement, ReactNode } from 'react';
import type { Session } from '../../main/core/session.ts';
import { formatClock } from '../../main/core/view/format.ts';
import { serviceName } from '../../main/core/view/quota/sign-in-view.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Button } from '../ui/Button.tsx';

interface Props {
  readonly context: PanelContext;
  readonly onSignIn: () => void;
}

/** Shows who is signed in and how the session is stored, with a button to sign out. */
export function Account({ context, onSignIn }: Props): ReactElement {
  const { state, locale, bridge } = context;
  const { words } = locale;
  const { session } = state;
  if (session.state !== 'signed-in') {
    return (
      <div className="row">
        <span>{words.tray.signedOut}</span>
        <Button onPress={onSignIn}>{words.session.signIn}</Button>
      </div>
    );
  }
  return (
    <SessionFacts context={context} session={session}>
      <ActionButton work={() => bridge.invoke('session:sign-out')}>{words.session.signOut}</ActionButton>
    </SessionFacts>
  );
}

interface FactsProps {
  readonly context: PanelContext;
  readonly session: Extract<Session, { state: 'signed-in' }>;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** Who is signed in where, how that is kept and how long it lasts. */
export function SessionFacts({ context: { locale, nowMs }, session, children }: FactsProps): ReactElement {
  const { words } = locale;
  const service = serviceName(session.region, locale);
  const who = session.account === null ? words.session.signedIn : words.session.signedInAs(session.account);
  return (
    <>
      <div className="row">
        <div className="row-text">
          <span className="wrap">{who}</span>
          <small>{service}</small>
        </div>
        {children}
      </div>
      <p className="note">
        {session.storage.kind === 'memory'
          ? words.session.storedInMemory
          : words.session.storedEncrypted(session.storage.backend)}
      </p>
      {session.expiresAtMs === null || session.expiresAtMs <= nowMs ? null : (
        <p className="note">{words.session.lastsUntil(formatClock(session.expiresAtMs, nowMs, locale))}</p>
      )}
    </>
  );
}
