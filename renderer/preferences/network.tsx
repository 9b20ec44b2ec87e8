import { type ReactElement, useState } from 'react';
import { readProxyAddress } from '../../main/core/view/preferences/proxy-address.ts';
import { Segmented } from '../ui/Choice.tsx';
import { SavedText } from './SavedText.tsx';
import type { Props } from './simple.tsx';

/** The proxy of the system, none, or one of the user's own, whose address is saved once it can be used. */
export function OwnProxy({ context, onChange }: Props): ReactElement {
  const { proxy } = context.state.preferences;
  const { proxyWords } = context.locale.words.preferences;
  const saved = proxy === 'system' || proxy === 'none' ? proxy : 'own';
  const [isEntering, setEntering] = useState(false);
  const shown = isEntering ? 'own' : saved;
  return (
    <>
      <Segmented
        label={proxyWords.label}
        value={shown}
        options={(['system', 'none', 'own'] as const).map((value) => ({ value, name: proxyWords.names[value] }))}
        onChange={(value) => {
          setEntering(value === 'own');
          if (value !== 'own') onChange({ proxy: value });
        }}
      />
      {shown === 'own' ? (
        <SavedText
          key={proxy}
          place="below"
          label={proxyWords.address}
          hint={proxyWords.addressHint}
          placeholder="http://proxy.example:3128"
          value={saved === 'own' ? proxy : ''}
          problemOf={(text) => {
            const read = text.trim() === '' ? null : readProxyAddress(text);
            return read !== null && 'problem' in read ? proxyWords.problems[read.problem] : null;
          }}
          onSave={(text) => {
            const read = readProxyAddress(text);
            if ('address' in read) onChange({ proxy: read.address });
          }}
        />
      ) : (
        <p className="note">{proxyWords.hints[shown]}</p>
      )}
    </>
  );
}
