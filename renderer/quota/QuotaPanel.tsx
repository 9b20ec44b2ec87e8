import { type ReactElement, useMemo } from 'react';
import { type QuotaView, quotaView } from '../../main/core/view/quota/quota-view.ts';
import type { Navigation } from '../navigation.ts';
import type { PanelContext } from '../panel-context.ts';
import { SignIn } from '../session/SignIn.tsx';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Button } from '../ui/Button.tsx';
import { Explain } from '../ui/Explain.tsx';
import { Counted } from './Counted.tsx';
import { Headline } from './Headline.tsx';
import { NoPlan } from './NoPlan.tsx';
import { PoolCard } from './PoolCard.tsx';
import { TroubleCard } from './TroubleCard.tsx';

interface Props {
  readonly context: PanelContext;
  readonly onPanel: Navigation['setPanel'];
}

/** The quotas of all pools, or the sign-in that is needed to see them. */
export function QuotaPanel({ context, onPanel }: Props): ReactElement {
  const { state, nowMs, locale } = context;
  const { words } = locale;
  const view = useMemo(() => quotaView({ ...state, nowMs, locale }), [state, nowMs, locale]);
  const counted =
    view.counted === null ? null : (
      <Counted view={view.counted} words={words} onChoosePlan={() => onPanel('preferences', 'plans')} />
    );
  const ended =
    view.oauthEnded === null ? null : (
      <Explain tone="amber" text={view.oauthEnded}>
        <Button onPress={() => onPanel('providers')}>{words.quota.chooseProvider}</Button>
      </Explain>
    );
  if (view.screen === 'welcome' && view.signIn !== null) {
    return (
      <div className="stack">
        {ended}
        <SignIn context={context} view={view.signIn} full />
      </div>
    );
  }
  if (view.screen === 'first-load') return <FirstLoad text={words.quota.firstLoad} />;
  // An offer to sign in is shown below the numbers, but the end of a session above them.
  const offer = view.signIn?.kind === 'choose' && view.signIn.tone === 'plain';
  const signIn = view.signIn === null ? null : <SignIn context={context} view={view.signIn} full={false} />;
  return (
    <div className="stack">
      {ended}
      {offer ? null : signIn}
      {view.trouble === null ? null : <TroubleCard context={context} trouble={view.trouble} />}
      {view.sessionEndingText === null ? null : <SessionEnding context={context} text={view.sessionEndingText} />}
      {view.nothingSubscribed ? <NoPlan context={context} onUseLogs={() => onPanel('preferences', 'plans')} /> : null}
      {view.headline === null ? null : (
        <Headline view={view.headline} words={words} onChooseProvider={() => onPanel('providers')} />
      )}
      {view.pools.map((pool) => (
        <PoolCard key={pool.pool} context={context} pool={pool} />
      ))}
      {counted}
      {offer ? signIn : null}
      <Foot view={view} words={words} />
    </div>
  );
}

/** Sessions cannot be prolonged, so a new sign-in is offered. The old session lasts until that succeeds. */
function SessionEnding({
  context,
  text,
}: {
  readonly context: PanelContext;
  readonly text: string;
}): ReactElement | null {
  const { session } = context.state;
  const { words } = context.locale;
  if (session.state !== 'signed-in') return null;
  const { region } = session;
  return (
    <Explain tone="amber" text={{ what: text, wayOut: words.signedOut.expired.wayOut }}>
      <ActionButton work={() => context.bridge.invoke('sign-in:start', { region })}>
        {words.session.signInAgain}
      </ActionButton>
    </Explain>
  );
}

/** Placeholders in the shape of the numbers to come, so that nothing moves when they arrive. */
function FirstLoad({ text }: { readonly text: string }): ReactElement {
  return (
    <div className="stack" aria-busy="true">
      <p className="first-load" role="status">
        {text}
      </p>
      <div className="headline" aria-hidden="true">
        <div className="ghost-dial" />
        <div className="ghost-text" />
      </div>
      <div className="card" aria-hidden="true">
        {[1, 2, 3].map((line) => (
          <div key={line} className="ghost-text" />
        ))}
      </div>
    </div>
  );
}

interface FootProps {
  readonly view: QuotaView;
  readonly words: PanelContext['locale']['words'];
}

function Foot({ view, words }: FootProps): ReactElement {
  return (
    <footer className="foot">
      {view.nothingSubscribed ? null : <p>{view.notSubscribedText}</p>}
      <p className="unseen" role="status">
        {view.polling ? words.common.refreshing : ''}
      </p>
    </footer>
  );
}
