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

interface FactsProps {
  readonly option: ProviderOption;
  readonly endpoints: readonly ProviderOption[];
  readonly words: Words;
}

/** The fixed facts of a provider. The protocol is left out if the user can choose it in the form. */
export function ProviderFacts({ option, endpoints, words }: FactsProps): ReactElement {
  const { billing } = option;
  return (
    <dl className="facts">
      <Fact name={words.providers.endpoint}>{option.baseUrl}</Fact>
      {billing === 'plan' || billing === 'billed' ? (
        <Fact name={words.providers.billingLabel}>{words.providers.billing[billing]}</Fact>
      ) : null}
      {endpoints.length > 1 ? null : (
        <Fact name={words.providers.protocol}>{words.providers.protocolNames[option.protocol]}</Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: string }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
