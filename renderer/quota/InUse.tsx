import type { ReactElement } from 'react';
import type { SettingsView } from '../../main/core/provider/model.ts';
import { fullName } from '../../main/core/view/providers/provider-text.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Button } from '../ui/Button.tsx';

interface Props {
  readonly settings: SettingsView;
  readonly words: Words;
  readonly onSwitch: () => void;
}

/** What Qwen Code uses by the user's settings, with the way to another provider. */
export function InUse({ settings, words, onSwitch }: Props): ReactElement {
  const { model, provider } = textsOf(settings, words);
  return (
    <section className="in-use" aria-label={words.rows.uses}>
      <p>
        <small>{words.rows.uses}</small>
        {model === null ? null : <strong>{model}</strong>} <span>{provider}</span>
      </p>
      <Button onPress={onSwitch}>{words.rows.switch}</Button>
    </section>
  );
}

function textsOf(settings: SettingsView, words: Words): { readonly model: string | null; readonly provider: string } {
  switch (settings.state) {
    case 'unknown':
      return { model: null, provider: words.rows.usesUnknown };
    case 'refused':
      return { model: null, provider: words.rows.usesRefused };
    case 'readable': {
      const option = settings.options.find(({ current }) => current);
      if (option === undefined) return { model: settings.currentModel, provider: words.rows.usesNothing };
      return { model: settings.currentModel, provider: fullName(option, [], words) };
    }
  }
}
