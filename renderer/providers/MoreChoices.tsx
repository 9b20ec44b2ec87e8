import type { ReactElement } from 'react';
import { isProtocol, offeredProtocols } from '../../main/core/view/providers/provider-text.ts';
import { Segmented } from '../ui/Choice.tsx';
import { Select, TextField } from '../ui/Field.tsx';
import { Fold } from '../ui/Fold.tsx';
import { fieldOf } from './flow.ts';
import { KeyPlacementField } from './KeyFields.tsx';
import type { FormProps } from './ProviderForm.tsx';
import { ProviderFacts } from './Terms.tsx';

/** What is right for most users as it is, folded away; open where something in it was rejected. */
export function MoreChoices(props: FormProps): ReactElement {
  const { option, problem, words } = props;
  const isRejected = problem !== null && fieldOf(problem) === 'variable-name';
  return (
    <Fold title={words.providers.moreChoices} isOpen={isRejected}>
      <div className="form">
        {option.custom === true ? <CustomFields {...props} /> : <ProviderFacts {...props} />}
        <EndpointField {...props} />
        <KeyPlacementField {...props} />
      </div>
    </Fold>
  );
}

function EndpointField({ option, endpoints, words, onEndpoint }: FormProps): ReactElement | null {
  if (endpoints.length < 2) return null;
  return (
    <Segmented
      label={words.providers.protocol}
      value={option.id}
      options={endpoints.map((endpoint) => ({
        value: endpoint.id,
        name: words.providers.protocolNames[endpoint.protocol],
      }))}
      onChange={(id) => {
        const endpoint = endpoints.find((one) => one.id === id);
        if (endpoint !== undefined) onEndpoint(endpoint);
      }}
    />
  );
}

function CustomFields({ draft, problem, words, onDraft }: FormProps): ReactElement {
  const isRejected = problem !== null && fieldOf(problem) === 'variable-name';
  return (
    <>
      <Select
        label={words.providers.protocol}
        value={draft.protocol}
        options={offeredProtocols.map((value) => ({ value, name: words.providers.protocolNames[value] }))}
        onChange={(value) => isProtocol(value) && onDraft({ ...draft, protocol: value })}
      />
      <TextField
        label={words.providers.keyVariable}
        value={draft.keyVariable}
        problem={isRejected ? words.keyProblems[problem] : undefined}
        onChange={(keyVariable) => onDraft({ ...draft, keyVariable })}
      />
    </>
  );
}
