import type { ReactElement } from 'react';
import { formatPercent } from '../../main/core/view/format.ts';
import { clockMinute } from '../../main/core/view/preferences/clock-minute.ts';
import { Checks, Switch } from '../ui/Choice.tsx';
import { NativeSelect } from '../ui/Field.tsx';
import type { Props } from './simple.tsx';

const warnAtSteps = [50, 75, 80, 90, 95, 100];

/** The percentages at which a notice comes. */
export function WarnAt({ context, onChange, disabled }: Props): ReactElement {
  const { warnAtUsedPercents } = context.state.preferences;
  const { words } = context.locale;
  const offered = [...new Set([...warnAtSteps, ...warnAtUsedPercents])].toSorted((left, right) => left - right);
  return (
    <>
      <Checks
        label={words.preferences.warnAt}
        disabled={disabled}
        options={offered.map((percent) => ({
          value: percent,
          name: formatPercent(percent, words),
          isChosen: warnAtUsedPercents.includes(percent),
        }))}
        onChange={(percent, isChosen) => {
          const others = warnAtUsedPercents.filter((other) => other !== percent);
          const all = isChosen ? [...others, percent] : others;
          onChange({ warnAtUsedPercents: all.toSorted((left, right) => left - right) });
        }}
      />
      <p className="note">{words.preferences.warnAtHint}</p>
    </>
  );
}

const stepMinutes = 30;
const halfHours = Array.from({ length: 48 }, (_, index) => index * stepMinutes);
const usualHours = { fromMinute: 22 * 60, toMinute: 8 * 60 };

/** The hours in which notices wait. */
export function QuietHours({ context, onChange, disabled }: Props): ReactElement {
  const { quietHours } = context.state.preferences;
  const { preferences } = context.locale.words;
  const ends = [
    { name: 'fromMinute', label: preferences.quietFrom },
    { name: 'toMinute', label: preferences.quietTo },
  ] as const;
  return (
    <>
      <Switch
        label={preferences.quietHours}
        hint={preferences.quietHoursHint}
        checked={quietHours !== null}
        disabled={disabled}
        onChange={(checked) => onChange({ quietHours: checked ? usualHours : null })}
      />
      {quietHours === null ? null : (
        <div className="row">
          {ends.map(({ name, label }) => (
            <div key={name} className="line">
              <span>{label}</span>
              <NativeSelect
                label={label}
                value={String(quietHours[name])}
                disabled={disabled}
                options={[...new Set([...halfHours, quietHours[name]])].map((minute) => ({
                  value: String(minute),
                  name: clockMinute(minute, context.locale),
                }))}
                onChange={(value) => onChange({ quietHours: { ...quietHours, [name]: Number(value) } })}
              />
            </div>
          ))}
        </div>
      )}
    </>
  );
}
