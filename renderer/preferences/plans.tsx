import type { ReactElement } from 'react';
import { budgetShown, currencyOf } from '../../main/core/view/level.ts';
import { NativeSelect } from '../ui/Field.tsx';
import { SavedText } from './SavedText.tsx';
import type { Props } from './simple.tsx';

/** Parses an amount: null for an empty field, undefined if the text is no number above zero. */
export function readBudget(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  const amount = Number(plain);
  return Number.isFinite(amount) && amount > 0 ? amount : undefined;
}

/** The field for the user's own monthly limit. */
export function MonthlyBudget({ context, onChange }: Props): ReactElement {
  const { snapshot, preferences } = context.state;
  const currency = currencyOf(snapshot);
  const shown = budgetShown(snapshot, preferences);
  const { words } = context.locale;
  return (
    <SavedText
      key={`${currency} ${shown}`}
      place="beside"
      numeric
      label={words.preferences.budget}
      hint={words.preferences.budgetHint}
      placeholder={words.preferences.budgetNone}
      value={shown === null ? '' : String(shown)}
      unit={<small>{currency}</small>}
      problemOf={(text) => (readBudget(text) === undefined ? words.preferences.budgetNotANumber : null)}
      onSave={(text) => {
        const monthlyBudget = readBudget(text);
        if (monthlyBudget !== undefined) onChange({ monthlyBudget, monthlyBudgetCurrency: currency });
      }}
    />
  );
}

const daysOfMonth = Array.from({ length: 31 }, (_, index) => index + 1);

export function MonthDay({ context, onChange }: Props): ReactElement {
  const { monthDay } = context.state.preferences;
  const { words } = context.locale;
  return (
    <div className="row">
      <div className="row-text">
        <span>{words.preferences.monthDay}</span>
        <small>{words.preferences.monthDayHint}</small>
      </div>
      <NativeSelect
        label={words.preferences.monthDay}
        value={monthDay === null ? '' : String(monthDay)}
        options={[
          { value: '', name: words.preferences.choices.codingPlan.names.none },
          ...daysOfMonth.map((day) => ({ value: String(day), name: words.preferences.monthDayOf(day) })),
        ]}
        onChange={(value) => onChange({ monthDay: value === '' ? null : Number(value) })}
      />
    </div>
  );
}
