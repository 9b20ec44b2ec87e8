import type { ReactElement } from 'react';
import type { ChoiceName, Preferences, SwitchName } from '../../main/core/preferences.ts';
import { budgetShown, currencyOf } from '../../main/core/view/level.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { PanelContext } from '../panel-context.ts';
import { Segmented, Switch } from '../ui/Choice.tsx';
import { NativeSelect } from '../ui/Field.tsx';
import { Budget } from './Budget.tsx';
import { QuietHours, WarnAt } from './notices.tsx';

export interface Props {
  readonly context: PanelContext;
  readonly onChange: (change: Partial<Preferences>) => void;
}

export type ControlSection = 'appearance' | 'warnings' | 'account' | 'providers';

interface Placed {
  readonly section: ControlSection;
}

interface Control extends Placed {
  readonly Control: (props: Props) => ReactElement | null;
}

type SimpleName = SwitchName | ChoiceName;
type Controls = Readonly<Record<Exclude<keyof Preferences, SimpleName>, Control | null>> &
  Readonly<Partial<Record<SimpleName, Placed | Control>>>;

/**
 * The preferences in their order on the screen; null if one is set elsewhere. One without a control of its own is shown by
 * its type; a switch or choice that is not listed here follows at the end of `appearance`.
 */
const controls: Controls = {
  language: { section: 'appearance' },
  theme: { section: 'appearance' },
  trayIcon: { section: 'appearance' },
  launchAtLogin: { section: 'appearance', Control: LaunchAtLogin },
  warnAtUsedPercents: { section: 'warnings', Control: WarnAt },
  notices: { section: 'warnings' },
  noticesOfRunOut: { section: 'warnings' },
  noticesOfReturn: { section: 'warnings' },
  noticesOfPlanEnd: { section: 'warnings' },
  noticesOfOtherProvider: { section: 'warnings' },
  quietHours: { section: 'warnings', Control: QuietHours },
  monthlyBudget: { section: 'warnings', Control: MonthlyBudget },
  /** The control of `monthlyBudget` sets it. */
  monthlyBudgetCurrency: null,
  codingPlan: { section: 'account' },
  monthDay: { section: 'account', Control: MonthDay },
  lookForUpdates: { section: 'appearance', Control: LookForUpdates },
  askInstalledClient: { section: 'providers' },
  /** The stars in the list of providers set it. */
  favouriteProviderIds: null,
};

/** The names of the preferences that a section shows, in their order. */
export function preferencesIn(section: ControlSection, { preferences }: Words): readonly string[] {
  const listed = new Map<string, Placed | null>(Object.entries(controls));
  const simple = [...Object.keys(preferences.choices), ...Object.keys(preferences.switches)];
  const names = [...listed.keys(), ...simple.filter((name) => !listed.has(name))];
  return names.filter((name) => {
    const placed = listed.get(name);
    return placed === undefined ? section === 'appearance' : placed?.section === section;
  });
}

const ownControls = new Map<string, Placed | Control | null>(Object.entries(controls));

/** The control of one preference. */
export function PreferenceControl({ name, ...props }: Props & { readonly name: string }): ReactElement | null {
  const { switches, choices } = props.context.locale.words.preferences;
  const isSwitch = (one: string): one is SwitchName => one in switches;
  const isChoice = (one: string): one is ChoiceName => one in choices;
  const own = ownControls.get(name);
  if (own && 'Control' in own) return <own.Control {...props} />;
  if (isSwitch(name)) return <SwitchControl name={name} {...props} />;
  return isChoice(name) ? <ChoiceControl name={name} {...props} /> : null;
}

function changeOf<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): Partial<Preferences> {
  const change: { -readonly [Each in keyof Preferences]?: Preferences[Each] } = {};
  change[name] = value;
  return change;
}

const daysOfMonth = Array.from({ length: 31 }, (_, index) => index + 1);

interface SwitchProps extends Props {
  readonly name: SwitchName;
  readonly disabled?: boolean;
}

function SwitchControl({ name, context, onChange, disabled = false }: SwitchProps): ReactElement {
  return (
    <Switch
      {...context.locale.words.preferences.switches[name]}
      checked={context.state.preferences[name] === true}
      disabled={disabled}
      onChange={(checked) => onChange(changeOf(name, checked))}
    />
  );
}

function ChoiceControl({ name, context, onChange }: Props & { readonly name: ChoiceName }): ReactElement {
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

/** The demo does not start at log-in. */
function LaunchAtLogin(props: Props): ReactElement {
  return <SwitchControl name="launchAtLogin" disabled={props.context.state.demo} {...props} />;
}

/** Only a build that was published has a page to ask. */
function LookForUpdates(props: Props): ReactElement | null {
  return props.context.state.updates.canLook ? <SwitchControl name="lookForUpdates" {...props} /> : null;
}

function MonthlyBudget({ context, onChange }: Props): ReactElement {
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

function MonthDay({ context, onChange }: Props): ReactElement {
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
