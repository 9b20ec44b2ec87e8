import { type ReactElement, type ReactNode, useId, useState } from 'react';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly placeholder: string;
  /** What is wrong with a text; null: nothing. */
  readonly problemOf: (text: string) => string | null;
  readonly onSave: (text: string) => void;
  /** What stands behind the field. */
  readonly unit?: ReactNode;
  /** `beside`: a short value beside its label; `below`: a long one below it. */
  readonly place: 'beside' | 'below';
  readonly numeric?: boolean;
}

/** A text that is saved when the field is left or Enter is pressed, if nothing is wrong with it. */
export function SavedText(props: Props): ReactElement {
  const { label, hint, value, placeholder, problemOf, onSave, unit, place, numeric = false } = props;
  const id = useId();
  const [text, setText] = useState(value);
  const problem = problemOf(text);
  const keep = (): void => {
    if (problem === null && text.trim() !== value) onSave(text);
  };
  return (
    <div className={place === 'beside' ? 'row' : 'stack-tight'}>
      <div className="row-text">
        <label htmlFor={id}>{label}</label>
        <small id={`${id}-hint`} className={problem === null ? undefined : 'trouble'} aria-live="polite">
          {problem ?? hint}
        </small>
      </div>
      <span className={place === 'beside' ? 'money' : undefined}>
        <input
          id={id}
          className="input"
          inputMode={numeric ? 'decimal' : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={text}
          placeholder={placeholder}
          aria-describedby={`${id}-hint`}
          aria-invalid={problem !== null}
          onChange={(event) => setText(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
          }}
        />
        {unit}
      </span>
    </div>
  );
}
