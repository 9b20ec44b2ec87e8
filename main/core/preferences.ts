import * as z from 'zod';

export const LanguageSchema = z.enum(['system', 'en', 'zh-CN']);
export const ThemeSchema = z.enum(['system', 'light', 'dark']);

/**
 * The user's own choices. Every field has a default, so an older or partly broken file still yields a whole object
 * field by field; the file itself is then kept aside, never overwritten in silence.
 */
export const PreferencesSchema = z.strictObject({
  language: LanguageSchema,
  theme: ThemeSchema,
  /** Percent used at which a window is announced. */
  warnAtUsedPercent: z.number().int().min(1).max(100),
  notices: z.boolean(),
  launchAtLogin: z.boolean(),
  /** The user's own monthly limit for pay-as-you-go; null: none. */
  monthlyBudget: z.number().positive().nullable(),
  /** The currency it is meant in, as the user saw it; null: in whatever is billed, as earlier versions had it. */
  monthlyBudgetCurrency: z.string().max(8).nullable(),
  favouriteProviderIds: z.array(z.string()).readonly(),
  /** The size of the user's Coding Plan, for counts without a sign-in; null: not said. */
  codingPlan: z.enum(['lite', 'pro']).nullable(),
  /** Its day of the month, on which its month begins; null: not said. */
  monthDay: z.number().int().min(1).max(31).nullable(),
  /** After a switch the installed Qwen Code may be started and asked; null: the user was not asked yet. */
  askInstalledClient: z.boolean().nullable(),
});
export type Preferences = Readonly<z.infer<typeof PreferencesSchema>>;

export const defaultPreferences: Preferences = {
  language: 'system',
  theme: 'system',
  warnAtUsedPercent: 90,
  notices: true,
  launchAtLogin: false,
  monthlyBudget: null,
  monthlyBudgetCurrency: null,
  favouriteProviderIds: [],
  codingPlan: null,
  monthDay: null,
  askInstalledClient: null,
};
