import { type ReactElement, useState } from 'react';
import type { ServiceRegion } from '../../main/core/session.ts';
import type { SignInView } from '../../main/core/view/popover-session.ts';
import type { AppState } from '../../preload/contract.ts';
import type { Shown } from '../shown.ts';
import { Button } from '../ui/Button.tsx';
import { Segmented } from '../ui/Choice.tsx';
import { Icon } from '../ui/Icon.tsx';
import { type Action, useAction } from '../use-action.ts';
import { useFitOnce } from '../use-fit.ts';

interface Props {
  readonly shown: Shown;
  readonly view: SignInView;
  /** The whole panel, or a card above numbers from elsewhere. */
  readonly full: boolean;
}

export function SignIn({ shown, view, full }: Props): ReactElement {
  const action = useAction();
  const { words } = shown.place;
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
  const { words } = props.shown.place;
  switch (props.view.kind) {
    case 'choose':
      return <Choose {...props} view={props.view} />;
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

function Choose({ shown, view, full, action }: StepProps<'choose'>): ReactElement {
  const { bridge, state } = shown;
  const { words } = shown.place;
  const [region, setRegion] = useState<ServiceRegion>(() => regionToOffer(state));
  const { international, china } = words.session.region;
  return (
    <>
      {full ? <Emblem /> : null}
      <div>
        <p className={view.tone === 'trouble' ? 'sign-in-title trouble' : 'sign-in-title'}>{view.why.what}</p>
        <p className="soft">{view.why.wayOut}</p>
      </div>
      <form
        className="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          action.run(() => bridge.invoke('sign-in:start', { region }));
        }}
      >
        <Segmented
          label={words.session.regionLabel}
          value={region}
          onChange={setRegion}
          options={[
            { value: 'international', ...international },
            { value: 'china', ...china },
          ]}
        />
        <Button kind="primary" submit disabled={action.busy}>
          {view.again ? words.session.signInAgain : words.session.signIn}
        </Button>
      </form>
      {full && !state.demo ? (
        <div className="try">
          <Button kind="link" disabled={action.busy} onPress={() => action.run(() => bridge.invoke('demo:enter'))}>
            {words.session.tryDemo}
          </Button>
          <small className="soft">{words.session.tryDemoHint}</small>
        </div>
      ) : null}
    </>
  );
}

/** The side the user chose last; before the first time the one of their language. */
function regionToOffer({ session, language }: AppState): ServiceRegion {
  const chosen = session.state === 'signed-out' ? session.region : undefined;
  return chosen ?? (language === 'zh-CN' ? 'china' : 'international');
}

function Waiting({ shown, view, action }: StepProps<'waiting'>): ReactElement {
  const { bridge } = shown;
  const { words } = shown.place;
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
  const { words } = shown.place;
  const copy = () => shown.bridge.invoke('sign-in:copy-page').then(() => setCopied(true));
  return (
    <div className="try">
      <Button kind="link" onPress={() => action.run(copy)}>
        {words.session.copyPage}
      </Button>
      <small className="soft">{copied ? words.session.pageCopied : ''}</small>
    </div>
  );
}

function Cancel({ shown, action }: { readonly shown: Shown; readonly action: Action }): ReactElement {
  return (
    <Button onPress={() => action.run(() => shown.bridge.invoke('sign-in:cancel'))}>
      {shown.place.words.common.cancel}
    </Button>
  );
}

/** The app's own mark: a Q whose ring is a gauge. */
function Emblem(): ReactElement {
  return (
    <svg className="emblem" viewBox="0 0 88 88" width="88" height="88" aria-hidden="true" focusable="false">
      <circle className="emblem-track" cx="42" cy="42" r="33" />
      <path d="M42 9a33 33 0 1 1-31.4 43.2" />
      <path d="m60 60 18 18" />
    </svg>
  );
}
