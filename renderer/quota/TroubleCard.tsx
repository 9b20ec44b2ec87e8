import { type ReactElement, useContext, useState } from 'react';
import type { Trouble } from '../../main/core/view/quota/trouble.ts';
import { type PanelContext, RefreshContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Button } from '../ui/Button.tsx';
import { Explain } from '../ui/Explain.tsx';
import { useFitWhenGone } from '../use-fit.ts';

interface Props {
  readonly context: PanelContext;
  readonly trouble: Trouble;
}

/** Explains a failure, with the button that helps against it if there is one. */
export function TroubleCard({ context, trouble }: Props): ReactElement {
  useFitWhenGone();
  return (
    <Explain text={trouble} tone={trouble.kind === 'not-asked-yet' ? 'plain' : 'amber'}>
      <RemedyButton context={context} trouble={trouble} />
      {trouble.kind === 'unknown-shape' ? <Report context={context} /> : null}
    </Explain>
  );
}

/** Shows the report that a user may send to the makers of this app, and copies it once it has been read. */
function Report({ context: { bridge, locale } }: Pick<Props, 'context'>): ReactElement {
  const { report } = locale.words;
  const [text, setText] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  if (text === null) {
    return <ActionButton work={() => bridge.invoke('report:read').then(setText)}>{report.show}</ActionButton>;
  }
  return (
    <>
      <pre className="report">{text}</pre>
      <ActionButton work={() => bridge.invoke('report:copy').then(() => setCopied(true))}>{report.copy}</ActionButton>
      <small className="soft" role="status">
        {copied ? report.copied : null}
      </small>
    </>
  );
}

function RemedyButton({ context, trouble }: Props): ReactElement | null {
  const { bridge, state } = context;
  const { words } = context.locale;
  const onRefresh = useContext(RefreshContext);
  switch (trouble.remedy) {
    case 'retry':
      return (
        <Button disabled={state.snapshot.polling} onPress={onRefresh}>
          {words.common.retry}
        </Button>
      );
    case 'sign-in': {
      const { session } = state;
      if (session.state !== 'signed-in') return null;
      return (
        <ActionButton work={() => bridge.invoke('sign-in:start', { region: session.region })}>
          {words.session.signInAgain}
        </ActionButton>
      );
    }
    case 'console':
      return <ActionButton work={() => bridge.invoke('link:open', 'console')}>{words.common.openConsole}</ActionButton>;
    case null:
      return null;
  }
}
