import type { ReactElement } from 'react';
import type { Panel } from '../navigation.ts';
import type { Shown } from '../shown.ts';
import { Section } from '../ui/Field.tsx';
import { ModelHistory } from './ModelHistory.tsx';
import { WindowHistory } from './WindowHistory.tsx';

interface Props {
  readonly shown: Shown;
  readonly onPanel: (panel: Panel) => void;
}

/** Past use: how the windows filled, as read on this computer, and the bill of one model over time. */
export function HistoryPanel({ shown, onPanel }: Props): ReactElement {
  const { history } = shown.locale.words;
  return (
    <div className="stack">
      <Section title={history.windows}>
        <WindowHistory shown={shown} />
      </Section>
      <Section title={history.byModel}>
        <ModelHistory shown={shown} onSignIn={() => onPanel('quota')} />
      </Section>
    </div>
  );
}
