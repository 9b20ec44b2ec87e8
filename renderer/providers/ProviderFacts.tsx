import type { ReactElement } from 'react';
import type { ProviderOption } from '../../main/core/provider/model.ts';
import type { Words } from '../../main/core/view/words/index.ts';

interface Props {
  readonly option: ProviderOption;
  readonly endpoints: readonly ProviderOption[];
  readonly words: Words;
}

/** The fixed facts of a provider. The protocol is left out if the user can choose it in the form. */
export function ProviderFacts({ option, endpoints, words }: Props): ReactElement {
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
