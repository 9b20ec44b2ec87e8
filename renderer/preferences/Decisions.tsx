import { type ReactElement, useState } from 'react';
import { type DecisionView, decisionView } from '../../main/core/view/quota/decision-view.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';

/** So many fit a glance; `qwen-gauge why` lists all. */
const mostShown = 30;

/** Why the last notices came or did not, newest first, once it is asked for. */
export function Decisions({ context }: { readonly context: PanelContext }): ReactElement {
  const { bridge, locale, nowMs } = context;
  const { why } = locale.words;
  const [shown, setShown] = useState<readonly DecisionView[] | null>(null);
  const load = async (): Promise<void> => {
    const all = await bridge.invoke('decisions:get');
    setShown(
      all
        .slice(-mostShown)
        .map((decision) => decisionView(decision, nowMs, locale))
        .reverse(),
    );
  };
  return (
    <div className="stack">
      <div className="actions links">
        <ActionButton kind="link" work={load}>
          {why.title}
        </ActionButton>
      </div>
      {shown?.length === 0 ? <p className="note">{why.none}</p> : null}
      {shown === null || shown.length === 0 ? null : (
        <ul className="note" aria-label={why.title}>
          {shown.map(({ atText, what, why: reason }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is loaded as a whole, and two entries may read alike.
            <li key={index}>
              {atText} {what}: {reason}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
