import type { KeyPlacement, SwitchWarning } from '../model.ts';
import { type Context, contextOf } from '../precedence/context.ts';
import type { VariableSource } from '../precedence/environment.ts';
import type { EnvFileText, SettingsFacts } from '../precedence/facts.ts';
import type { ClientGeneration, LayerName } from '../precedence/layers.ts';
import { noFlags, type PrecedenceInput } from '../precedence/resolution.ts';
import { sameJson, textAt, valueAt } from '../settings-text/json.ts';
import type { SettingsDocument } from '../settings-text/settings-text.ts';
import type { Target } from './targets.ts';

/** A planned switch and everything around it. */
export interface WarningInput {
  readonly before: SettingsDocument;
  readonly after: SettingsDocument;
  readonly target: Target;
  readonly model: string;
  /** The key that is meant to be used. */
  readonly key: string;
  /** Where the plan writes it, or null. */
  readonly written: KeyPlacement | null;
  readonly follows: boolean;
  readonly facts: SettingsFacts;
  readonly envFilesAfter: readonly EnvFileText[];
}

export const warning = (code: SwitchWarning['code'], values: Record<string, string> = {}): SwitchWarning => ({
  code,
  values,
});

/** What the client will find once the plan is written. */
export const precedenceInput = (input: WarningInput, client: ClientGeneration): PrecedenceInput => ({
  client,
  processEnvironment: input.facts.processEnvironment,
  envFiles: input.envFilesAfter,
  userText: input.after.source,
  workspaceText: input.facts.workspaceText,
  systemText: input.facts.systemText,
  systemDefaultsText: input.facts.systemDefaultsText,
  folderTrusted: input.facts.folderTrusted,
  flags: noFlags,
});

const shadowCode: Readonly<Record<LayerName, SwitchWarning['code'] | null>> = {
  'system-defaults': null,
  user: null,
  workspace: 'shadowed-by-workspace',
  system: 'shadowed-by-system',
};

const writtenPaths = (target: Target): readonly (readonly string[])[] => [
  ['security', 'auth', 'selectedType'],
  ['model', 'name'],
  ['model', 'baseUrl'],
  ['modelProviders', target.listKey],
];

function shadowedSettings({ layers, merged }: Context, target: Target): readonly SwitchWarning[] {
  const found = (['workspace', 'system'] as const).flatMap((layer) => {
    const hidden = writtenPaths(target).filter((path) => {
      const value = valueAt(layers[layer], ...path);
      return value !== undefined && !sameJson(value, valueAt(layers.user, ...path));
    });
    const code = shadowCode[layer];
    return code === null ? [] : hidden.map((path) => warning(code, { path: path.join('.') }));
  });
  const enforced = textAt(merged, 'security', 'auth', 'enforcedType');
  const isForced = enforced !== undefined && enforced !== target.protocol;
  return isForced ? [...found, warning('enforced-type', { enforced, chosen: target.protocol })] : found;
}

function shadowedKey(source: VariableSource, { keyVariable }: Target): readonly SwitchWarning[] {
  switch (source.kind) {
    case 'environment':
      return [warning('shadowed-by-environment', { variable: keyVariable })];
    case 'env-file':
      return [warning('shadowed-by-env-file', { variable: keyVariable, path: source.path })];
    case 'settings': {
      const code = shadowCode[source.layer];
      return code === null ? [] : [warning(code, { path: `env.${keyVariable}` })];
    }
  }
}

/** Settings of higher layers that stand over what the switch wrote, and variables that stand over its key. */
export function shadows(input: WarningInput): readonly SwitchWarning[] {
  const context = contextOf(precedenceInput(input, '0.24'));
  if ('refuses' in context) return [];
  const { target, key } = input;
  const variable = context.environment.get(target.keyVariable);
  const isOther = variable !== undefined && key !== '' && variable.value !== key;
  return [...shadowedSettings(context, target), ...(isOther ? shadowedKey(variable.source, target) : [])];
}
