import { parseEnvText } from '../settings-text/dotenv.ts';
import { type JsonObject, objectAt, sameJson, textAt, valueAt } from '../settings-text/json.ts';
import type { Refusal } from './client-rules.ts';
import { homeVariables } from './environment.ts';
import { countsWorkspace, isHomeFile, type LayerName, type Layers, layerNames, readLayers } from './layers.ts';
import {
  type Explanation,
  explainResolved,
  type PrecedenceInput,
  type Resolved,
  refusesToStart,
  resolveProvider,
  type ValueSource,
} from './precedence.ts';

/** A value that has no effect, because another place comes before it. */
export interface Shadow {
  readonly part: 'protocol' | 'model' | 'modelBaseUrl' | 'list' | 'key';
  /** The path of the setting, or the name of the variable. */
  readonly name: string;
  readonly loser: ValueSource;
  readonly winner: ValueSource;
}

/** `explain`, with the places as data, so that they can be put into any language. Holds no key. */
export type LayeredExplanation =
  | (Refusal & { readonly shadows: readonly Shadow[] })
  | {
      readonly explanation: Exclude<Explanation, { readonly refuses: string }>;
      readonly places: Resolved['sources'];
      readonly shadows: readonly Shadow[];
    };

export function explainInLayers(input: PrecedenceInput): LayeredExplanation {
  const resolved = resolveProvider(input);
  if (refusesToStart(resolved)) return { ...resolved, shadows: shadowsOf(input, null) };
  const explanation = explainResolved(resolved);
  return { explanation, places: resolved.sources, shadows: shadowsOf(input, resolved) };
}

function shadowsOf(input: PrecedenceInput, resolved: Resolved | null): readonly Shadow[] {
  const context = {
    client: input.client,
    processEnvironment: input.processEnvironment,
    homeVariables: homeVariables(input.envFiles),
    folderTrusted: input.folderTrusted,
  };
  const texts = {
    'system-defaults': input.systemDefaultsText,
    user: input.userText,
    workspace: input.workspaceText,
    system: input.systemText,
  };
  const read = readLayers(texts, context);
  if (!read.ok) return [];
  const { layers, merged } = read;
  const settings = settingShadows(layers, listKeyOf(merged, resolved));
  const trusted = countsWorkspace(layers, context);
  return resolved === null ? settings : [...settings, ...keyShadows(input, layers, resolved, trusted)];
}

const listKeyOf = (merged: JsonObject, resolved: Resolved | null): string =>
  resolved?.entry?.listKey ?? resolved?.protocol ?? textAt(merged, 'security', 'auth', 'selectedType') ?? 'openai';

function settingShadows(layers: Layers, listKey: string): readonly Shadow[] {
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

interface KeyPlace {
  readonly value: string;
  readonly source: ValueSource;
}

/** Every place that sets the key's variable to another value than the one in force. */
function keyShadows(
  { processEnvironment, envFiles }: PrecedenceInput,
  layers: Layers,
  resolved: Resolved,
  trusted: boolean,
): readonly Shadow[] {
  const { keyVariable: name, key } = resolved;
  const winner = resolved.sources.key;
  if (name === null || winner === null) return [];
  const places: KeyPlace[] = [];
  const put = (value: string | undefined, source: ValueSource): void => {
    if (value !== undefined && value !== '' && value !== key) places.push({ value, source });
  };
  if (Object.hasOwn(processEnvironment, name)) put(processEnvironment[name], { kind: 'environment' });
  for (const file of envFiles.filter((one) => isHomeFile(one) || trusted)) {
    const variables = parseEnvText(file.text);
    if (Object.hasOwn(variables, name)) put(variables[name], { kind: 'env-file', path: file.path });
  }
  for (const layer of layerNames.toReversed()) {
    put(textAt(objectAt(layers[layer], 'env'), name), { kind: 'settings', layer });
  }
  return places.map(({ source }): Shadow => ({ part: 'key', name, loser: source, winner }));
}
