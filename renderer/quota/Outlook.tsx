import type { ReactElement } from 'react';
import type { WindowView } from '../../main/core/view/quota/window-view.ts';
import type { Words } from '../../main/core/view/words/index.ts';

interface Props {
  readonly windows: readonly WindowView[];
  readonly words: Words;
}

/** What each window still allows, folded away until somebody asks. */
export function Outlook({ windows, words }: Props): ReactElement | null {
  const told = windows.filter(({ outlookTexts }) => outlookTexts.length > 0);
  if (told.length === 0) return null;
  return (
    <details className="outlook">
      <summary>{words.quota.outlook}</summary>
      <dl>
        {told.map(({ id, name, outlookTexts }) => (
          <div key={id}>
            <dt>{name}</dt>
            {outlookTexts.map((text) => (
              <dd key={text}>{text}</dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  );
}
