import type { Refusal } from '../precedence/client-rules.ts';
import type { Context } from '../precedence/context.ts';
import type { VariableSource } from '../precedence/in-use-schema.ts';
import type { LayerName } from '../precedence/layers.ts';
import { sameJson, textAt, valueAt } from '../settings-text/json.ts';
import type { SwitchWarning } from '../switch-model.ts';
import type { Target } from './targets.ts';

export const warning = (code: SwitchWarning['code'], values: Record<string, string> = {}): SwitchWarning => ({
  code,
  values,
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

/** Warns of settings in higher layers that override what the switch wrote, and of variables that override its key. */
export function shadowWarnings(context: Context | Refusal, target: Target, key: string): readonly SwitchWarning[] {
  if ('code' in context) return [];
  const variable = context.environment.get(target.keyVariable);
  const isOther = variable !== undefined && key !== '' && variable.value !== key;
  return [...shadowedSettings(context, target), ...(isOther ? shadowedKey(variable.source, target) : [])];
}
