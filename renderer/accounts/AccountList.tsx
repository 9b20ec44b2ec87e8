import { type ReactElement, useState } from 'react';
import type { AccountLabel } from '../../main/core/accounts.ts';
import type { Session } from '../../main/core/session.ts';
import { accountNameText } from '../../main/core/view/accounts/account-name.ts';
import { serviceName, signInView } from '../../main/core/view/quota/sign-in-view.ts';
import type { PanelContext } from '../panel-context.ts';
import { SavedText } from '../preferences/SavedText.tsx';
import { SessionFacts } from '../session/Account.tsx';
import { SignIn } from '../session/SignIn.tsx';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Field.tsx';
import { Fold } from '../ui/Fold.tsx';
import { Question } from '../ui/Question.tsx';
import { useAction } from '../use-action.ts';

interface KnownAccount extends AccountLabel {
  readonly session: Session;
}

interface Props {
  readonly context: PanelContext;
  /** Opens the place where one signs in to the chosen account. */
  readonly onSignIn: () => void;
}

/** Several accounts: which one Qwen Code uses, and of each its name, its sign-in and the way to remove it. */
export function AccountList({ context, onSignIn }: Props): ReactElement {
  const { state, locale, bridge } = context;
  const { accounts: words } = locale.words;
  const { chosen, others } = state.accounts;
  const action = useAction();
  const all: readonly KnownAccount[] = [{ ...chosen, session: state.session }, ...others].toSorted(
    (one, other) => one.number - other.number,
  );
  return (
    <>
      <Select
        label={words.chosen}
        value={chosen.id}
        options={all.map((one) => ({ value: one.id, name: accountNameText(one, locale.words) }))}
        onChange={(id) => action.run(() => bridge.invoke('account:choose', { id }))}
      />
      <p className="note">{words.chosenHint}</p>
      <ul className="accounts">
        {all.map((account) => (
          <li key={account.id}>
            <Row context={context} account={account} isChosen={account.id === chosen.id} onSignIn={onSignIn} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface RowProps extends Props {
  readonly account: KnownAccount;
  readonly isChosen: boolean;
}

function Row({ context, account, isChosen, onSignIn }: RowProps): ReactElement {
  const { bridge, locale } = context;
  const { accounts: words } = locale.words;
  const action = useAction();
  const nameText = accountNameText(account, locale.words);
  const title = (
    <span className="account-title">
      <span>{nameText}</span>
      <small>{stateText(account.session, context)}</small>
    </span>
  );
  return (
    <Fold title={title} className="fold account">
      <div className="stack-tight">
        <SavedText
          key={account.name}
          place="below"
          label={words.name}
          hint=""
          value={account.name ?? ''}
          placeholder={words.numbered(account.number)}
          problemOf={() => null}
          onSave={(name) => action.run(() => bridge.invoke('account:rename', { id: account.id, name }))}
        />
        {isChosen ? (
          <Chosen context={context} account={account} onSignIn={onSignIn} />
        ) : (
          <Other context={context} account={account} />
        )}
        <Removal context={context} account={account} nameText={nameText} />
      </div>
    </Fold>
  );
}

/** Who is signed in, in a few words. */
function stateText(session: Session, { locale }: PanelContext): string {
  const { words } = locale;
  if (session.state === 'signed-in') return session.account ?? serviceName(session.region, locale);
  if (session.state === 'signed-out' && session.cause === 'expired') return words.accounts.expired;
  return session.state === 'unknown' ? '' : words.tray.signedOut;
}

/** One signs in to the chosen account where its numbers are shown. */
function Chosen({ context, account, onSignIn }: Omit<RowProps, 'isChosen'>): ReactElement {
  return account.session.state === 'signed-in' ? (
    <SessionFacts context={context} session={account.session} />
  ) : (
    <div className="actions">
      <Button onPress={onSignIn}>{context.locale.words.session.signIn}</Button>
    </div>
  );
}

function Other({ context, account }: Pick<RowProps, 'context' | 'account'>): ReactElement | null {
  const view = signInView(account.session, context.nowMs, context.locale);
  if (account.session.state === 'signed-in') return <SessionFacts context={context} session={account.session} />;
  return view === null ? null : <SignIn context={context} view={view} account={account} full={false} />;
}

/** The first account stays on the list, signed out: the installed programs and what was there before are its. */
function Removal({
  context,
  account,
  nameText,
}: Pick<RowProps, 'context' | 'account'> & { readonly nameText: string }): ReactElement | null {
  const [isAsked, setIsAsked] = useState(false);
  const { accounts: words, common, session } = context.locale.words;
  const remove = () => context.bridge.invoke('account:remove', { id: account.id });
  if (account.id === 'first') {
    return account.session.state === 'signed-in' ? (
      <div className="actions">
        <ActionButton work={remove}>{session.signOut}</ActionButton>
      </div>
    ) : null;
  }
  if (!isAsked) {
    return (
      <div className="actions">
        <Button onPress={() => setIsAsked(true)}>{words.remove}</Button>
      </div>
    );
  }
  return (
    <Question
      label={words.removeTitle(nameText)}
      text={
        <>
          <p>{words.removeTitle(nameText)}</p>
          <p className="note">{words.removeText}</p>
        </>
      }
      className="stack-tight"
      cancelText={common.cancel}
      onCancel={() => setIsAsked(false)}
    >
      <ActionButton work={remove}>{words.removeNow}</ActionButton>
    </Question>
  );
}
