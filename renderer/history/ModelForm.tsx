import { type ReactElement, useId, useState } from 'react';
import type { Granularity } from '../../main/core/usage/breakdown-model.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Segmented } from '../ui/Choice.tsx';
import { Labelled, Select } from '../ui/Field.tsx';
import { fromTo, oneMonth, type PeriodFields, periodOptions, someDays } from './period-choice.ts';

const granularities: readonly Granularity[] = ['day', 'month', 'quarter'];

/** The fields of a date that a choice of the period asks for. */
const dateFields: Readonly<Record<string, readonly ('month' | 'from' | 'to')[]>> = {
  [oneMonth]: ['month'],
  [fromTo]: ['from', 'to'],
};

interface Props {
  readonly words: Words;
  readonly models: readonly string[];
  readonly model: string;
  readonly onModel: (model: string) => void;
  readonly fields: PeriodFields;
  readonly onFields: (fields: PeriodFields) => void;
  readonly granularity: Granularity;
  readonly onGranularity: (granularity: Granularity) => void;
}

export function ModelForm(props: Props): ReactElement {
  const { words, fields, onFields } = props;
  return (
    <>
      <div className="history-form">
        <ModelField {...props} key={props.model} />
        <Select
          label={words.history.period}
          value={fields.choice}
          options={periodOptions(words)}
          onChange={(choice) => onFields({ ...fields, choice })}
        />
        {fields.choice === someDays ? (
          <DaysField
            label={words.history.days}
            value={fields.days}
            onChange={(days) => onFields({ ...fields, days })}
          />
        ) : null}
        {(dateFields[fields.choice] ?? []).map((name) => (
          <Labelled key={name} label={words.history[name]}>
            {(id) => (
              <input
                id={id}
                className="input"
                type={name === 'month' ? 'month' : 'date'}
                value={fields[name]}
                onChange={(event) => onFields({ ...fields, [name]: event.target.value })}
              />
            )}
          </Labelled>
        ))}
      </div>
      <Segmented
        label={words.history.granularity}
        value={props.granularity}
        options={granularities.map((value) => ({ value, name: words.history.granularities[value] }))}
        onChange={props.onGranularity}
      />
    </>
  );
}

/** A text field with suggestions, as there may be hundreds of models. The name counts once it is complete. */
function ModelField({ words, models, model, onModel }: Props): ReactElement {
  const id = useId();
  const [text, setText] = useState(model);
  const keep = (next: string): void => {
    const name = next.trim().slice(0, 200);
    if (name !== '' && name !== model) onModel(name);
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {words.history.model}
      </label>
      <input
        id={id}
        className="input"
        list={`${id}-models`}
        value={text}
        title={text}
        placeholder={words.history.modelHint}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value);
          if (models.includes(event.target.value)) keep(event.target.value);
        }}
        onBlur={() => keep(text)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep(text);
        }}
      />
      <datalist id={`${id}-models`}>
        {models.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}

interface DaysFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A number of days, which counts once it is complete: "3" may become "30". */
function DaysField({ label, value, onChange }: DaysFieldProps): ReactElement {
  const [text, setText] = useState(value);
  return (
    <Labelled label={label}>
      {(id) => (
        <input
          id={id}
          className="input"
          inputMode="numeric"
          maxLength={5}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => onChange(text.trim())}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onChange(text.trim());
          }}
        />
      )}
    </Labelled>
  );
}
