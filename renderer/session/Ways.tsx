import { type ReactElement, type ReactNode, useId } from 'react';
import type { LocalUse } from '../../main/core/usage/local-use.ts';
import { firstRunView } from '../../main/core/view/session/first-run-view.ts';
import type { Bridge } from '../../preload/contract.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import type { Action } from '../use-action.ts';
import { useAsked } from '../use-asked.ts';

interface WayProps {
  readonly name: string;
  readonly hint: string;
  readonly children: ReactNode;
}

/** One way to begin, with what it can and cannot know in one line. */
function Way({ name, hint, children }: WayProps): ReactElement {
  const id = useId();
  return (
    <section className="way" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <p className="soft">{hint}</p>
      {children}
    </section>
  );
}

interface Props {
  readonly context: PanelContext;
  readonly action: Action;
  readonly onHistory: () => void;
  /** Starts the sign-in. */
  readonly children: ReactNode;
}

const askUse = (bridge: Bridge): Promise<LocalUse | null> => bridge.invoke('history:use');

/** The three ways to begin, with what was found for each. Inside the demo only the first one is left. */
export function Ways({ context, action, onHistory, children }: Props): ReactElement {
  const { bridge, state, locale } = context;
  const { firstRun, session } = locale.words;
  const use = useAsked(context, askUse);
  const { programsText, foundTexts, plans, hasUse } = firstRunView({ ...state, use, locale });
  const account = (
    <Way name={firstRun.signIn} hint={firstRun.signInHint}>
      {programsText === null ? null : <p className="found">{programsText}</p>}
      {children}
    </Way>
  );
  if (state.demo) return account;
  return (
    <>
      {account}
      <Way name={firstRun.count} hint={firstRun.countHint}>
        {/* The counts move by themselves, and the section around it would speak each of them. */}
        <div className="found" aria-live="off">
          {foundTexts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        {hasUse ? <Button onPress={onHistory}>{firstRun.showUse}</Button> : null}
        {plans.length === 0 ? null : (
          <fieldset className="actions">
            <legend className="found">{firstRun.plansLabel}</legend>
            {plans.map(({ plan, isLikely, text }) => (
              <Button
                key={plan}
                kind={isLikely ? 'primary' : 'plain'}
                disabled={action.busy}
                onPress={() => action.run(() => bridge.invoke('preferences:set', { codingPlan: plan }))}
              >
                {text}
              </Button>
            ))}
          </fieldset>
        )}
      </Way>
      <Way name={firstRun.demo} hint={firstRun.demoHint}>
        <Button disabled={action.busy} onPress={() => action.run(() => bridge.invoke('demo:enter'))}>
          {session.tryDemo}
        </Button>
      </Way>
    </>
  );
}
