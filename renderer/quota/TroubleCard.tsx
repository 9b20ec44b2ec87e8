import { type ReactElement, useState } from 'react';
import type { Trouble } from '../../main/core/view/quota/trouble.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import { Explain } from '../ui/Explain.tsx';
import { useAction } from '../use-action.ts';

/** Explains a failure, with the button that helps against it if there is one. */
export function TroubleCard({
  context,
  trouble,
}: {
  readonly context: PanelContext;
  readonly trouble: Trouble;
}): ReactElement {
  return (
    <Explain text={trouble} tone={trouble.kind === 'not-asked-yet' ? 'plain' : 'amber'}>
      <RemedyButton context={context} trouble={trouble} />
      {trouble.kind === 'unknown-shape' ? <Report context={context} /> : null}
    </Explain>
  );
}

/** Shows the report that a user may send to the makers of this app, and copies it once it has been read. */
function Report({ context }: { readonly context: PanelContext }): ReactElement {
  const { report } = context.locale.words;
  const action = useAction();
  const [text, setText] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  if (text === null) {
    return (
      <Button
        disabled={action.busy}
        onPress={() => action.run(() => context.bridge.invoke('report:read').then(setText))}
      >
        {report.show}
      </Button>
    );
  }
  return (
    <>
      <pre className="report">{text}</pre>
      <Button
        disabled={action.busy}
        onPress={() => action.run(() => context.bridge.invoke('report:copy').then(() => setCopied(true)))}
      >
        {report.copy}
      </Button>
      <small className="soft" role="status">
        {copied ? report.copied : null}
      </small>
    </>
  );
}

function RemedyButton({
  context,
  trouble,
}: {
  readonly context: PanelContext;
  readonly trouble: Trouble;
}): ReactElement | null {
  const { bridge, state } = context;
  const { words } = context.locale;
  const action = useAction();
  switch (trouble.remedy) {
    case 'retry':
      return (
        <Button disabled={state.snapshot.polling} onPress={() => action.run(() => bridge.invoke('quota:refresh'))}>
          {words.common.retry}
        </Button>
      );
    case 'sign-in': {
      const { session } = state;
      if (session.state !== 'signed-in') return null;
      return (
        <Button onPress={() => action.run(() => bridge.invoke('sign-in:start', { region: session.region }))}>
          {words.session.signInAgain}
        </Button>
      );
    }
    case 'console':
      return (
        <Button onPress={() => action.run(() => bridge.invoke('link:open', 'console'))}>
          {words.common.openConsole}
        </Button>
      );
    case null:
      return null;
  }
}
