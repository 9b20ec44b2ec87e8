import type { ReactElement } from 'react';
import type { Preferences } from '../../main/core/preferences.ts';
import { formatPercent } from '../../main/core/view/format.ts';
import { budgetShown, currencyOf } from '../../main/core/view/level.ts';
import { languages } from '../../main/core/view/words/index.ts';
import type { PanelContext } from '../panel-context.ts';
import { Segmented, Switch } from '../ui/Choice.tsx';
import { NativeSelect } from '../ui/Field.tsx';
import { Budget } from './Budget.tsx';

interface Props {
  readonly context: PanelContext;
  readonly onChange: (change: Partial<Preferences>) => void;
}

export type ControlSection = 'appearance' | 'warnings' | 'account' | 'providers';

interface Control {
  readonly section: ControlSection;
  readonly Control: (props: Props) => ReactElement;
}

/** The control of each preference, in the order on the screen; null if the preference is set elsewhere. */
export const controls: Readonly<Record<keyof Preferences, Control | null>> = {
  language: { section: 'appearance', Control: Language },
  theme: { section: 'appearance', Control: Theme },
  trayIcon: { section: 'appearance', Control: TrayIcon },
  launchAtLogin: { section: 'appearance', Control: LaunchAtLogin },
  warnAtUsedPercent: { section: 'warnings', Control: WarnAt },
  notices: { section: 'warnings', Control: Notices },
  monthlyBudget: { section: 'warnings', Control: MonthlyBudget },
  /** The control of `monthlyBudget` sets it. */
  monthlyBudgetCurrency: null,
  codingPlan: { section: 'account', Control: CodingPlan },
  monthDay: { section: 'account', Control: MonthDay },
  askInstalledClient: { section: 'providers', Control: AskInstalledClient },
  /** The stars in the list of providers set it. */
  favouriteProviderIds: null,
};

const languageChoices: readonly Preferences['language'][] = ['system', ...languages];
const themeChoices: readonly Preferences['theme'][] = ['system', 'light', 'dark'];
const trayIconChoices: readonly Preferences['trayIcon'][] = ['automatic', 'light', 'dark'];
const warnAtSteps = [50, 60, 70, 75, 80, 85, 90, 95, 100];
const planChoices = ['none', 'lite', 'pro'] as const;
const daysOfMonth = Array.from({ length: 31 }, (_, index) => index + 1);

function Language({ context, onChange }: Props): ReactElement {
  const { words } = context.locale;
  return (
    <Segmented
      label={words.preferences.language}
      value={context.state.preferences.language}
      options={languageChoices.map((value) => ({ value, name: words.preferences.languageNames[value] }))}
      onChange={(language) => onChange({ language })}
    />
  );
}

function Theme({ context, onChange }: Props): ReactElement {
  const { words } = context.locale;
  return (
    <Segmented
      label={words.preferences.theme}
      value={context.state.preferences.theme}
      options={themeChoices.map((value) => ({ value, name: words.preferences.themeNames[value] }))}
      onChange={(theme) => onChange({ theme })}
    />
  );
}

function TrayIcon({ context, onChange }: Props): ReactElement {
  const { words } = context.locale;
  return (
    <>
      <Segmented
        label={words.preferences.trayIcon}
        value={context.state.preferences.trayIcon}
        options={trayIconChoices.map((value) => ({ value, name: words.preferences.trayIconNames[value] }))}
        onChange={(trayIcon) => onChange({ trayIcon })}
      />
      <p className="note">{words.preferences.trayIconHint}</p>
    </>
  );
}

function LaunchAtLogin({ context, onChange }: Props): ReactElement {
  return (
    <Switch
      label={context.locale.words.preferences.launchAtLogin}
      checked={context.state.preferences.launchAtLogin}
      disabled={context.state.demo}
      onChange={(launchAtLogin) => onChange({ launchAtLogin })}
    />
  );
}

function WarnAt({ context, onChange }: Props): ReactElement {
  const { warnAtUsedPercent } = context.state.preferences;
  const { words } = context.locale;
  const offered = [...new Set([...warnAtSteps, warnAtUsedPercent])].toSorted((left, right) => left - right);
  return (
    <div className="row">
      <div className="row-text">
        <span>{words.preferences.warnAt}</span>
        <small>{words.preferences.warnAtHint(formatPercent(warnAtUsedPercent, words))}</small>
      </div>
      <NativeSelect
        label={words.preferences.warnAt}
        value={String(warnAtUsedPercent)}
        options={offered.map((percent) => ({ value: String(percent), name: formatPercent(percent, words) }))}
        onChange={(value) => onChange({ warnAtUsedPercent: Number(value) })}
      />
    </div>
  );
}

function Notices({ context, onChange }: Props): ReactElement {
  const { words } = context.locale;
  return (
    <Switch
      label={words.preferences.notices}
      hint={words.preferences.noticesHint}
      checked={context.state.preferences.notices}
      onChange={(notices) => onChange({ notices })}
    />
  );
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

function CodingPlan({ context, onChange }: Props): ReactElement {
  const { words } = context.locale;
  return (
    <>
      <Segmented
        label={words.preferences.plan}
        value={context.state.preferences.codingPlan ?? 'none'}
        options={planChoices.map((value) => ({ value, name: words.preferences.planNames[value] }))}
        onChange={(plan) => onChange({ codingPlan: plan === 'none' ? null : plan })}
      />
      <p className="note">{words.preferences.planHint}</p>
    </>
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
          { value: '', name: words.preferences.planNames.none },
          ...daysOfMonth.map((day) => ({ value: String(day), name: words.preferences.monthDayOf(day) })),
        ]}
        onChange={(value) => onChange({ monthDay: value === '' ? null : Number(value) })}
      />
    </div>
  );
}

function AskInstalledClient({ context, onChange }: Props): ReactElement {
  const { words } = context.locale;
  return (
    <Switch
      label={words.installedClient.preference}
      hint={words.installedClient.preferenceHint}
      checked={context.state.preferences.askInstalledClient === true}
      onChange={(askInstalledClient) => onChange({ askInstalledClient })}
    />
  );
}
