import * as z from 'zod';
import { jsonOf } from './json.ts';
import { type Preferences, PreferencesSchema, preferencesVersion } from './preferences.ts';
import { redact } from './redact.ts';
import { isFreeShortcut } from './view/preferences/shortcut.ts';

const ours = 'qwen-gauge preferences';

const HeadSchema = z.looseObject({ format: z.literal(ours), version: z.number().int().positive() });
const FileSchema = z.strictObject({
  format: z.literal(ours),
  version: z.literal(preferencesVersion),
  preferences: PreferencesSchema.extend({
    shortcut: PreferencesSchema.shape.shortcut.refine((shortcut) => shortcut === null || isFreeShortcut(shortcut)),
  }).partial(),
});

/** Why a file is no export of the preferences. `field` names what is wrong in it; empty: the file as a whole. */
export const ImportRefusalSchema = z.strictObject({
  reason: z.enum(['unreadable', 'not-ours', 'newer', 'invalid']),
  field: z.string(),
});
type ImportRefusal = Readonly<z.infer<typeof ImportRefusalSchema>>;

/** The preferences as a file for another machine, without what looks like a secret and without a shortcut that no import takes. */
export function exportedPreferences({ shortcut, ...others }: Preferences): string {
  const isTaken = shortcut === null || isFreeShortcut(shortcut);
  const preferences = { ...withoutSecrets(others), ...(isTaken ? { shortcut } : {}) };
  return `${JSON.stringify({ format: ours, version: preferencesVersion, preferences }, null, 2)}\n`;
}

/** The ids of providers come from the user's settings, where a key may stand in the wrong place, as in the file of ours. */
const withoutSecrets = ({ proxy, ...preferences }: Omit<Preferences, 'shortcut'>): Partial<Preferences> => ({
  ...preferences,
  ...(redact(proxy) === proxy ? { proxy } : {}),
  favouriteProviderIds: preferences.favouriteProviderIds.filter((id) => redact(id) === id),
});

/** Reads such a file. Nothing of it counts if anything is wrong; a preference that it lacks stays as it is in `current`. */
export function importedPreferences(text: string, current: Preferences): Preferences | ImportRefusal {
  const content = jsonOf(text.replace(/^\uFEFF/, ''));
  const head = HeadSchema.safeParse(content);
  if (!head.success) return { reason: 'not-ours', field: '' };
  if (head.data.version > preferencesVersion) return { reason: 'newer', field: '' };
  const file = FileSchema.safeParse(content);
  if (file.success) return { ...current, ...definedOnly(file.data.preferences) };
  const [issue] = file.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : (issue?.path.slice(1, 2) ?? []);
  return { reason: 'invalid', field: redact(unknown.map(String).join(', ')).slice(0, 60) };
}

/** Drops the optional fields that zod left undefined: they are no changes. */
export function definedOnly(change: { readonly [Field in keyof Preferences]?: Preferences[Field] | undefined }) {
  const defined: Partial<Preferences> = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  return defined;
}
