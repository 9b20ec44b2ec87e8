import { type ReactElement, useState } from 'react';
import { decisionView } from '../../main/core/view/notices/decision-view.ts';
import type { Output } from '../../preload/contract.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';

/** So many fit a glance; `qwen-gauge why` lists all. */
const mostShown = 30;

/** Why the last notices came or did not, newest first, once it is asked for. */
export function Decisions({ context }: { readonly context: PanelContext }): ReactElement {
  const { bridge, locale, nowMs } = context;
  const { why } = locale.words;
  const [shown, setShown] = useState<Output<'decisions:get'> | null>(null);
  const load = async (): Promise<void> => {
    setShown((await bridge.invoke('decisions:get')).slice(-mostShown).reverse());
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
          {shown.map((decision, index) => {
            const { atText, text } = decisionView(decision, nowMs, locale);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is loaded as a whole, and two entries may read alike.
              <li key={index}>
                {atText} {text}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
