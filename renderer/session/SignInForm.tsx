import { type ReactElement, useState } from 'react';
import type { AccountId } from '../../main/core/accounts.ts';
import type { ServiceRegion, Session } from '../../main/core/session.ts';
import type { SignInView } from '../../main/core/view/quota/sign-in-view.ts';
import { regionToOffer } from '../../main/core/view/session/region-to-offer.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import { Segmented } from '../ui/Choice.tsx';
import type { Action } from '../use-action.ts';
import { Ways } from './Ways.tsx';

/** An account that is signed in to, other than the one that Qwen Code uses. */
export interface SignedInAccount {
  readonly id: AccountId | 'new';
  readonly session: Session;
}

export interface Props {
  readonly context: PanelContext;
  readonly account: SignedInAccount | undefined;
  readonly view: Extract<SignInView, { kind: 'choose' }>;
  /** Whether the form fills the panel or is a card above the numbers of other sources. */
  readonly full: boolean;
  readonly action: Action;
  readonly onHistory: () => void;
}

/** Asks for the service of the account and starts the sign-in; a full panel offers the ways without an account too. */
export function SignInForm({ context, account, view, full, action, onHistory }: Props): ReactElement {
  const { words } = context.locale;
  const title = (
    <div>
      <p className={view.tone === 'trouble' ? 'sign-in-title trouble' : 'sign-in-title'}>{view.why.what}</p>
      {full && view.why === words.signedOut.never ? null : <p className="soft">{view.why.wayOut}</p>}
    </div>
  );
  const form = <ServiceForm context={context} account={account} view={view} action={action} />;
  if (!full) {
    return (
      <>
        {title}
        {form}
      </>
    );
  }
  return (
    <>
      <Emblem />
      {title}
      <div className="ways">
        <Ways context={context} action={action} onHistory={onHistory}>
          {form}
        </Ways>
      </div>
    </>
  );
}

function ServiceForm({ context, account, view, action }: Omit<Props, 'full' | 'onHistory'>): ReactElement {
  const { bridge, state } = context;
  const { words } = context.locale;
  const [chosen, setChosen] = useState<ServiceRegion | null>(null);
  // The settings may be read only after the page was opened.
  const region = chosen ?? regionToOffer(account === undefined ? state : { ...state, session: account.session });
  const { international, china } = words.session.region;
  return (
    <form
      className="sign-in-form"
      onSubmit={(event) => {
        event.preventDefault();
        action.run(() =>
          bridge.invoke('sign-in:start', account === undefined ? { region } : { region, account: account.id }),
        );
      }}
    >
      <Segmented
        label={words.session.regionLabel}
        value={region}
        onChange={setChosen}
        options={[
          { value: 'international', ...international },
          { value: 'china', ...china },
        ]}
      />
      <Button kind="primary" submit disabled={action.busy}>
        {view.again ? words.session.signInAgain : words.session.signIn}
      </Button>
    </form>
  );
}

/** The app's logo: a Q whose ring is a gauge. */
function Emblem(): ReactElement {
  return (
    <svg className="emblem" viewBox="0 0 88 88" width="88" height="88" aria-hidden="true" focusable="false">
      <circle className="emblem-track" cx="42" cy="42" r="33" />
      <path d="M42 9a33 33 0 1 1-31.4 43.2" />
      <path d="m60 60 18 18" />
    </svg>
  );
}
