import type { ReactElement } from 'react';
import type { WhatIfView } from '../../main/core/view/quota/what-if-view.ts';
import type { WindowView } from '../../main/core/view/quota/window-view.ts';
import type { Words } from '../../main/core/view/words/index.ts';

interface Props {
  readonly windows: readonly WindowView[];
  readonly whatIf: WhatIfView | null;
  readonly words: Words;
}

/** What each window still allows, and what other plans would have, folded away until somebody asks. */
export function Outlook({ windows, whatIf, words }: Props): ReactElement | null {
  const told = windows.filter(({ outlookTexts }) => outlookTexts.length > 0);
  if (told.length === 0 && whatIf === null) return null;
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
        {whatIf === null ? null : (
          <div>
            <dt>{whatIf.titleText}</dt>
            {whatIf.texts.map((text) => (
              <dd key={text}>{text}</dd>
            ))}
          </div>
        )}
      </dl>
    </details>
  );
}
