import * as z from 'zod';
import { languages } from './language.ts';
import { poolIds } from './quota/ids.ts';
import { mostPools } from './quota/pool-order.ts';
import { proxyPreference, readProxyAddress } from './view/preferences/proxy-address.ts';
import { isShortcut } from './view/preferences/shortcut.ts';
import { textSizes, usualTextSize } from './view/preferences/text-size.ts';

/**
 * The version of their file. 0, which had no number, knew one threshold; what it held is taken over. A field that is added
 * with a default needs no new version.
 */
export const preferencesVersion = 1;

/** The user's preferences. Each one has a default below, and its words: on or off, or a choice, is shown by its type. */
export const PreferencesSchema = z.strictObject({
  language: z.enum(['system', ...languages]),
  theme: z.enum(['system', 'light', 'dark']),
  /** How large the letters of the window are. */
  textSize: z.enum(textSizes),
  /** `light` and `dark` are the icon's own colour, for a panel of the other kind; `automatic` fits every panel. */
  trayIcon: z.enum(['automatic', 'light', 'dark']),
  /** Width and height at which the panel of Linux draws the icon, before scaling; `automatic`: what the desktop's usually does. */
  trayIconSize: z.enum(['automatic', 'px-16', 'px-18', 'px-20', 'px-22', 'px-24', 'px-32', 'px-48']),
  /** `bars`: the two tightest windows; `icon`: the letter alone, which still shows each state. */
  trayMode: z.enum(['ring', 'bars', 'percent', 'icon']),
  trayShows: z.enum(['used', 'left']),
  /** Whether macOS shows the percentage beside the icon. */
  trayTitle: z.boolean(),
  /** The app shows a notice when a window reaches one of these used percentages; 100: when it is used up. */
  warnAtUsedPercents: z.array(z.number().int().min(1).max(100)).max(20).readonly(),
  notices: z.boolean(),
  noticesOfRunOut: z.boolean(),
  noticesOfReturn: z.boolean(),
  noticesOfPlanEnd: z.boolean(),
  /** Notices before the sign-in ends, and when it has ended. */
  noticesOfSession: z.boolean(),
  /** A notice when the service refused a request of Qwen Code. */
  noticesOfRefusal: z.boolean(),
  /** A notice when requests are billed or use up the free tier while the plan stands still. */
  noticesOfSpill: z.boolean(),
  /** A notice when another program chose another provider in Qwen Code's settings. */
  noticesOfOtherProvider: z.boolean(),
  /** Between these minutes of the local day notices wait; null: at no time. */
  quietHours: z
    .strictObject({ fromMinute: z.number().int().min(0).max(1439), toMinute: z.number().int().min(0).max(1439) })
    .nullable(),
  launchAtLogin: z.boolean(),
  /** Opens and closes the window from anywhere, such as "Control+Alt+U"; null: none. */
  shortcut: z.string().max(60).refine(isShortcut).nullable(),
  /** Whether times count to 12 or 24. */
  clock: z.enum(['system', 'h12', 'h24']),
  /** The user's own monthly limit for pay-as-you-go; null if there is none. */
  monthlyBudget: z.number().positive().nullable(),
  /** The currency of `monthlyBudget`; null, as earlier versions stored it, means the currency of the bill. */
  monthlyBudgetCurrency: z.string().max(8).nullable(),
  /** The quotas that window and tray do not show. Their notices come all the same. */
  hiddenPools: z.array(z.enum(poolIds)).max(poolIds.length).readonly(),
  /** The quotas in the user's order; null: by need. Newer versions may know more of them. */
  poolOrder: z.array(z.string().max(60)).max(mostPools).readonly().nullable(),
  /** How often the service is asked: `automatic` follows the user's work, the others say so many minutes. */
  refreshEvery: z.enum(['automatic', 'minutes-2', 'minutes-5', 'minutes-15', 'minutes-60']),
  /** `system`: that of the environment or the system; `none`: never one; else the address of the user's own, without a password. */
  proxy: z
    .string()
    .max(300)
    .overwrite(proxyPreference)
    .refine((value) => value === 'system' || value === 'none' || 'address' in readProxyAddress(value)),
  favouriteProviderIds: z.array(z.string().max(500)).max(100).readonly(),
  /** The user's Coding Plan, needed to turn counts into percentages without a sign-in; null if unknown. */
  codingPlan: z.enum(['lite', 'pro']).nullable(),
  /** The day of the month on which a month of the plan begins; null if unknown. */
  monthDay: z.number().int().min(1).max(31).nullable(),
  /** Whether the app may ask once a day for a newer version of itself; null until the user was asked. */
  lookForUpdates: z.boolean().nullable(),
  /** Whether the app may start the installed Qwen Code after a switch to check it; null until the user was asked. */
  askInstalledClient: z.boolean().nullable(),
});
export type Preferences = Readonly<z.infer<typeof PreferencesSchema>>;

/** The preferences that are on or off. */
export type SwitchName = {
  [Name in keyof Preferences]: Preferences[Name] extends boolean | null ? Name : never;
}[keyof Preferences];

/** The preferences that are one of a few words. */
export type ChoiceName = {
  [Name in keyof Preferences]: Preferences[Name] extends string | null
    ? string extends Preferences[Name]
      ? never
      : Name
    : never;
}[keyof Preferences];

/** What a catalogue has for each preference that is on or off. */
export type SwitchWords = Readonly<Record<SwitchName, { readonly label: string; readonly hint?: string }>>;

type ValueName<Value extends string | null> = Exclude<Value, null> | (null extends Value ? 'none' : never);

/** What a catalogue has for each choice, and for each of its values; `none` names null. */
export type ChoiceWords = {
  readonly [Name in ChoiceName]: {
    readonly label: string;
    readonly hint?: string;
    readonly names: Readonly<Record<ValueName<Preferences[Name]>, string>>;
  };
};

export const defaultPreferences: Preferences = {
  language: 'system',
  theme: 'system',
  textSize: usualTextSize,
  trayIcon: 'automatic',
  trayIconSize: 'automatic',
  trayMode: 'ring',
  trayShows: 'used',
  trayTitle: true,
  warnAtUsedPercents: [75, 90, 100],
  notices: true,
  noticesOfRunOut: true,
  noticesOfReturn: true,
  noticesOfPlanEnd: true,
  noticesOfSession: true,
  noticesOfRefusal: true,
  noticesOfSpill: true,
  noticesOfOtherProvider: true,
  quietHours: null,
  launchAtLogin: false,
  shortcut: null,
  clock: 'system',
  monthlyBudget: null,
  monthlyBudgetCurrency: null,
  hiddenPools: [],
  poolOrder: null,
  refreshEvery: 'automatic',
  proxy: 'system',
  favouriteProviderIds: [],
  codingPlan: null,
  monthDay: null,
  lookForUpdates: null,
  askInstalledClient: null,
};

const FieldsSchema = z.record(z.string(), z.unknown());

/**
 * Parses a preferences file. A missing or invalid field gets its default. `isWhole` is false if any field was invalid,
 * so that the caller can keep the file aside before it overwrites it. Never throws.
 */
export function parsePreferences(value: unknown): { readonly preferences: Preferences; readonly isWhole: boolean } {
  const fields = FieldsSchema.safeParse(value);
  if (!fields.success) return { preferences: defaultPreferences, isWhole: false };
  let isWhole = true;
  let preferences = isOfVersion0(fields.data) ? withOlder(fields.data) : defaultPreferences;
  for (const [name, schema] of Object.entries(PreferencesSchema.shape)) {
    if (!(name in fields.data)) continue;
    const field = schema.safeParse(fields.data[name]);
    if (field.success) preferences = { ...preferences, [name]: field.data };
    else isWhole = false;
  }
  return { preferences, isWhole };
}

const isOfVersion0 = (fields: Readonly<Record<string, unknown>>): boolean => fields['version'] === undefined;

/** The defaults, with the one threshold that older versions of the app stored; being used up was announced by them too. */
function withOlder(fields: Readonly<Record<string, unknown>>): Preferences {
  const percents = PreferencesSchema.shape.warnAtUsedPercents.safeParse([fields['warnAtUsedPercent'], 100]);
  return percents.success
    ? { ...defaultPreferences, warnAtUsedPercents: [...new Set(percents.data)] }
    : defaultPreferences;
}
