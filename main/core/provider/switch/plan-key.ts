import { isForeignProvider } from '../catalogue/catalogue.ts';
import { keyProblem } from '../keys.ts';
import type { KeyPlacement, KeyProblem, ProviderChoice } from '../model.ts';
import { readEntries } from '../precedence/entries.ts';
import type { Environment } from '../precedence/environment.ts';
import type { SettingsFacts } from '../precedence/facts.ts';
import { parseEnvText } from '../settings-text/dotenv.ts';
import { type JsonObject, objectAt, textAt } from '../settings-text/json.ts';
import { vaultKeyOf } from './known-keys.ts';
import type { Target } from './targets.ts';

export type KeyPlan =
  /** `key` has to be written to `placement`. */
  | { readonly kind: 'write'; readonly key: string; readonly placement: KeyPlacement }
  /** `key` is in force already; nothing is written. */
  | { readonly kind: 'keep'; readonly key: string }
  | { readonly kind: 'refused'; readonly problem: KeyProblem };

interface KeyInput {
  readonly settings: JsonObject;
  readonly target: Target;
  readonly choice: ProviderChoice;
  readonly environment: Environment;
  readonly facts: SettingsFacts;
}

/** The text of the one `.env` file the app may write, or null. */
export const keyFileText = (facts: SettingsFacts): string | null =>
  facts.envFiles.find(({ path }) => path === facts.keyFilePath)?.text ?? null;

const inKeyFile = (facts: SettingsFacts): Readonly<Record<string, string>> => parseEnvText(keyFileText(facts) ?? '');

/**
 * Where keys go if the user does not say: where this one is (`.env` first, since it wins), else where the file's other
 * keys are, else into the settings.
 */
function usualPlacement(settings: JsonObject, variable: string, facts: SettingsFacts): KeyPlacement {
  const keyFile = inKeyFile(facts);
  if (Object.hasOwn(keyFile, variable)) return 'env-file';
  if (textAt(settings, 'env', variable) !== undefined) return 'settings';
  const variables = readEntries(settings).map(({ keyVariable }) => keyVariable);
  const environment = objectAt(settings, 'env');
  if (variables.some((name) => Object.hasOwn(environment, name))) return 'settings';
  return facts.keyFilePath !== '' && variables.some((name) => Object.hasOwn(keyFile, name)) ? 'env-file' : 'settings';
}

/** `wanted` is at that place already: as it is written, or by the name of another variable that gives it. */
function standsAt(
  placement: KeyPlacement,
  wanted: string,
  { settings, target, environment, facts }: Omit<KeyInput, 'choice'>,
): boolean {
  const name = target.keyVariable;
  if (placement === 'env-file') {
    const keyFile = inKeyFile(facts);
    return Object.hasOwn(keyFile, name) && keyFile[name] === wanted;
  }
  const found = environment.get(name);
  const isGiven = found?.source.kind === 'settings' && found.source.layer === 'user' && found.value === wanted;
  return isGiven || textAt(settings, 'env', name) === wanted;
}

/** Qwen Code can do without a key: Vertex AI signs in by itself. */
const needsNoKey = (target: Target): boolean => target.protocol === 'vertex-ai';

/** Which key the target gets, from where, and whether its form fits the endpoint. */
export function planKey(input: KeyInput): KeyPlan {
  const { settings, target, choice, environment, facts } = input;
  const inForce = environment.get(target.keyVariable)?.value ?? '';
  const wanted = choice.key ?? vaultKeyOf(target, facts) ?? inForce;
  if (wanted === '' && needsNoKey(target)) return { kind: 'keep', key: '' };
  const problem = keyProblem(wanted, target.baseUrl, isForeignProvider(target.baseUrl));
  if (problem !== null) return { kind: 'refused', problem };
  const placement = choice.keyPlacement ?? usualPlacement(settings, target.keyVariable, facts);
  const isGiven = choice.key !== undefined || vaultKeyOf(target, facts) !== null;
  const isMoved = choice.keyPlacement !== undefined && inForce !== '';
  if (!isGiven && !isMoved) return { kind: 'keep', key: wanted };
  if (standsAt(placement, wanted, input)) return { kind: 'keep', key: wanted };
  return { kind: 'write', key: wanted, placement };
}
