import type { ReactElement } from 'react';
import type { Panel } from '../navigation.ts';
import type { PanelContext } from '../panel-context.ts';
import { Section } from '../ui/Field.tsx';
import { ModelHistory } from './ModelHistory.tsx';
import { WindowHistory } from './WindowHistory.tsx';

interface Props {
  readonly context: PanelContext;
  readonly onPanel: (panel: Panel) => void;
}

/** Past use: how the windows filled, as read on this computer, and the bill of one model over time. */
export function HistoryPanel({ context, onPanel }: Props): ReactElement {
  const { history } = context.locale.words;
  return (
    <div className="stack">
      <Section title={history.windows}>
        <WindowHistory context={context} />
      </Section>
      <Section title={history.byModel}>
        <ModelHistory context={context} onSignIn={() => onPanel('quota')} />
      </Section>
    </div>
  );
}
