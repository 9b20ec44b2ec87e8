import { type JsonObject, objectAt, valueAt } from '../settings-text/json.ts';
import type { ClientFiles, EnvFile } from './client-files.ts';
import type { UnreadFile } from './facts.ts';
import type { ValueSource, VariableSource } from './in-use-schema.ts';
import { type ClientGeneration, type LayerName, layerNames, type MergedLayers } from './layers.ts';

interface Variable {
  readonly value: string;
  readonly source: VariableSource;
}

/** Every variable Qwen Code sees after loading its files, with the source of each. */
export type Environment = ReadonlyMap<string, Variable>;

/** Variables a project's `.env` may not set, of those that affect the provider (docs/facts/qwen-code.md §2.1). */
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

const isInQwenFolder = (path: string): boolean => /[\\/]\.qwen[\\/][^\\/]+$/.test(path);

function mayApply(file: EnvFile, name: string, excluded: readonly unknown[]): boolean {
  if (isHomeFile(file)) return true;
  if (neverFromProjects.has(name)) return false;
  return isInQwenFolder(file.path) || !excluded.includes(name);
}

const isHomeFile = ({ place }: EnvFile): boolean => place !== 'project';

/** Every `.env` file that applies: a project's file only when its folder is trusted. */
export const usableEnvFiles = ({ envFiles }: ClientFiles, isFolderTrusted: boolean): readonly EnvFile[] =>
  envFiles.filter((file) => isHomeFile(file) || isFolderTrusted);

/** The first `.env` file that could not be read and would come before a value from `source`; null: none. */
export function unreadBefore(context: UsableFiles, source: ValueSource | null): UnreadFile | null {
  if (source?.kind === 'flag' || source?.kind === 'environment') return null;
  const usable = usableEnvFiles(context.files, context.isFolderTrusted);
  const at = source?.kind === 'env-file' ? usable.findIndex(({ path }) => path === source.path) : usable.length;
  const found = usable.slice(0, at).find(({ unread }) => unread !== undefined);
  return found?.unread === undefined ? null : { path: found.path, reason: found.unread };
}

interface UsableFiles {
  readonly files: ClientFiles;
  readonly isFolderTrusted: boolean;
}

/** The variables of the home `.env` files only; the first file wins. Settings can refer to them as `$NAME`. */
export function homeVariables(files: readonly EnvFile[]): Readonly<Record<string, string>> {
  const pairs = files.filter(isHomeFile).flatMap(({ variables }) => Object.entries(variables));
  return Object.fromEntries(pairs.reverse());
}

/**
 * Combines exported variables, `.env` files and `env` of the settings; the first source of a name wins
 * (docs/facts/qwen-code.md §2.1). 0.24 reads every `.env` file and ignores empty values; 0.15 reads only the first
 * file, and an empty value there hides all later ones.
 */
export function effectiveEnvironment(
  client: ClientGeneration,
  files: ClientFiles,
  { layers, merged, isFolderTrusted }: MergedLayers,
): Environment {
  const environment = new Map<string, Variable>();
  const put = (name: string, value: string, source: VariableSource): void => {
    const present = environment.get(name);
    const isFree = present === undefined || (client === '0.24' && present.value === '');
    if (isFree) environment.set(name, { value, source });
  };
  for (const [name, value] of Object.entries(files.processEnvironment)) put(name, value, { kind: 'environment' });
  const usable = usableEnvFiles(files, isFolderTrusted);
  const excluded = excludedVariables(merged);
  for (const file of client === '0.24' ? usable : usable.slice(0, 1)) {
    for (const [name, value] of Object.entries(file.variables)) {
      if (mayApply(file, name, excluded)) put(name, value, { kind: 'env-file', path: file.path });
    }
  }
  for (const [name, value] of Object.entries(objectAt(merged, 'env'))) {
    if (typeof value !== 'string' || neverFromProjects.has(name)) continue;
    const layer: LayerName | undefined = layerNames.findLast((candidate) =>
      Object.hasOwn(objectAt(layers[candidate], 'env'), name),
    );
    put(name, value, { kind: 'settings', layer: layer ?? 'user' });
  }
  return environment;
}
