import { type ReactElement, useState } from 'react';
import type { SignInView } from '../../main/core/view/quota/sign-in-view.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { type Action, useAction } from '../use-action.ts';
import { useFitOnce } from '../use-fit.ts';
import { type SignedInAccount, SignInForm, type Props as SignInFormProps } from './SignInForm.tsx';

interface Props {
  readonly context: PanelContext;
  readonly view: SignInView;
  /** Left out: the account that Qwen Code uses. */
  readonly account?: SignedInAccount;
  /** Whether the sign-in fills the panel or is a card above the numbers of other sources. */
  readonly full: boolean;
  /** Left out where the form does not fill the panel. */
  readonly onHistory?: () => void;
}

export function SignIn({ context, view, account, full, onHistory = () => {} }: Props): ReactElement {
  const action = useAction();
  const { words } = context.locale;
  useFitOnce();
  return (
    <section
      className={full ? 'sign-in sign-in-full' : 'sign-in card'}
      aria-label={words.session.title}
      aria-live="polite"
    >
      <Step {...{ context, view, account, full, action, onHistory }} />
      {action.failed ? <p className="remark remark-amber">{words.common.notRight}</p> : null}
    </section>
  );
}

type StepsProps = Omit<Props, 'account' | 'onHistory'> & Pick<SignInFormProps, 'account' | 'onHistory' | 'action'>;

function Step(props: StepsProps): ReactElement {
  const { words } = props.context.locale;
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

type StepProps<Kind extends SignInView['kind']> = Omit<StepsProps, 'view'> & {
  readonly view: Extract<SignInView, { kind: Kind }>;
};

function Waiting({ context, view, action }: StepProps<'waiting'>): ReactElement {
  const { bridge } = context;
  const { words } = context.locale;
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
        <Cancel context={context} action={action} />
      </div>
      <CopyPage context={context} action={action} />
    </>
  );
}

function CopyPage({ context, action }: { readonly context: PanelContext; readonly action: Action }): ReactElement {
  const [copied, setCopied] = useState(false);
  const { words } = context.locale;
  const copy = () => context.bridge.invoke('sign-in:copy-page').then(() => setCopied(true));
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

function Cancel({ context, action }: { readonly context: PanelContext; readonly action: Action }): ReactElement {
  return (
    <Button onPress={() => action.run(() => context.bridge.invoke('sign-in:cancel'))}>
      {context.locale.words.common.cancel}
    </Button>
  );
}
