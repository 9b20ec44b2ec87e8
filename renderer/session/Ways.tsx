import { type ReactElement, type ReactNode, useId } from 'react';
import { firstRunView } from '../../main/core/view/session/first-run-view.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import type { Action } from '../use-action.ts';

interface WayProps {
  readonly name: string;
  readonly hint: string;
  readonly children: ReactNode;
}

/** One way to begin, with what it can and cannot know in one line. */
export function Way({ name, hint, children }: WayProps): ReactElement {
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
}

/** To count from the logs that were found, and the demo. */
export function WaysWithoutAccount({ context, action }: Props): ReactElement {
  const { bridge, state, locale } = context;
  const { firstRun, session } = locale.words;
  const { foundTexts, plans } = firstRunView({ ...state, locale });
  return (
    <>
      <Way name={firstRun.count} hint={firstRun.countHint}>
        <div className="found">
          {foundTexts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        {plans.length === 0 ? null : (
          <fieldset className="actions">
            <legend className="unseen">{firstRun.plansLabel}</legend>
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
