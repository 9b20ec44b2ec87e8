import { isForeignProvider } from '../catalogue/catalogue.ts';
import { keyProblem } from '../keys.ts';
import type { KeyPlacement } from '../model.ts';
import { newKeyPlace } from '../new-key-place.ts';
import type { ClientFiles, EnvFile } from '../precedence/client-files.ts';
import type { Environment } from '../precedence/environment.ts';
import type { SettingsFacts } from '../precedence/facts.ts';
import { type JsonObject, textAt } from '../settings-text/json.ts';
import type { KeyProblem, ProviderChoice } from '../switch-model.ts';
import { vaultKeyOf } from './known-keys.ts';
import { isKeyOrReference } from './secret-env-key.ts';
import type { Target } from './targets.ts';

export type KeyPlan =
  /** Write `key` to `placement`. */
  | { readonly kind: 'write'; readonly key: string; readonly placement: KeyPlacement }
  /** `key` is already in effect; nothing is written. */
  | { readonly kind: 'keep'; readonly key: string }
  | { readonly kind: 'refused'; readonly problem: KeyProblem };

interface KeyInput {
  readonly settings: JsonObject;
  readonly target: Target;
  readonly choice: ProviderChoice;
  readonly environment: Environment;
  readonly facts: SettingsFacts;
  readonly files: ClientFiles;
}

const keyFileOf = ({ facts, files }: Pick<KeyInput, 'facts' | 'files'>): EnvFile | undefined =>
  files.envFiles.find(({ path }) => path === facts.keyFilePath);

/** The variables of the one `.env` file the app may write. */
const keyFileVariables = (input: Pick<KeyInput, 'facts' | 'files'>): Readonly<Record<string, string>> =>
  keyFileOf(input)?.variables ?? {};

/**
 * Where the key goes when the user does not choose: where this key already is (`.env` before settings, because it takes
 * precedence), otherwise where any new key goes, unless that file cannot be read.
 */
function usualPlacement(input: KeyInput): KeyPlacement {
  const variable = input.target.keyVariable;
  if (Object.hasOwn(keyFileVariables(input), variable)) return 'env-file';
  if (textAt(input.settings, 'env', variable) !== undefined) return 'settings';
  const isUsable = input.facts.keyFilePath !== '' && keyFileOf(input)?.unread === undefined;
  return isUsable ? newKeyPlace : 'settings';
}

/** Whether `wanted` is already stored at `placement`, either literally or through a `$NAME` that resolves to it. */
function isStoredAt(placement: KeyPlacement, wanted: string, input: KeyInput): boolean {
  const { settings, environment } = input;
  const name = input.target.keyVariable;
  if (placement === 'env-file') {
    const keyFile = keyFileVariables(input);
    return Object.hasOwn(keyFile, name) && keyFile[name] === wanted;
  }
  const found = environment.get(name);
  const isGiven = found?.source.kind === 'settings' && found.source.layer === 'user' && found.value === wanted;
  return isGiven || textAt(settings, 'env', name) === wanted;
}

/** Qwen Code needs no key for Vertex AI, which authenticates by other means. */
const needsNoKey = (target: Target): boolean => target.protocol === 'vertex-ai';

/** Qwen Code reads a pipe that the app does not, so the key may be there. */
const mayComeFromPipe = ({ files }: KeyInput): boolean =>
  files.envFiles.some(({ place, unread }) => place !== 'project' && unread === 'pipe');

/** Decides which key the target gets, where it is written, and whether its form fits the endpoint. */
export function planKey(input: KeyInput): KeyPlan {
  const { target, choice, environment, facts } = input;
  if (isKeyOrReference(target.keyVariable)) return { kind: 'refused', problem: 'secret-env-key' };
  const inForce = environment.get(target.keyVariable)?.value ?? '';
  const wanted = choice.key ?? vaultKeyOf(target, facts) ?? inForce;
  if (wanted === '' && (needsNoKey(target) || mayComeFromPipe(input))) return { kind: 'keep', key: '' };
  const problem = keyProblem(wanted, target.baseUrl, isForeignProvider(target.baseUrl));
  if (problem !== null) return { kind: 'refused', problem };
  const placement = choice.keyPlacement ?? usualPlacement(input);
  const isGiven = choice.key !== undefined || vaultKeyOf(target, facts) !== null;
  const isMoved = choice.keyPlacement !== undefined;
  if (!isGiven && !isMoved) return { kind: 'keep', key: wanted };
  if (isStoredAt(placement, wanted, input)) return { kind: 'keep', key: wanted };
  return { kind: 'write', key: wanted, placement };
}
