import type { ReactElement } from 'react';
import type { ProviderOption } from '../../main/core/provider/model.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { Input } from '../../preload/contract.ts';
import { Button } from '../ui/Button.tsx';

export type ProviderPage = Extract<Input<'link:open'>, object>['page'];

interface Props {
  readonly option: ProviderOption;
  readonly words: Words;
  readonly onPage: (page: ProviderPage) => void;
}

/** Links to the terms of service and the privacy notice of the key's issuer. Main knows the addresses. */
export function Terms({ option, words, onPage }: Props): ReactElement {
  const { termsOf } = option;
  if (termsOf === null || termsOf === undefined) return <p className="note">{words.providers.termsUnknown}</p>;
  return (
    <div>
      <p className="note">{words.providers.terms(termsOf)}</p>
      <div className="actions links">
        <Button kind="link" onPress={() => onPage('terms')}>
          {words.providers.termsPage}
        </Button>
        <Button kind="link" onPress={() => onPage('privacy')}>
          {words.providers.privacyPage}
        </Button>
        <Button kind="link" onPress={() => onPage('documentation')}>
          {words.common.documentation}
        </Button>
      </div>
    </div>
  );
}
