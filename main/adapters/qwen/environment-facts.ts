import { basename, dirname, join, resolve } from 'node:path';
import type { EnvFileText, RunningSession, SettingsFacts } from '../../core/provider/precedence/facts.ts';
import { type JsonObject, textAt } from '../../core/provider/settings-text/json.ts';
import { expandPath, type QwenHome } from './qwen-home.ts';
import { isFolderTrusted } from './trusted-folders.ts';

export interface EnvironmentFactsDependencies {
  locate(): Promise<QwenHome>;
  /** Never logged: it holds keys. */
  environment(): Readonly<Record<string, string | undefined>>;
  readText(path: string): Promise<string | null>;
  exists(path: string): Promise<boolean>;
  /** null: not there. */
  realPath(path: string): Promise<string | null>;
  list(folder: string): Promise<readonly string[]>;
  sessions(runtimeFolder: string): Promise<readonly RunningSession[]>;
}

/** The folder `qwen` would be started in, if one is meant, and the user's settings where running sessions matter. */
export interface FactsQuestion {
  readonly workFolder: string | null;
  readonly sessionsOf: JsonObject | null;
}

/** Gathers what the pure planner has to know beside the settings text. What cannot be read is null or left out. */
export async function gatherFacts(
  dependencies: EnvironmentFactsDependencies,
  question: FactsQuestion,
): Promise<Omit<SettingsFacts, 'vaultKeys'>> {
  const place = await dependencies.locate();
  const workFolder = question.workFolder === null ? null : resolve(question.workFolder);
  const realFolder = workFolder === null ? null : ((await dependencies.realPath(workFolder)) ?? workFolder);
  const names = await dependencies.list(place.folder);
  return {
    processEnvironment: definedOnly(dependencies.environment()),
    envFiles: await readEnvFiles(dependencies, place, realFolder),
    keyFilePath: place.envFilePath,
    workspaceText: await readWorkspace(dependencies, place, workFolder, realFolder),
    systemText: await dependencies.readText(place.systemSettingsPath),
    systemDefaultsText: await dependencies.readText(place.systemDefaultsPath),
    folderTrusted: realFolder === null ? null : await readTrust(dependencies, place, realFolder),
    runningSessions: await findSessions(dependencies, place, question),
    leftOverFiles: names.filter((name) => /^settings\.json\.(orig|corrupted)/.test(name)).sort(),
  };
}

const definedOnly = (variables: Readonly<Record<string, string | undefined>>): Record<string, string> => {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) defined[name] = value;
  return defined;
};

/** A relative `advanced.runtimeOutputDir` is another folder for each project; the one meant here is the question's. */
async function findSessions(
  { sessions }: EnvironmentFactsDependencies,
  place: QwenHome,
  { sessionsOf, workFolder }: FactsQuestion,
): Promise<readonly RunningSession[]> {
  if (sessionsOf === null) return [];
  if (place.runtimeFolder !== null) return sessions(place.runtimeFolder);
  const named = textAt(sessionsOf, 'advanced', 'runtimeOutputDir');
  return sessions(named === undefined ? place.folder : expandPath(named, place.home, workFolder ?? place.home));
}

/** Ignored where the working folder is the home: that file is the user's own (docs/facts/qwen-code.md §1.1). */
async function readWorkspace(
  dependencies: EnvironmentFactsDependencies,
  place: QwenHome,
  workFolder: string | null,
  realFolder: string | null,
): Promise<string | null> {
  if (workFolder === null || realFolder === (await dependencies.realPath(place.home))) return null;
  return dependencies.readText(join(workFolder, '.qwen', 'settings.json'));
}

async function readTrust(
  dependencies: EnvironmentFactsDependencies,
  place: QwenHome,
  realFolder: string,
): Promise<boolean | null> {
  const text = await dependencies.readText(place.trustedFoldersPath);
  return text === null ? null : isFolderTrusted(text, realFolder, dependencies.realPath);
}

async function readEnvFiles(
  dependencies: EnvironmentFactsDependencies,
  place: QwenHome,
  realFolder: string | null,
): Promise<readonly EnvFileText[]> {
  const files: EnvFileText[] = [];
  const take = async (path: string, kind: EnvFileText['place']): Promise<void> => {
    const text = await dependencies.readText(path);
    if (text !== null) files.push({ path, text, place: kind });
  };
  const project = realFolder === null ? null : await findProjectEnvFile(dependencies, place.home, realFolder);
  if (project !== null && !place.userEnvFilePaths.includes(project)) await take(project, 'project');
  for (const path of place.userEnvFilePaths) await take(path, path === join(place.home, '.env') ? 'home' : 'qwen-home');
  return files;
}

/**
 * The nearest `.qwen/.env`, or else `.env`, from the working folder upwards, home excluded (`findEnvFiles` of 0.24.4). A
 * folder of that name ends the search as well, as it does in the client.
 */
async function findProjectEnvFile(
  dependencies: EnvironmentFactsDependencies,
  home: string,
  from: string,
): Promise<string | null> {
  for (let folder = from; folder !== home; folder = dirname(folder)) {
    const candidates = [join(folder, '.qwen', '.env'), join(folder, '.env')];
    for (const candidate of candidates) if (await dependencies.exists(candidate)) return candidate;
    if (basename(folder) === '' || dirname(folder) === folder) return null;
  }
  return null;
}
