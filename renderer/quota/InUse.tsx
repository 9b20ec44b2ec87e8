import type { ReactElement } from 'react';
import type { SettingsView } from '../../main/core/provider/model.ts';
import { type ChosenView, chosenView } from '../../main/core/view/providers/chosen-view.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Button } from '../ui/Button.tsx';

interface Props {
  readonly settings: SettingsView;
  readonly words: Words;
  /** Whether the settings are those of the demo. */
  readonly demo: boolean;
  readonly onSwitch: () => void;
}

/** What Qwen Code uses by the user's settings, or that it does not start, with the way to another provider. */
export function InUse({ settings, words, demo, onSwitch }: Props): ReactElement {
  const { model, providerText, faultText } = textsOf(settings, words);
  const nothingText = faultText === null ? words.rows.usesNothing : null;
  const uses = demo ? words.rows.usesInDemo : words.rows.uses;
  const label = faultText === null ? uses : words.rows.chosen;
  return (
    <section className="in-use" aria-label={label}>
      <p>
        <small>{label}</small> {model === null ? null : <strong>{model}</strong>}{' '}
        <span>{providerText ?? nothingText}</span>
        {faultText === null ? null : <small className="fault">{faultText}</small>}
      </p>
      <Button onPress={onSwitch}>{words.rows.switch}</Button>
    </section>
  );
}

function textsOf(settings: SettingsView, words: Words): ChosenView {
  switch (settings.state) {
    case 'unknown':
      return { model: null, providerText: words.rows.usesUnknown, faultText: null };
    case 'refused':
      return { model: null, providerText: words.rows.usesRefused, faultText: null };
    case 'readable':
      return chosenView(settings, words);
  }
}
