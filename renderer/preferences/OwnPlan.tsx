import type { ReactElement } from 'react';
import type { Preferences } from '../../main/core/preferences.ts';
import type { Shown } from '../shown.ts';
import { Segmented } from '../ui/Choice.tsx';
import { NativeSelect } from '../ui/Field.tsx';

const plans = ['none', 'lite', 'pro'] as const;
const days = Array.from({ length: 31 }, (_, index) => index + 1);

interface Props {
  readonly shown: Shown;
  readonly change: (change: Partial<Preferences>) => void;
}

/** What only the user can say of the plan while nobody is signed in: its size, and the day its month begins. */
export function OwnPlan({ shown, change }: Props): ReactElement {
  const { codingPlan, monthDay } = shown.state.preferences;
  const { words } = shown.place;
  return (
    <>
      <Segmented
        label={words.preferences.plan}
        value={codingPlan ?? 'none'}
        options={plans.map((value) => ({ value, name: words.preferences.planNames[value] }))}
        onChange={(plan) => change({ codingPlan: plan === 'none' ? null : plan })}
      />
      <p className="note">{words.preferences.planHint}</p>
      <div className="row">
        <div className="row-text">
          <span>{words.preferences.monthDay}</span>
          <small>{words.preferences.monthDayHint}</small>
        </div>
        <NativeSelect
          label={words.preferences.monthDay}
          value={monthDay === null ? '' : String(monthDay)}
          options={[
            { value: '', name: words.preferences.planNames.none },
            ...days.map((day) => ({ value: String(day), name: words.preferences.monthDayOf(day) })),
          ]}
          onChange={(value) => change({ monthDay: value === '' ? null : Number(value) })}
        />
      </div>
    </>
  );
}
