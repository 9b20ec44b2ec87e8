import type { ReactElement } from 'react';
import type { Preferences } from '../../main/core/preferences.ts';
import { preferenceChanges } from '../../main/core/view/preferences/changes.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Button } from '../ui/Button.tsx';
import { Section } from '../ui/Field.tsx';
import { useQuestion } from '../use-focus.ts';

interface Props {
  readonly context: PanelContext;
  readonly title: string;
  readonly preferences: Preferences;
  readonly onEnd: (isApplied: boolean) => void;
}

/** What would change, before anything does. */
export function ProposedChanges({ context, title, preferences, onEnd }: Props): ReactElement {
  const { words } = context.locale;
  const { preferenceData } = words;
  const question = useQuestion<HTMLElement>(() => onEnd(false));
  const changes = preferenceChanges(context.state.preferences, preferences, context.locale);
  async function apply(): Promise<void> {
    await context.bridge.invoke('preferences:replace', preferences);
    onEnd(true);
  }
  return (
    <Section ref={question} title={title}>
      <div className="group">
        {changes.length === 0 ? <p>{preferenceData.nothingNew}</p> : null}
        <ul className="stack-tight" aria-label={title}>
          {changes.map(({ label, beforeText, afterText }) => (
            <li key={label} className="wrap">
              {label}
              <br />
              <small>{preferenceData.change(beforeText, afterText)}</small>
            </li>
          ))}
        </ul>
        <div className="actions">
          {changes.length === 0 ? null : <ActionButton work={apply}>{preferenceData.apply}</ActionButton>}
          <Button onPress={() => onEnd(false)}>{words.common.cancel}</Button>
        </div>
      </div>
    </Section>
  );
}
