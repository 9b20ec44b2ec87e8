import { type ReactElement, useId } from 'react';

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly name: string; readonly hint?: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly hideLabel?: boolean;
}

/** A few choices side by side. They are radio buttons, so that arrow keys and screen readers work. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): ReactElement {
  const group = useId();
  return (
    <fieldset className="segmented">
      <legend className={props.hideLabel === true ? 'unseen' : 'field-label'}>{props.label}</legend>
      <div className="segmented-row">
        {props.options.map((option) => (
          <label key={option.value} className="segment">
            <input
              type="radio"
              name={group}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            <span className="segment-face">
              <span>{option.name}</span>
              {option.hint === undefined ? null : <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly disabled?: boolean | undefined;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, hint, checked, disabled = false, onChange }: SwitchProps): ReactElement {
  const id = useId();
  return (
    <div className="row">
      <div className="row-text">
        <label htmlFor={id}>{label}</label>
        {hint === undefined ? null : <small id={`${id}-hint`}>{hint}</small>}
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className="switch"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  );
}

interface ChecksProps<Value extends number | string> {
  readonly label: string;
  readonly disabled?: boolean | undefined;
  readonly options: readonly { readonly value: Value; readonly name: string; readonly isChosen: boolean }[];
  readonly onChange: (value: Value, isChosen: boolean) => void;
}

/** Choices side by side of which several hold at once. */
export function Checks<Value extends number | string>(props: ChecksProps<Value>): ReactElement {
  const { label, disabled = false, options, onChange } = props;
  return (
    <fieldset className="segmented">
      <legend className="field-label">{label}</legend>
      <div className="segmented-row">
        {options.map(({ value, name, isChosen }) => (
          <label key={value} className="segment">
            <input
              type="checkbox"
              checked={isChosen}
              disabled={disabled}
              onChange={(event) => onChange(value, event.target.checked)}
            />
            <span className="segment-face">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
