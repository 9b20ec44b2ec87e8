import { referencedVariable, shownVariable } from '../keys.ts';
import { isSecretName, maskKeys, maskSecret } from '../settings-text/mask.ts';
import type { Context } from './context.ts';
import { readEntries } from './entries.ts';
import { layerNames } from './layers.ts';

const longEnough = 16;
const longEnoughWithDigits = 8;

/** Short values, such as "ollama", are no secrets, and may be part of a model's name. */
const isSecretValue = (value: string): boolean =>
  value.length >= longEnough || (value.length >= longEnoughWithDigits && /[0-9]/.test(value));

/**
 * The names in `envKey` that no settings file writes, because a reference was filled in to make them, and what may be shown
 * of each: the reference, where an entry is nothing else, otherwise at most the last four characters.
 */
function filledInNames({ merged, files }: Context): ReadonlyMap<string, string> {
  const written = layerNames.flatMap((layer) => readEntries(files.layers[layer]?.value));
  const isWritten = new Set(written.map(({ envKey }) => envKey));
  const filledIn = readEntries(merged).filter(({ envKey }) => envKey !== '' && !isWritten.has(envKey));
  return new Map(
    filledIn.map(({ envKey, listKey, id }) => {
      const reference = written.find(
        (one) => one.listKey === listKey && one.id === id && referencedVariable(one.envKey) !== null,
      );
      return [envKey, reference === undefined ? shownVariable(envKey, true) : shownVariable(reference.envKey)];
    }),
  );
}

/**
 * Makes a function that masks, in a text to be shown, whatever of this context is a secret: names of variables that are
 * none or were filled in, values of secret variables that a reference put into a text, and everything that looks like a
 * key.
 */
export function secretMask(context: Context): (text: string) => string {
  const filledIn = filledInNames(context);
  const names = new Map(
    readEntries(context.merged).map(({ envKey }) => [envKey, filledIn.get(envKey) ?? shownVariable(envKey)]),
  );
  const values = [...context.environment]
    .filter(([name, { value }]) => isSecretName(name) && isSecretValue(value))
    .map(([, { value }]) => value);
  const secrets = [...new Set([...values, ...filledIn.keys()])].toSorted((one, other) => other.length - one.length);
  return (text) =>
    names.get(text) ??
    maskKeys(secrets.reduce((current, secret) => current.replaceAll(secret, () => maskSecret(secret)), text));
}

/** Applies `mask` to every text in a value of plain data, at any depth. */
export function maskDeep<Value>(value: Value, mask: (text: string) => string): Value;
export function maskDeep(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskDeep(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskDeep(inner, mask)]));
}
