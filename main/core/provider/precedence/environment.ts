import { parseEnvText } from '../settings-text/dotenv.ts';
import { type JsonObject, objectAt, valueAt } from '../settings-text/json.ts';
import type { EnvFileText } from './facts.ts';
import { type ClientGeneration, isHomeFile, type LayerName, type Layers, layerNames } from './layers.ts';

/** Where a variable's value comes from. */
export type VariableSource =
  | { readonly kind: 'environment' }
  | { readonly kind: 'env-file'; readonly path: string }
  | { readonly kind: 'settings'; readonly layer: LayerName };

export interface Variable {
  readonly value: string;
  readonly source: VariableSource;
}

/** Every variable Qwen Code sees once it has loaded its files, with where each comes from. */
export type Environment = ReadonlyMap<string, Variable>;

/** What a project's own `.env` may not set, as far as it bears on the provider (docs/facts/qwen-code.md §2.1). */
const neverFromProjects = new Set([
  'QWEN_HOME',
  'QWEN_RUNTIME_DIR',
  'QWEN_CODE_SYSTEM_SETTINGS_PATH',
  'QWEN_CODE_SYSTEM_DEFAULTS_PATH',
  'QWEN_CODE_TRUSTED_FOLDERS_PATH',
  'QWEN_CODE_MCP_APPROVALS_PATH',
]);

const defaultExcluded: readonly unknown[] = ['DEBUG', 'DEBUG_MODE'];

function excludedVariables(settings: JsonObject): readonly unknown[] {
  const named = valueAt(settings, 'advanced', 'excludedEnvVars');
  return Array.isArray(named) ? named : defaultExcluded;
}

const liesInQwenFolder = (path: string): boolean => /[\\/]\.qwen[\\/][^\\/]+$/.test(path);

function mayApply(file: EnvFileText, name: string, excluded: readonly unknown[]): boolean {
  if (isHomeFile(file)) return true;
  if (neverFromProjects.has(name)) return false;
  return liesInQwenFolder(file.path) || !excluded.includes(name);
}

/** The variables of the home `.env` files alone, the first file winning: what settings may name as `$NAME`. */
export function homeVariables(files: readonly EnvFileText[]): Readonly<Record<string, string>> {
  const pairs = files.filter(isHomeFile).flatMap(({ text }) => Object.entries(parseEnvText(text)));
  return Object.fromEntries(pairs.reverse());
}

export interface EnvironmentInput {
  readonly client: ClientGeneration;
  readonly processEnvironment: Readonly<Record<string, string>>;
  /** Highest precedence first. */
  readonly envFiles: readonly EnvFileText[];
  readonly layers: Layers;
  readonly merged: JsonObject;
  /** Whether a project's `.env` counts. */
  readonly trusted: boolean;
}

/**
 * Exported variables, then `.env` files, then `env` of the settings; the first that has a name keeps it
 * (docs/facts/qwen-code.md §2.1). 0.24 reads every `.env` file given and takes an empty value for none; 0.15 reads only
 * the first file and lets an empty value block everything below it.
 */
export function effectiveEnvironment(input: EnvironmentInput): Environment {
  const environment = new Map<string, Variable>();
  const put = (name: string, value: string, source: VariableSource): void => {
    const present = environment.get(name);
    const isFree = present === undefined || (input.client === '0.24' && present.value === '');
    if (isFree) environment.set(name, { value, source });
  };
  for (const [name, value] of Object.entries(input.processEnvironment)) put(name, value, { kind: 'environment' });
  const usable = input.envFiles.filter((file) => isHomeFile(file) || input.trusted);
  const excluded = excludedVariables(input.merged);
  for (const file of input.client === '0.24' ? usable : usable.slice(0, 1)) {
    for (const [name, value] of Object.entries(parseEnvText(file.text))) {
      if (mayApply(file, name, excluded)) put(name, value, { kind: 'env-file', path: file.path });
    }
  }
  for (const [name, value] of Object.entries(objectAt(input.merged, 'env'))) {
    if (typeof value !== 'string' || neverFromProjects.has(name)) continue;
    const layer = layerNames.findLast((candidate) => Object.hasOwn(objectAt(input.layers[candidate], 'env'), name));
    put(name, value, { kind: 'settings', layer: layer ?? 'user' });
  }
  return environment;
}
