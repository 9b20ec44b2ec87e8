import type { ReactElement } from 'react';
import type { Preferences } from '../../main/core/preferences.ts';
import { formatPercent } from '../../main/core/view/format.ts';
import { budgetShown, currencyOf } from '../../main/core/view/level.ts';
import type { Panel } from '../navigation.ts';
import { Account } from '../session/Account.tsx';
import type { Shown } from '../shown.ts';
import { Segmented, Switch } from '../ui/Choice.tsx';
import { NativeSelect, Section } from '../ui/Field.tsx';
import { useAction } from '../use-action.ts';
import { About } from './About.tsx';
import { Budget } from './Budget.tsx';
import { OwnPlan } from './OwnPlan.tsx';

type Change = (change: Partial<Preferences>) => void;

interface Props {
  readonly shown: Shown;
  readonly onPanel: (panel: Panel) => void;
}

export function PreferencesPanel({ shown, onPanel }: Props): ReactElement {
  const { state, bridge } = shown;
  const { words } = shown.place;
  const currency = currencyOf(state.snapshot);
  const action = useAction();
  const change: Change = (next) => action.run(() => bridge.invoke('preferences:set', next));
  return (
    <div className="stack">
      {action.failed ? <p className="remark remark-amber">{words.common.notRight}</p> : null}
      <Section title={words.preferences.appearance}>
        <div className="group">
          <Appearance shown={shown} change={change} />
        </div>
      </Section>
      <Section title={words.preferences.warnings}>
        <div className="group">
          <Warnings shown={shown} change={change} />
          <Budget
            key={currency}
            words={words}
            value={budgetShown(state.snapshot, state.preferences)}
            currency={currency}
            onChange={(monthlyBudget) => change({ monthlyBudget, monthlyBudgetCurrency: currency })}
          />
        </div>
      </Section>
      <Section title={words.preferences.account}>
        <div className="group">
          <Account shown={shown} onSignIn={() => onPanel('quota')} />
          <OwnPlan shown={shown} change={change} />
        </div>
      </Section>
      <Section title={words.navigation.providers}>
        <div className="group">
          <Switch
            label={words.installedClient.preference}
            hint={words.installedClient.preferenceHint}
            checked={state.preferences.askInstalledClient === true}
            onChange={(askInstalledClient) => change({ askInstalledClient })}
          />
        </div>
      </Section>
      <About shown={shown} />
    </div>
  );
}

const languages: readonly Preferences['language'][] = ['system', 'en', 'zh-CN'];
const themes: readonly Preferences['theme'][] = ['system', 'light', 'dark'];

function Appearance({ shown, change }: { readonly shown: Shown; readonly change: Change }): ReactElement {
  const { preferences } = shown.state;
  const { words } = shown.place;
  return (
    <>
      <Segmented
        label={words.preferences.language}
        value={preferences.language}
        options={languages.map((value) => ({ value, name: words.preferences.languageNames[value] }))}
        onChange={(language) => change({ language })}
      />
      <Segmented
        label={words.preferences.theme}
        value={preferences.theme}
        options={themes.map((value) => ({ value, name: words.preferences.themeNames[value] }))}
        onChange={(theme) => change({ theme })}
      />
      <Switch
        label={words.preferences.launchAtLogin}
        checked={preferences.launchAtLogin}
        disabled={shown.state.demo}
        onChange={(launchAtLogin) => change({ launchAtLogin })}
      />
    </>
  );
}

const steps = [50, 60, 70, 75, 80, 85, 90, 95, 100];

function Warnings({ shown, change }: { readonly shown: Shown; readonly change: Change }): ReactElement {
  const { warnAtUsedPercent, notices } = shown.state.preferences;
  const { words } = shown.place;
  const offered = [...new Set([...steps, warnAtUsedPercent])].toSorted((left, right) => left - right);
  return (
    <>
      <div className="row">
        <div className="row-text">
          <span>{words.preferences.warnAt}</span>
          <small>{words.preferences.warnAtHint(formatPercent(warnAtUsedPercent, words))}</small>
        </div>
        <NativeSelect
          label={words.preferences.warnAt}
          value={String(warnAtUsedPercent)}
          options={offered.map((percent) => ({ value: String(percent), name: formatPercent(percent, words) }))}
          onChange={(value) => change({ warnAtUsedPercent: Number(value) })}
        />
      </div>
      <Switch
        label={words.preferences.notices}
        hint={words.preferences.noticesHint}
        checked={notices}
        onChange={(next) => change({ notices: next })}
      />
    </>
  );
}
