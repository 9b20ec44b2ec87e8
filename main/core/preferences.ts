import * as z from 'zod';
import { languages } from './language.ts';

/** The user's own choices. A new one is added here, with its default below and its control in the renderer. */
export const PreferencesSchema = z.strictObject({
  language: z.enum(['system', ...languages]),
  theme: z.enum(['system', 'light', 'dark']),
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

const FieldsSchema = z.record(z.string(), z.unknown());

/**
 * Takes each valid field of a preferences file; a missing or broken one gets its default. `isWhole` is false where
 * something was broken, so that the file can be kept aside before it is written. Pure and total.
 */
export function parsePreferences(value: unknown): { readonly preferences: Preferences; readonly isWhole: boolean } {
  const fields = FieldsSchema.safeParse(value);
  if (!fields.success) return { preferences: defaultPreferences, isWhole: false };
  let isWhole = true;
  let preferences = defaultPreferences;
  for (const [name, schema] of Object.entries(PreferencesSchema.shape)) {
    if (!(name in fields.data)) continue;
    const field = schema.safeParse(fields.data[name]);
    if (field.success) preferences = { ...preferences, [name]: field.data };
    else isWhole = false;
  }
  return { preferences, isWhole };
}
