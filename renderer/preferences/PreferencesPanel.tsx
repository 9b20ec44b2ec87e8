import type { ReactElement } from 'react';
import { AccountList } from '../accounts/AccountList.tsx';
import { AddAccount } from '../accounts/AddAccount.tsx';
import { NewVersion } from '../NewVersion.tsx';
import { type Navigation, preferencePages } from '../navigation.ts';
import type { PanelContext } from '../panel-context.ts';
import { Account } from '../session/Account.tsx';
import { useAction } from '../use-action.ts';
import { useFitOnce } from '../use-fit.ts';
import { PreferenceControl, preferencesOn } from './controls.tsx';
import { DataPage } from './DataPage.tsx';
import { Decisions } from './Decisions.tsx';
import { About } from './general.tsx';

interface Props {
  readonly context: PanelContext;
  readonly page: Navigation['page'];
  readonly onPanel: Navigation['setPanel'];
}

/** The preferences, one page at a time. */
export function PreferencesPanel({ context, page, onPanel }: Props): ReactElement {
  const { words } = context.locale;
  return (
    <div className="stack">
      <nav className="pages" aria-label={words.preferences.pagesLabel}>
        {preferencePages.map((name) => (
          <button
            key={name}
            type="button"
            className="tab"
            aria-current={name === page ? 'page' : undefined}
            onClick={() => onPanel('preferences', name)}
          >
            {words.preferences.pages[name]}
          </button>
        ))}
      </nav>
      <Page key={page} page={page} context={context} onPanel={onPanel} />
    </div>
  );
}

function Page({ page, context, onPanel }: Props): ReactElement {
  const { words } = context.locale;
  const action = useAction();
  const names = preferencesOn(page, words);
  useFitOnce();
  return (
    <section className="stack" aria-label={words.preferences.pages[page]}>
      {action.failed ? <p className="remark remark-amber">{words.common.notRight}</p> : null}
      {page === 'plans' ? (
        <div className="group">
          {context.state.accounts.others.length === 0 ? (
            <Account context={context} onSignIn={() => onPanel('quota')} />
          ) : (
            <AccountList context={context} onSignIn={() => onPanel('quota')} />
          )}
          <AddAccount context={context} />
        </div>
      ) : null}
      {page === 'general' ? <NewVersion context={context} /> : null}
      {names.length === 0 ? null : (
        <div className="group">
          {names.map((name) => (
            <PreferenceControl
              key={name}
              name={name}
              context={context}
              onChange={(change) => action.run(() => context.bridge.invoke('preferences:set', change))}
            />
          ))}
        </div>
      )}
      {page === 'data' ? <DataPage context={context} /> : null}
      {page === 'notices' ? <Decisions context={context} /> : null}
      {page === 'general' ? <About context={context} /> : null}
    </section>
  );
}
