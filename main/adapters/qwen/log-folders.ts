import { isAbsolute, join } from 'node:path';
import { interpolate } from '../../core/provider/precedence/layers.ts';
import { textAt } from '../../core/provider/settings-text/json.ts';
import { readSettings } from '../../core/provider/settings-text/settings-text.ts';
import type { LogFolders } from '../../ports/sources.ts';
import { createTextFiles } from '../files/text-files.ts';
import { createQwenEnvironment, type QwenEnvironmentDependencies } from './qwen-environment.ts';
import { expandPath, type QwenHome } from './qwen-home.ts';

/**
 * Where Qwen Code writes its logs by its present settings (0.15.10 and 0.24.4, `Storage.getRuntimeBaseDir`):
 * QWEN_RUNTIME_DIR, else `advanced.runtimeOutputDir` of the system's settings, the project's, the user's, or the system's
 * defaults, else its home. A relative path is relative to the folder that `qwen` was started in.
 */
export async function logFolders(qwen: Pick<QwenEnvironmentDependencies, 'environment' | 'home'>): Promise<LogFolders> {
  const { readText } = createTextFiles();
  const place = await createQwenEnvironment({ ...qwen, workFolder: qwen.home, platform: process.platform }).locate();
  const nameIn = async (path: string): Promise<string | null> =>
    settingIn(await readText(path), definedOnly(qwen.environment()));
  const forced = place.runtimeName ?? (await nameIn(place.systemSettingsPath));
  const name = forced ?? (await nameIn(place.settingsPath)) ?? (await nameIn(place.systemDefaultsPath));
  const resolved = (value: string, project: string): string => expandPath(value, place.home, project);
  const areTheRule = name !== null && isRelative(name);
  return {
    qwenFolder: place.folder,
    runtimeFolder: name === null || areTheRule ? place.folder : resolved(name, place.home),
    ofProjects: {
      areTheRule,
      known: [place.home, ...(await trustedIn(place, readText))],
      async of(project) {
        // Whether the project's own settings count is the user's trust in it; looking into a folder too many counts nothing twice.
        const own = forced === null ? await nameIn(join(project, '.qwen', 'settings.json')) : null;
        return [...(areTheRule ? [name] : []), ...(own === null ? [] : [own])].map((value) => resolved(value, project));
      },
    },
  };
}

const isRelative = (path: string): boolean => !isAbsolute(path) && !/^~([/\\]|$)/.test(path);

function settingIn(text: string | null, environment: Readonly<Record<string, string>>): string | null {
  const read = readSettings(text);
  const named = read.ok ? textAt(read.document.value, 'advanced', 'runtimeOutputDir') : undefined;
  const value = named === undefined ? null : interpolate(named, environment);
  return typeof value === 'string' ? value : null;
}

/** The folders that the user was asked about. */
async function trustedIn(
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
