import { shownVariable } from '../keys.ts';
import { isSecretName, maskKeys, maskSecret } from '../settings-text/mask.ts';
import type { Context } from './context.ts';
import { readEntries } from './entries.ts';
import { layerNames } from './layers.ts';

const longEnough = 16;
const longEnoughWithDigits = 8;

/** Short values, such as "ollama", are no secrets, and may be part of a model's name. */
const isSecretValue = (value: string): boolean =>
  value.length >= longEnough || (value.length >= longEnoughWithDigits && /[0-9]/.test(value));

/** The names in `envKey` that no settings file writes: a reference was filled in to make them. */
function filledInNames({ merged, files }: Context): readonly string[] {
  const written = new Set(
    layerNames.flatMap((layer) => readEntries(files.layers[layer]?.value).map(({ envKey }) => envKey)),
  );
  return readEntries(merged)
    .map(({ envKey }) => envKey)
    .filter((name) => name !== '' && !written.has(name));
}

/**
 * Makes a function that masks, in a text to be shown, whatever of this context is a secret: names of variables that are
 * none or were filled in, values of secret variables that a reference put into a text, and everything that looks like a
 * key.
 */
export function secretMask(context: Context): (text: string) => string {
  const filledIn = new Set(filledInNames(context));
  const names = new Map(
    readEntries(context.merged).map(({ envKey }) => [envKey, shownVariable(envKey, filledIn.has(envKey))]),
  );
  const values = [...context.environment]
    .filter(([name, { value }]) => isSecretName(name) && isSecretValue(value))
    .map(([, { value }]) => value);
  const secrets = [...new Set([...values, ...filledIn])].toSorted((one, other) => other.length - one.length);
  return (text) =>
    names.get(text) ??
    maskKeys(secrets.reduce((current, secret) => current.replaceAll(secret, () => maskSecret(secret)), text));
}

/** Applies `mask` to every text in a value, at any depth. */
export function maskDeep(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskDeep(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskDeep(inner, mask)]));
}
