import type { KeyState } from '../model.ts';
import { contextOf } from '../precedence/context.ts';
import type { Environment, Variable } from '../precedence/environment.ts';
import type { SettingsFacts } from '../precedence/facts.ts';
import { noFlags, type PrecedenceInput } from '../precedence/resolution.ts';
import { lastFour } from '../settings-text/mask.ts';
import type { Target } from './targets.ts';

/** Every variable Qwen Code 0.24 would see with this user text; nothing where its settings do not parse. */
export function environmentOf(userText: string | null, facts: SettingsFacts): Environment {
  const input: PrecedenceInput = {
    client: '0.24',
    processEnvironment: facts.processEnvironment,
    envFiles: facts.envFiles,
    userText,
    workspaceText: facts.workspaceText,
    systemText: facts.systemText,
    systemDefaultsText: facts.systemDefaultsText,
    folderTrusted: facts.folderTrusted,
    flags: noFlags,
  };
  const all = contextOf(input);
  const read = 'refuses' in all ? contextOf({ ...input, systemText: null, systemDefaultsText: null }) : all;
  return 'refuses' in read ? new Map() : read.environment;
}

/** The vault's key for a target: by its own id, and by its variable where no provider with that variable has one. */
export function vaultKeyOf(target: Target, facts: SettingsFacts): string | null {
  const own = Object.hasOwn(facts.vaultKeys, target.id) ? facts.vaultKeys[target.id] : undefined;
  const shared = Object.hasOwn(facts.vaultKeys, target.keyVariable) ? facts.vaultKeys[target.keyVariable] : undefined;
  return own ?? shared ?? null;
}

function sourceOf({ source }: Variable): 'environment' | 'env-file' | 'settings' {
  return source.kind;
}

/** Where a target's key is now, and its last characters. */
export function keyStateOf(target: Target, environment: Environment, facts: SettingsFacts): KeyState {
  const found = environment.get(target.keyVariable);
  if (found !== undefined && found.value !== '') {
    return { state: 'present', source: sourceOf(found), last4: lastFour(found.value) };
  }
  const kept = vaultKeyOf(target, facts);
  return kept === null ? { state: 'missing' } : { state: 'present', source: 'vault', last4: lastFour(kept) };
}
