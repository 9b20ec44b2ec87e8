import { type ReactElement, useState } from 'react';
import type { SignInView } from '../../main/core/view/quota/sign-in-view.ts';
import type { Shown } from '../shown.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { type Action, useAction } from '../use-action.ts';
import { useFitOnce } from '../use-fit.ts';
import { SignInForm } from './SignInForm.tsx';

interface Props {
  readonly shown: Shown;
  readonly view: SignInView;
  /** Whether the sign-in fills the panel or is a card above the numbers of other sources. */
  readonly full: boolean;
}

export function SignIn({ shown, view, full }: Props): ReactElement {
  const action = useAction();
  const { words } = shown.locale;
  useFitOnce();
  return (
    <section
      className={full ? 'sign-in sign-in-full' : 'sign-in card'}
      aria-label={words.session.title}
      aria-live="polite"
    >
      <Step shown={shown} view={view} full={full} action={action} />
      {action.failed ? <p className="remark remark-amber">{words.common.notRight}</p> : null}
    </section>
  );
}

function Step(props: Props & { readonly action: Action }): ReactElement {
  const { words } = props.shown.locale;
  switch (props.view.kind) {
    case 'choose':
      return <SignInForm {...props} view={props.view} />;
    case 'starting':
      return (
        <>
          <Icon name="globe" size={28} />
          <p className="sign-in-title">{words.session.starting}</p>
          <Cancel {...props} />
        </>
      );
    case 'waiting':
      return <Waiting {...props} view={props.view} />;
  }
}

type StepProps<Kind extends SignInView['kind']> = Omit<Props, 'view'> & {
  readonly action: Action;
  readonly view: Extract<SignInView, { kind: Kind }>;
};

function Waiting({ shown, view, action }: StepProps<'waiting'>): ReactElement {
  const { bridge } = shown;
  const { words } = shown.locale;
  return (
    <>
      <Icon name="globe" size={28} />
      <div>
        <p className="sign-in-title">{words.session.waitingTitle}</p>
        <p className="soft">{words.session.waitingHint}</p>
      </div>
      <p className="timer" role="timer" aria-live="off">
        <span>{view.timerText}</span>
        <small>{words.session.waitingLeft}</small>
      </p>
      {view.offlineText === null ? null : <p className="remark remark-amber">{view.offlineText}</p>}
      <div className="actions">
        <Button kind="primary" onPress={() => action.run(() => bridge.invoke('sign-in:open-page'))}>
          {words.session.openPageAgain}
        </Button>
        <Cancel shown={shown} action={action} />
      </div>
      <CopyPage shown={shown} action={action} />
    </>
  );
}

function CopyPage({ shown, action }: { readonly shown: Shown; readonly action: Action }): ReactElement {
  const [copied, setCopied] = useState(false);
  const { words } = shown.locale;
  const copy = () => shown.bridge.invoke('sign-in:copy-page').then(() => setCopied(true));
  return (
    <div className="try">
      <Button kind="link" onPress={() => action.run(copy)}>
        {words.session.copyPage}
      </Button>
      <small className="soft" role="status">
        {copied ? words.session.pageCopied : null}
      </small>
    </div>
  );
}

function Cancel({ shown, action }: { readonly shown: Shown; readonly action: Action }): ReactElement {
  return (
    <Button onPress={() => action.run(() => shown.bridge.invoke('sign-in:cancel'))}>
      {shown.locale.words.common.cancel}
    </Button>
  );
}
