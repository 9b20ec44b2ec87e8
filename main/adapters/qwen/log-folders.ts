import { isAbsolute, join } from 'node:path';
import { interpolate } from '../../core/provider/precedence/layers.ts';
import { textAt, valueAt } from '../../core/provider/settings-text/json.ts';
import { readSettings } from '../../core/provider/settings-text/settings-text.ts';
import type { FileReader, ForeignFiles } from '../../ports/foreign-files.ts';
import type { LogFolders } from '../../ports/sources.ts';
import { createTextFiles } from '../files/text-files.ts';
import { createQwenEnvironment, type QwenEnvironmentDependencies } from './qwen-environment.ts';
import { expandPath } from './qwen-home.ts';
import { isFolderTrusted } from './trusted-folders.ts';

/**
 * Finds the folders that Qwen Code writes its logs to (0.15.10 and 0.24.4, `Storage.getRuntimeBaseDir`): QWEN_RUNTIME_DIR,
 * else `advanced.runtimeOutputDir` of the system, project or user settings or the system defaults, else Qwen Code's home.
 * A relative path is relative to the folder that `qwen` was started in. A project is a stranger's. So such a folder counts
 * only in a project that Qwen Code trusts and that no decision of the user distrusts; one that the project itself names
 * counts only if a decision trusts the project, and never if it is a network path of Windows.
 */
export async function logFolders(
  qwen: Pick<QwenEnvironmentDependencies, 'environment' | 'home'>,
  foreign: ForeignFiles,
): Promise<LogFolders> {
  const { readText } = createTextFiles();
  const qwenHome = await createQwenEnvironment({ ...qwen, workFolder: qwen.home, platform: process.platform }).locate();
  const environment = definedOnly(qwen.environment());
  const [system, user, defaults] = await Promise.all(
    [qwenHome.systemSettingsPath, qwenHome.settingsPath, qwenHome.systemDefaultsPath].map(async (path) =>
      settingsIn(await readText(path), environment),
    ),
  );
  const forced = qwenHome.runtimeName ?? system?.runtimeDir ?? null;
  const name = forced ?? user?.runtimeDir ?? defaults?.runtimeDir ?? null;
  const asksForTrust = (system?.asksForTrust ?? user?.asksForTrust ?? defaults?.asksForTrust) === true;
  const resolved = (value: string, project: string): string => expandPath(value, qwenHome.home, project);
  const trust = await readTrust(await readText(qwenHome.trustedFoldersPath), foreign);
  const areTheRule = name !== null && isRelative(name);
  return {
    qwenFolder: qwenHome.folder,
    runtimeFolder: name === null || areTheRule ? qwenHome.folder : resolved(name, qwenHome.home),
    ofProjects: {
      areTheRule,
      known: [qwenHome.home, ...trust.folders],
      async of(project) {
        const isHome = project === qwenHome.home;
        const decision = isHome ? null : await trust.decisionOn(project);
        const isTrusted = decision ?? (isHome || !asksForTrust);
        const isAsked = forced === null && decision === true;
        const text = isAsked ? await textIn(foreign.of(project), join(project, '.qwen', 'settings.json')) : null;
        const own = settingsIn(text, environment).runtimeDir;
        const named = own === null || isNetworkPath(own) ? [] : [own];
        return [...(areTheRule && isTrusted ? [name] : []), ...named].map((value) => resolved(value, project));
      },
    },
  };
}

const isRelative = (path: string): boolean => !isAbsolute(path) && !/^~([/\\]|$)/.test(path);

/** What a settings file has to say on log folders; null: nothing. */
interface LogSettings {
  readonly runtimeDir: string | null;
  /** Whether only folders with a decision of the user are trusted. */
  readonly asksForTrust: boolean | null;
}

function settingsIn(text: string | null, environment: Readonly<Record<string, string>>): LogSettings {
  const read = readSettings(text);
  if (!read.ok) return { runtimeDir: null, asksForTrust: null };
  const configured = textAt(read.document.value, 'advanced', 'runtimeOutputDir');
  const value = configured === undefined ? null : interpolate(configured, environment);
  const enabled = valueAt(read.document.value, 'security', 'folderTrust', 'enabled');
  return {
    runtimeDir: typeof value === 'string' ? value : null,
    asksForTrust: typeof enabled === 'boolean' ? enabled : null,
  };
}

/** Reading `\\\\host\\share` would sign the user in to a host that the project chose. */
const isNetworkPath = (path: string): boolean => /^[\\/]{2}/.test(path);

interface TrustDecisions {
  readonly folders: readonly string[];
  /** Whether the user trusts the folder; null: undecided. */
  decisionOn(folder: string): Promise<boolean | null>;
}

async function readTrust(text: string | null, foreign: ForeignFiles): Promise<TrustDecisions> {
  const read = readSettings(text);
  const folders = read.ok ? Object.keys(read.document.value).filter((path) => !path.startsWith('$')) : [];
  const known = new Map<string, Promise<string | null>>();
  const realPath = (path: string): Promise<string | null> => {
    const real = known.get(path) ?? foreign.of(path).realPath(path);
    known.set(path, real);
    return real;
  };
  return {
    folders,
    decisionOn: async (folder) =>
      text !== null && folders.length > 0 ? isFolderTrusted(text, folder, realPath) : null,
  };
}

/** Settings files are far smaller than this. */
const largestBytes = 1_000_000;

async function textIn(files: FileReader, path: string): Promise<string | null> {
  const file = await files.open(path);
  if (file === null) return null;
  try {
    const buffer = Buffer.alloc(Math.min(file.size, largestBytes));
    return buffer.toString('utf8', 0, await file.read(buffer, 0));
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

const definedOnly = (variables: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
