import { type JsonObject, sameJson, textAt, valueAt } from '../settings-text/json.ts';
import type { Context } from './context.ts';
import { usableEnvFiles } from './environment.ts';
import type { Shadow, ValueSource } from './in-use-schema.ts';
import { type LayerName, layerNames } from './layers.ts';
import type { Resolved } from './resolution.ts';

/** Every value that affects the provider but is overridden. `resolved` is null when Qwen Code would not start. */
export function shadowsOf(context: Context, resolved: Resolved | null): readonly Shadow[] {
  const settings = settingShadows(context, listKeyOf(context.merged, resolved));
  return resolved === null ? settings : [...settings, ...keyShadows(context, resolved)];
}

const listKeyOf = (merged: JsonObject, resolved: Resolved | null): string =>
  resolved?.entry?.listKey ?? resolved?.protocol ?? textAt(merged, 'security', 'auth', 'selectedType') ?? 'openai';

function settingShadows({ layers }: Context, listKey: string): readonly Shadow[] {
  const settings: readonly (readonly [Shadow['part'], readonly string[]])[] = [
    ['protocol', ['security', 'auth', 'selectedType']],
    ['model', ['model', 'name']],
    ['modelBaseUrl', ['model', 'baseUrl']],
    ['list', ['modelProviders', listKey]],
  ];
  return settings.flatMap(([part, path]) => {
    const holders = layerNames.filter((layer) => valueAt(layers[layer], ...path) !== undefined);
    const winner = holders.at(-1);
    if (winner === undefined) return [];
    const name = path.join('.');
    const at = (layer: LayerName): ValueSource => ({ kind: 'setting', path: name, layer });
    return holders
      .filter((layer) => !sameJson(valueAt(layers[layer], ...path), valueAt(layers[winner], ...path)))
      .map((layer): Shadow => ({ part, name, loser: at(layer), winner: at(winner) }));
  });
}

/** Every source that sets the variable of the key to a value other than the effective one. */
function keyShadows({ files, layers, isFolderTrusted }: Context, resolved: Resolved): readonly Shadow[] {
  const { keyVariable: name, key, sources } = resolved;
  if (name === null) return [];
  const shadows: Shadow[] = [];
  const put = (value: unknown, loser: ValueSource): void => {
    const isOther = typeof value === 'string' && value !== '' && value !== key;
    if (isOther) shadows.push({ part: 'key', name, loser, winner: sources.key });
  };
  put(valueAt(files.processEnvironment, name), { kind: 'environment' });
  for (const { path, variables } of usableEnvFiles(files, isFolderTrusted)) {
    put(valueAt(variables, name), { kind: 'env-file', path });
  }
  for (const layer of layerNames.toReversed()) {
    put(valueAt(layers[layer], 'env', name), { kind: 'settings', layer });
  }
  return shadows;
}
