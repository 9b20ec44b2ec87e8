import { type ReactElement, useId, useMemo } from 'react';
import { accountNameText } from '../../main/core/view/accounts/account-name.ts';
import { type OtherAccountView, otherAccountsView } from '../../main/core/view/accounts/other-accounts.ts';
import type { PanelContext } from '../panel-context.ts';
import { PoolRow } from '../quota/PoolRow.tsx';

/** The account of which everything above the other ones speaks; nothing where it is the only one. */
export function ChosenAccount({ context: { state, locale } }: { readonly context: PanelContext }): ReactElement | null {
  const { chosen, others } = state.accounts;
  return others.length === 0 ? null : <p className="account-name">{accountNameText(chosen, locale.words)}</p>;
}

/** The accounts that Qwen Code does not use: the name of each, and its pools in one line each. */
export function OtherAccounts({ context }: { readonly context: PanelContext }): ReactElement {
  const { state, nowMs, locale } = context;
  const { accounts, preferences } = state;
  const views = useMemo(
    () => otherAccountsView({ others: accounts.others, preferences, nowMs, locale }),
    [accounts, preferences, nowMs, locale],
  );
  return (
    <>
      {views.map((view) => (
        <Account key={view.id} context={context} view={view} />
      ))}
    </>
  );
}

function Account({
  context,
  view: { nameText, stateText, pools },
}: {
  readonly context: PanelContext;
  readonly view: OtherAccountView;
}): ReactElement {
  const id = useId();
  return (
    <section className="other-account" aria-labelledby={id}>
      <header className="pool-head">
        <h2 id={id} className="account-name">
          {nameText}
        </h2>
        {stateText === null ? null : <small>{stateText}</small>}
      </header>
      {pools.length === 0 ? null : (
        <ul>
          {pools.map((pool) => (
            <PoolRow key={pool.pool} context={context} pool={pool} isOfOther />
          ))}
        </ul>
      )}
    </section>
  );
}
