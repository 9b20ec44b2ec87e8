import type { ReactElement } from 'react';
import type { ChoiceName, Preferences, SwitchName } from '../../main/core/preferences.ts';
import type { PanelContext } from '../panel-context.ts';
import { Segmented, Switch } from '../ui/Choice.tsx';

export interface Props {
  readonly context: PanelContext;
  readonly onChange: (change: Partial<Preferences>) => void;
  /** Another preference leaves this one without effect. */
  readonly disabled?: boolean;
}

function changeOf<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): Partial<Preferences> {
  const change: { -readonly [Each in keyof Preferences]?: Preferences[Each] } = {};
  change[name] = value;
  return change;
}

interface SwitchProps extends Props {
  readonly name: SwitchName;
}

/** A preference that is on or off, by its words alone. */
export function SwitchControl({ name, context, onChange, disabled = false }: SwitchProps): ReactElement {
  return (
    <Switch
      {...context.locale.words.preferences.switches[name]}
      checked={context.state.preferences[name] === true}
      disabled={disabled}
      onChange={(checked) => onChange(changeOf(name, checked))}
    />
  );
}

/** A preference that is one of a few words, by its words alone. */
export function ChoiceControl({ name, context, onChange }: Props & { readonly name: ChoiceName }): ReactElement {
  const { label, hint, names } = context.locale.words.preferences.choices[name];
  const isValue = (text: string): text is NonNullable<Preferences[ChoiceName]> => text in names;
  return (
    <>
      <Segmented
        label={label}
        value={context.state.preferences[name] ?? 'none'}
        options={Object.entries(names).map(([value, text]) => ({ value, name: text }))}
        onChange={(value) => {
          if (value === 'none') onChange(changeOf(name, null));
          else if (isValue(value)) onChange(changeOf(name, value));
        }}
      />
      {hint === undefined ? null : <p className="note">{hint}</p>}
    </>
  );
}
