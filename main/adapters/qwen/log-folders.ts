import { isAbsolute, join } from 'node:path';
import { interpolate } from '../../core/provider/precedence/layers.ts';
import { textAt } from '../../core/provider/settings-text/json.ts';
import { readSettings } from '../../core/provider/settings-text/settings-text.ts';
import type { LogFolders } from '../../ports/sources.ts';
import { createTextFiles } from '../files/text-files.ts';
import { createQwenEnvironment, type QwenEnvironmentDependencies } from './qwen-environment.ts';
import { expandPath, type QwenHome } from './qwen-home.ts';

/**
 * Finds the folders that Qwen Code writes its logs to (0.15.10 and 0.24.4, `Storage.getRuntimeBaseDir`): QWEN_RUNTIME_DIR,
 * else `advanced.runtimeOutputDir` of the system, project or user settings or the system defaults, else Qwen Code's home.
 * A relative path is relative to the folder that `qwen` was started in.
 */
export async function logFolders(qwen: Pick<QwenEnvironmentDependencies, 'environment' | 'home'>): Promise<LogFolders> {
  const { readText } = createTextFiles();
  const qwenHome = await createQwenEnvironment({ ...qwen, workFolder: qwen.home, platform: process.platform }).locate();
  const runtimeDirIn = async (path: string): Promise<string | null> =>
    settingIn(await readText(path), definedOnly(qwen.environment()));
  const forced = qwenHome.runtimeName ?? (await runtimeDirIn(qwenHome.systemSettingsPath));
  const name =
    forced ?? (await runtimeDirIn(qwenHome.settingsPath)) ?? (await runtimeDirIn(qwenHome.systemDefaultsPath));
  const resolved = (value: string, project: string): string => expandPath(value, qwenHome.home, project);
  const areTheRule = name !== null && isRelative(name);
  return {
    qwenFolder: qwenHome.folder,
    runtimeFolder: name === null || areTheRule ? qwenHome.folder : resolved(name, qwenHome.home),
    ofProjects: {
      areTheRule,
      known: [qwenHome.home, ...(await foldersWithTrustDecision(qwenHome, readText))],
      async of(project) {
        // A project's settings only apply if the user trusts it. Searching an untrusted one's folder counts nothing twice.
        const own = forced === null ? await runtimeDirIn(join(project, '.qwen', 'settings.json')) : null;
        return [...(areTheRule ? [name] : []), ...(own === null ? [] : [own])].map((value) => resolved(value, project));
      },
    },
  };
}

const isRelative = (path: string): boolean => !isAbsolute(path) && !/^~([/\\]|$)/.test(path);

function settingIn(text: string | null, environment: Readonly<Record<string, string>>): string | null {
  const read = readSettings(text);
  const configured = read.ok ? textAt(read.document.value, 'advanced', 'runtimeOutputDir') : undefined;
  const value = configured === undefined ? null : interpolate(configured, environment);
  return typeof value === 'string' ? value : null;
}

/** Returns the folders for which the user made a trust decision. */
async function foldersWithTrustDecision(
  { trustedFoldersPath }: QwenHome,
  readText: (path: string) => Promise<string | null>,
): Promise<readonly string[]> {
  const read = readSettings(await readText(trustedFoldersPath));
  return read.ok ? Object.keys(read.document.value).filter((path) => !path.startsWith('$')) : [];
}

const definedOnly = (variables: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
