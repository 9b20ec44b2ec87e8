import { type ReactElement, useId, useState } from 'react';
import type { Granularity } from '../../main/core/usage/breakdown-model.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Segmented } from '../ui/Choice.tsx';
import { Select } from '../ui/Field.tsx';
import { fromTo, oneMonth, type PeriodFields, periodOptions, someDays } from './period-choice.ts';

const granularities: readonly Granularity[] = ['day', 'month', 'quarter'];

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
        {fields.choice === oneMonth ? (
          <DateField
            type="month"
            label={words.history.month}
            value={fields.month}
            onChange={(month) => onFields({ ...fields, month })}
          />
        ) : null}
        {fields.choice === fromTo ? (
          <>
            <DateField
              type="date"
              label={words.history.from}
              value={fields.from}
              onChange={(from) => onFields({ ...fields, from })}
            />
            <DateField
              type="date"
              label={words.history.to}
              value={fields.to}
              onChange={(to) => onFields({ ...fields, to })}
            />
          </>
        ) : null}
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

/** A number of days, which counts once it is complete: "3" may become "30". */
function DaysField({ label, value, onChange }: Omit<DateFieldProps, 'type'>): ReactElement {
  const id = useId();
  const [text, setText] = useState(value);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
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
    </div>
  );
}

interface DateFieldProps {
  readonly type: 'month' | 'date';
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function DateField({ type, label, value, onChange }: DateFieldProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input id={id} className="input" type={type} value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
