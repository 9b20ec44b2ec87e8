import type { KeyState } from '../model.ts';
import type { ClientFiles } from '../precedence/client-files.ts';
import { contextOf } from '../precedence/context.ts';
import type { Environment } from '../precedence/environment.ts';
import type { SettingsFacts } from '../precedence/facts.ts';
import { lastFour } from '../settings-text/mask.ts';
import type { Target } from './targets.ts';

/**
 * Every variable Qwen Code 0.24 would see. Returns none when the user's settings do not parse, and ignores the layers
 * of project and system when one of them cannot be read.
 */
export function environmentOf(files: ClientFiles): Environment {
  const all = contextOf(files, '0.24');
  if (!('code' in all)) return all.environment;
  const layers = { ...files.layers, workspace: null, system: null, 'system-defaults': null };
  const ofUser = contextOf({ ...files, layers }, '0.24');
  return 'code' in ofUser ? new Map() : ofUser.environment;
}

/**
 * The vault's key for a target: the key saved under the target's id, otherwise the key saved under its variable name.
 */
export function vaultKeyOf(target: Target, facts: SettingsFacts): string | null {
  const own = Object.hasOwn(facts.vaultKeys, target.id) ? facts.vaultKeys[target.id] : undefined;
  const shared = Object.hasOwn(facts.vaultKeys, target.keyVariable) ? facts.vaultKeys[target.keyVariable] : undefined;
  return own ?? shared ?? null;
}

/** Where a target's key is stored now, and its last characters. */
export function keyStateOf(target: Target, environment: Environment, facts: SettingsFacts): KeyState {
  const found = environment.get(target.keyVariable);
  if (found !== undefined && found.value !== '') {
    return { state: 'present', source: found.source.kind, last4: lastFour(found.value) };
  }
  const kept = vaultKeyOf(target, facts);
  return kept === null ? { state: 'missing' } : { state: 'present', source: 'vault', last4: lastFour(kept) };
}
