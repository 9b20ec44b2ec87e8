import type { ReactElement } from 'react';
import type { ChoiceName, Preferences, SwitchName } from '../../main/core/preferences.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { type PreferencePage, preferencePages } from '../navigation.ts';
import { LaunchAtLogin, LookForUpdates, TrayIconSize, TrayTitle } from './general.tsx';
import { OwnProxy } from './network.tsx';
import { QuietHours, WarnAt } from './notices.tsx';
import { MonthDay, MonthlyBudget } from './plans.tsx';
import { ShortcutKeys } from './ShortcutKeys.tsx';
import { ShownPools } from './ShownPools.tsx';
import { ChoiceControl, type Props, SwitchControl } from './simple.tsx';

interface Placed {
  readonly page: PreferencePage;
}

interface Control extends Placed {
  readonly Control: (props: Props) => ReactElement | null;
}

type SimpleName = SwitchName | ChoiceName;
type Controls = Readonly<Record<Exclude<keyof Preferences, SimpleName>, Control | null>> &
  Readonly<Partial<Record<SimpleName, Placed | Control>>>;

/**
 * The preferences in their order on their page; null if one is set elsewhere. One without a control of its own is shown by
 * its type; a switch or choice that is not listed here follows at the end of the first page.
 */
const controls: Controls = {
  language: { page: 'general' },
  clock: { page: 'general' },
  theme: { page: 'general' },
  textSize: { page: 'general' },
  launchAtLogin: { page: 'general', Control: LaunchAtLogin },
  shortcut: { page: 'general', Control: ShortcutKeys },
  trayMode: { page: 'tray' },
  trayShows: { page: 'tray' },
  trayIcon: { page: 'tray' },
  trayIconSize: { page: 'tray', Control: TrayIconSize },
  trayTitle: { page: 'tray', Control: TrayTitle },
  hiddenPools: { page: 'tray', Control: ShownPools },
  notices: { page: 'notices' },
  warnAtUsedPercents: { page: 'notices', Control: WarnAt },
  noticesOfRunOut: { page: 'notices' },
  noticesOfReturn: { page: 'notices' },
  noticesOfPlanEnd: { page: 'notices' },
  noticesOfSession: { page: 'notices' },
  noticesOfRefusal: { page: 'notices' },
  noticesOfSpill: { page: 'notices' },
  noticesOfOtherProvider: { page: 'notices' },
  quietHours: { page: 'notices', Control: QuietHours },
  codingPlan: { page: 'plans' },
  monthDay: { page: 'plans', Control: MonthDay },
  monthlyBudget: { page: 'plans', Control: MonthlyBudget },
  proxy: { page: 'network', Control: OwnProxy },
  refreshEvery: { page: 'network' },
  lookForUpdates: { page: 'network', Control: LookForUpdates },
  askInstalledClient: { page: 'network' },
  /** The control of `hiddenPools` sets it. */
  poolOrder: null,
  /** The control of `monthlyBudget` sets it. */
  monthlyBudgetCurrency: null,
  /** The stars in the list of providers set it. */
  favouriteProviderIds: null,
};

/** The names of the preferences on a page, in their order. */
export function preferencesOn(page: PreferencePage, { preferences }: Words): readonly string[] {
  const listed = new Map<string, Placed | null>(Object.entries(controls));
  const simple = [...Object.keys(preferences.choices), ...Object.keys(preferences.switches)];
  const names = [...listed.keys(), ...simple.filter((name) => !listed.has(name))];
  return names.filter((name) => {
    const placed = listed.get(name);
    return placed === undefined ? page === preferencePages[0] : placed?.page === page;
  });
}

const ownControls = new Map<string, Placed | Control | null>(Object.entries(controls));

/** The control of one preference. */
export function PreferenceControl({ name, ...given }: Props & { readonly name: string }): ReactElement | null {
  const { switches, choices } = given.context.locale.words.preferences;
  const isSwitch = (one: string): one is SwitchName => one in switches;
  const isChoice = (one: string): one is ChoiceName => one in choices;
  const own = ownControls.get(name);
  const { notices } = given.context.state.preferences;
  // Without notices nothing else on their page has an effect.
  const props = own?.page === 'notices' && name !== 'notices' && !notices ? { ...given, disabled: true } : given;
  if (own && 'Control' in own) return <own.Control {...props} />;
  if (isSwitch(name)) return <SwitchControl name={name} {...props} />;
  return isChoice(name) ? <ChoiceControl name={name} {...props} /> : null;
}
