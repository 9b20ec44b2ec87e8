import { type ReactElement, useId, useState } from 'react';
import type { Words } from '../../main/core/view/words/index.ts';

interface Props {
  readonly words: Words;
  readonly value: number | null;
  readonly currency: string;
  readonly onChange: (value: number | null) => void;
}

/** Parses an amount: null for an empty field, undefined if the text is no number above zero. */
export function readBudget(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  const amount = Number(plain);
  return Number.isFinite(amount) && amount > 0 ? amount : undefined;
}

/** The field for the user's own monthly limit. It saves the value when it loses the focus or Enter is pressed. */
export function Budget({ words, value, currency, onChange }: Props): ReactElement {
  const id = useId();
  const [text, setText] = useState(value === null ? '' : String(value));
  const budget = readBudget(text);
  const keep = (): void => {
    if (budget !== undefined && budget !== value) onChange(budget);
  };
  return (
    <div className="row">
      <div className="row-text">
        <label htmlFor={id}>{words.preferences.budget}</label>
        <small id={`${id}-hint`} className={budget === undefined ? 'trouble' : undefined} aria-live="polite">
          {budget === undefined ? words.preferences.budgetNotANumber : words.preferences.budgetHint}
        </small>
      </div>
      <span className="money">
        <input
          id={id}
          className="input"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          placeholder={words.preferences.budgetNone}
          aria-describedby={`${id}-hint`}
          aria-invalid={budget === undefined}
          onChange={(event) => setText(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
          }}
        />
        <small>{currency}</small>
      </span>
    </div>
  );
}
