import type { Preferences } from '../../preferences.ts';
import { poolIds } from '../../quota/ids.ts';
import type { PoolId } from '../../quota/model.ts';
import { everyPoolInOrder } from '../../quota/pool-order.ts';
import { formatMoney, formatNumber, formatPercent, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';
import { clockMinute } from './clock-minute.ts';

type Place = Omit<Locale, 'timeZone'>;

/** One preference that another value would replace. */
export interface PreferenceChange {
  readonly label: string;
  readonly beforeText: string;
  readonly afterText: string;
}

/** What would change from some preferences to others, in words; one for each that differs. */
export function preferenceChanges(before: Preferences, after: Preferences, locale: Place): readonly PreferenceChange[] {
  const [from, to] = [shownValues(before, locale), shownValues(after, locale)];
  return [...from].flatMap(([label, beforeText]) => {
    const afterText = to.get(label) ?? '';
    return beforeText === afterText ? [] : [{ label, beforeText, afterText }];
  });
}

/** The value of each preference in words, by its label. */
function shownValues(preferences: Preferences, locale: Place): ReadonlyMap<string, string> {
  const { words } = locale;
  const { choices, switches } = words.preferences;
  const { on, off } = words.preferenceData;
  const values = new Map<string, unknown>(Object.entries(preferences));
  const shown = new Map<string, string>();
  for (const [name, { label, names }] of Object.entries(choices)) {
    shown.set(label, new Map<string, string>(Object.entries(names)).get(String(values.get(name) ?? 'none')) ?? '');
  }
  for (const [name, { label }] of Object.entries(switches)) shown.set(label, values.get(name) === true ? on : off);
  for (const [label, text] of otherValues(preferences, locale)) shown.set(label, text);
  return shown;
}

const namesOf = (pools: readonly PoolId[], words: Words): string =>
  words.common.list(pools.map((pool) => words.quota.pool[pool]));

/** The values that are neither a choice nor on or off. */
function otherValues(preferences: Preferences, locale: Place): readonly (readonly [string, string])[] {
  const { warnAtUsedPercents, quietHours, monthDay, monthlyBudget, monthlyBudgetCurrency, poolOrder, proxy } =
    preferences;
  const { words } = locale;
  const { preferences: own, preferenceData: data, common } = words;
  const hours =
    quietHours && `${clockMinute(quietHours.fromMinute, locale)}–${clockMinute(quietHours.toMinute, locale)}`;
  return [
    [own.warnAt, common.list(warnAtUsedPercents.map((percent) => formatPercent(percent, words))) || data.none],
    [own.quietHours, hours ?? data.off],
    [own.monthDay, monthDay === null ? data.none : own.monthDayOf(monthDay)],
    [own.budget, monthlyBudget === null ? data.none : formatMoney(monthlyBudget, monthlyBudgetCurrency ?? '', words)],
    [own.proxyWords.label, proxy === 'system' || proxy === 'none' ? own.proxyWords.names[proxy] : proxy],
    [own.shortcut.label, preferences.shortcut ?? data.none],
    [
      own.shownPools,
      namesOf(
        poolIds.filter((pool) => !preferences.hiddenPools.includes(pool)),
        words,
      ),
    ],
    [
      own.poolOrder.label,
      poolOrder === null ? own.poolOrder.byNeed : namesOf(everyPoolInOrder([], { order: poolOrder, nowMs: 0 }), words),
    ],
    [data.favourites, formatNumber(preferences.favouriteProviderIds.length, words)],
  ];
}
