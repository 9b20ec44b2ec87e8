import { type ReactElement, type ReactNode, useId, useMemo } from 'react';
import { belowVerdict, withoutOrigin } from '../../main/core/view/quota/below-verdict.ts';
import type { PoolView } from '../../main/core/view/quota/pool-view.ts';
import { type QuotaView, quotaView } from '../../main/core/view/quota/quota-view.ts';
import { ChosenAccount, OtherAccounts } from '../accounts/OtherAccounts.tsx';
import type { Navigation } from '../navigation.ts';
import type { PanelContext } from '../panel-context.ts';
import { SignIn } from '../session/SignIn.tsx';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Button } from '../ui/Button.tsx';
import { Explain } from '../ui/Explain.tsx';
import { Counted } from './Counted.tsx';
import { InUse } from './InUse.tsx';
import { MainPool } from './MainPool.tsx';
import { NoPlan } from './NoPlan.tsx';
import { PoolRow } from './PoolRow.tsx';
import { TroubleCard } from './TroubleCard.tsx';
import { Verdict } from './Verdict.tsx';

interface Props {
  readonly context: PanelContext;
  readonly onPanel: Navigation['setPanel'];
}

/** How the quota stands, the windows of the pool in use, and the other pools; or the sign-in that is needed to see them. */
export function QuotaPanel({ context, onPanel }: Props): ReactElement {
  const { state, nowMs, locale } = context;
  const { words } = locale;
  const view = useMemo(() => quotaView({ ...state, nowMs, locale }), [state, nowMs, locale]);
  const onHistory = (): void => onPanel('history');
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
  const inUse = (
    <InUse settings={state.settings} words={words} demo={state.demo} onSwitch={() => onPanel('providers')} />
  );
  const hasSettings = state.settings.state === 'readable' && state.settings.exists;
  const isOnly = state.accounts.others.length === 0;
  if (view.screen === 'welcome' && view.signIn !== null && isOnly) {
    return (
      <div className="stack">
        {ended}
        <SignIn context={context} view={view.signIn} full onHistory={onHistory} />
        {hasSettings ? inUse : null}
      </div>
    );
  }
  if (view.screen === 'first-load' && isOnly) return <FirstLoad text={words.quota.firstLoad}>{inUse}</FirstLoad>;
  // An offer to sign in is shown below the numbers, but the end of a session above them.
  const offer = view.signIn?.kind === 'choose' && view.signIn.tone === 'plain';
  const signIn =
    view.signIn === null ? null : <SignIn context={context} view={view.signIn} full={false} onHistory={onHistory} />;
  const main = view.pools.find(({ pool }) => pool === view.verdict?.pool);
  const others = view.pools.filter((pool) => pool !== main).map((pool) => (main ? withoutOrigin(pool, main) : pool));
  return (
    <div className="stack">
      {ended}
      <ChosenAccount context={context} />
      {view.screen === 'first-load' ? <FirstLoad text={words.quota.firstLoad} /> : null}
      {offer ? null : signIn}
      {view.trouble === null ? null : <TroubleCard context={context} trouble={view.trouble} />}
      {view.sessionEndingText === null ? null : <SessionEnding context={context} text={view.sessionEndingText} />}
      {view.nothingSubscribed ? <NoPlan context={context} onUseLogs={() => onPanel('preferences', 'plans')} /> : null}
      {view.verdict === null ? null : <Verdict context={context} verdict={view.verdict} onPanel={onPanel} />}
      {main === undefined || view.verdict === null ? null : (
        <MainPool context={context} pool={belowVerdict(main, view.verdict)} verdict={view.verdict} />
      )}
      {counted}
      {inUse}
      <OtherPools context={context} pools={others} notSubscribedText={notSubscribedText(view)} />
      {offer ? signIn : null}
      <OtherAccounts context={context} />
    </div>
  );
}

const notSubscribedText = (view: QuotaView): string | null => (view.nothingSubscribed ? null : view.notSubscribedText);

interface OtherPoolsProps {
  readonly context: PanelContext;
  readonly pools: readonly PoolView[];
  readonly notSubscribedText: string | null;
}

/** Every other pool in one line, and the names of those that the account does not have. */
function OtherPools({ context, pools, notSubscribedText }: OtherPoolsProps): ReactElement | null {
  const id = useId();
  if (pools.length === 0 && notSubscribedText === null) return null;
  return (
    <section className="other-pools" aria-labelledby={id}>
      <h2 id={id} className="unseen">
        {context.locale.words.rows.otherPools}
      </h2>
      <ul>
        {pools.map((pool) => (
          <PoolRow key={pool.pool} context={context} pool={pool} />
        ))}
      </ul>
      {notSubscribedText === null ? null : <p className="quiet">{notSubscribedText}</p>}
    </section>
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
function FirstLoad({ text, children }: { readonly text: string; readonly children?: ReactNode }): ReactElement {
  return (
    <div className="stack" aria-busy="true">
      <p className="first-load" role="status">
        {text}
      </p>
      <div className="ghost" aria-hidden="true">
        {[1, 2, 3, 4].map((line) => (
          <div key={line} className="ghost-text" />
        ))}
      </div>
      {children}
    </div>
  );
}
