import type { ReactElement } from 'react';
import { readingOf } from '../../main/core/quota/share.ts';
import type { LocalUse as Use } from '../../main/core/usage/local-use.ts';
import type { Bridge } from '../../preload/contract.ts';
import type { Panel } from '../navigation.ts';
import type { PanelContext } from '../panel-context.ts';
import { Section } from '../ui/Field.tsx';
import { useAsked } from '../use-asked.ts';
import { LocalUse } from './LocalUse.tsx';
import { ModelHistory } from './ModelHistory.tsx';
import { WindowHistory } from './WindowHistory.tsx';

interface Props {
  readonly context: PanelContext;
  readonly onPanel: (panel: Panel) => void;
}

const askUse = (bridge: Bridge): Promise<Use | null> => bridge.invoke('history:use');

/** Past use: how the windows filled, what Qwen Code's logs show, and the bill of one model for who pays by use. */
export function HistoryPanel({ context, onPanel }: Props): ReactElement {
  const { history } = context.locale.words;
  const use = useAsked(context, askUse) ?? null;
  const bill = <ModelHistory context={context} onSignIn={() => onPanel('quota')} />;
  return (
    <div className="stack">
      <Section title={history.windows}>
        <WindowHistory context={context} />
      </Section>
      {use === null ? null : (
        <Section title={history.use.title}>
          <LocalUse context={context} use={use} />
        </Section>
      )}
      {hasBill(context) ? (
        <Section title={history.byModel}>{bill}</Section>
      ) : (
        <details>
          <summary className="soft">{history.byModel}</summary>
          {bill}
        </details>
      )}
    </div>
  );
}

/** Whether anything was paid by use this month. */
const hasBill = ({ state }: PanelContext): boolean =>
  state.snapshot.pools.some((status) => {
    const reading = readingOf(status);
    return reading?.pool === 'pay-as-you-go' && reading.models.some(({ cost }) => cost > 0);
  });
