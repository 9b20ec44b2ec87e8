import type { ReactElement } from 'react';
import { budgetShown, currencyOf } from '../../main/core/view/level.ts';
import { NativeSelect } from '../ui/Field.tsx';
import { Budget } from './Budget.tsx';
import type { Props } from './simple.tsx';

export function MonthlyBudget({ context, onChange }: Props): ReactElement {
  const { snapshot, preferences } = context.state;
  const currency = currencyOf(snapshot);
  return (
    <Budget
      key={currency}
      words={context.locale.words}
      value={budgetShown(snapshot, preferences)}
      currency={currency}
      onChange={(monthlyBudget) => onChange({ monthlyBudget, monthlyBudgetCurrency: currency })}
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
