import { type ReactElement, useState } from 'react';
import type { Session } from '../../main/core/session.ts';
import { type SignInView, signInView } from '../../main/core/view/quota/sign-in-view.ts';
import type { PanelContext } from '../panel-context.ts';
import { SignIn } from '../session/SignIn.tsx';
import { Button } from '../ui/Button.tsx';
import { useAction } from '../use-action.ts';
import { useStepBack } from '../use-step-back.ts';

const notBegun: Session = { state: 'signed-out', lastEnd: null, cause: 'never' };

/** Adds an account by signing in to it, on the same steps as for the first one. */
export function AddAccount({ context }: { readonly context: PanelContext }): ReactElement | null {
  const { state, nowMs, locale, bridge } = context;
  const { accounts: words, common } = locale.words;
  const { adding, others, canAdd } = state.accounts;
  /** How many accounts there were when the form was opened: it closes once there is another one. */
  const [openedAt, setOpenedAt] = useState<number | null>(null);
  const action = useAction();
  const close = (): void => {
    setOpenedAt(null);
    if (adding !== null) action.run(() => bridge.invoke('sign-in:cancel'));
  };
  const session = adding ?? notBegun;
  const isOpen = adding !== null || openedAt === others.length;
  useStepBack(close, isOpen && session.state === 'signed-out');
  if (state.demo || !(canAdd || adding !== null)) return null;
  if (!isOpen) {
    return (
      <div className="actions">
        <Button onPress={() => setOpenedAt(others.length)}>{words.add}</Button>
      </div>
    );
  }
  return (
    <section className="stack-tight" aria-label={words.add}>
      <SignIn context={context} view={viewOf(session, context)} account={{ id: 'new', session }} full={false} />
      {session.state === 'signed-out' ? (
        <div className="actions">
          <Button onPress={close}>{common.cancel}</Button>
        </div>
      ) : null}
    </section>
  );

  function viewOf(of: Session, { locale: { words: all } }: PanelContext): SignInView {
    const view = signInView(of, nowMs, locale);
    if (view === null) return { kind: 'starting' };
    if (view.kind !== 'choose') return view;
    const isFirstTry = of.state === 'signed-out' && of.lastEnd === null;
    const why = isFirstTry ? { what: all.accounts.add, wayOut: all.accounts.addHint } : view.why;
    return { ...view, why, again: false };
  }
}
