import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import type { InUse } from '../../main/core/provider/precedence/in-use-schema.ts';
import type { ClientReply } from '../../main/core/provider/precedence/installed-client-report.ts';
import { clientVerdict } from '../../main/core/view/providers/installed-client-view.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import { Explain } from '../ui/Explain.tsx';
import { Icon } from '../ui/Icon.tsx';

interface Props {
  readonly context: PanelContext;
  /** What Qwen Code will use, as computed by this app from the files. */
  readonly ours: InUse | null;
}

/** After a change, shows what the installed Qwen Code reports that it will use, if the user agreed to start it. */
export function InstalledClient({ context, ours }: Props): ReactElement | null {
  const { bridge } = context;
  const { words } = context.locale;
  const [reply, setReply] = useState<ClientReply | null>(null);
  const mounted = useRef(true);
  const ask = useCallback((): void => {
    setReply(null);
    const answered = (next: ClientReply): void => {
      if (mounted.current) setReply(next);
    };
    bridge.invoke('client:ask').then(answered, () => answered({ kind: 'no-answer' }));
  }, [bridge]);
  useEffect(() => {
    mounted.current = true;
    ask();
    return () => {
      mounted.current = false;
    };
  }, [ask]);

  const decide = (askInstalledClient: boolean): void => {
    setReply(null);
    bridge.invoke('preferences:set', { askInstalledClient }).then(ask, () => setReply({ kind: 'no-answer' }));
  };
  if (reply === null) return <Asking context={context} />;
  if (reply.kind === 'not-installed') return null;
  if (reply.kind === 'not-agreed') return reply.declined ? null : <Question words={words} onDecide={decide} />;
  return <ClientResult reply={reply} ours={ours} words={words} onAsk={ask} />;
}

/** Shows nothing before the user has agreed, because whether Qwen Code is installed is not known yet. */
function Asking({ context }: Pick<Props, 'context'>): ReactElement | null {
  if (context.state.preferences.askInstalledClient !== true) return null;
  return <p className="note">{context.locale.words.installedClient.asking}</p>;
}

interface QuestionProps {
  readonly words: Words;
  readonly onDecide: (agreed: boolean) => void;
}

function Question({ words, onDecide }: QuestionProps): ReactElement {
  return (
    <Explain tone="plain" text={words.installedClient.question}>
      <Button onPress={() => onDecide(true)}>{words.installedClient.yes}</Button>
      <Button kind="link" onPress={() => onDecide(false)}>
        {words.installedClient.no}
      </Button>
    </Explain>
  );
}

interface ClientResultProps {
  readonly reply: Exclude<ClientReply, { kind: 'not-installed' | 'not-agreed' }>;
  readonly ours: InUse | null;
  readonly words: Words;
  readonly onAsk: () => void;
}

function ClientResult({ reply, ours, words, onAsk }: ClientResultProps): ReactElement {
  const verdict = clientVerdict(reply, ours, words);
  if (verdict.kind !== 'problem') {
    return (
      <p className="note">
        <Icon name={verdict.kind === 'same' ? 'check' : 'info'} size={14} /> {verdict.text}
      </p>
    );
  }
  return (
    <Explain tone="amber" text={verdict.text}>
      <Button kind="link" onPress={onAsk}>
        {words.installedClient.askAgain}
      </Button>
    </Explain>
  );
}
