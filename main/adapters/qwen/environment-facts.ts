import { basename, dirname, join, resolve } from 'node:path';
import type { EnvFileText, FileText, RunningSession, SettingsFacts } from '../../core/provider/precedence/facts.ts';
import { type JsonObject, textAt } from '../../core/provider/settings-text/json.ts';
import type { FileRefused } from '../../ports/system.ts';
import { expandPath, type QwenHome } from './qwen-home.ts';
import { isFolderTrusted } from './trusted-folders.ts';

export interface EnvironmentFactsDependencies {
  locate(): Promise<QwenHome>;
  /** Never logged: it holds keys. */
  environment(): Readonly<Record<string, string | undefined>>;
  read(path: string): Promise<string | null | FileRefused>;
  exists(path: string): Promise<boolean>;
  /** Resolves all links; null if nothing exists at the path. */
  realPath(path: string): Promise<string | null>;
  /** Returns the names in a folder; none if it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  sessions(runtimeFolder: string): Promise<readonly RunningSession[]>;
}

/**
 * `workFolder` is the folder that `qwen` would be started in, or null. `sessionsOf` holds the user's settings, or null to skip
 * the search for running sessions.
 */
export interface FactsQuestion {
  readonly workFolder: string | null;
  readonly sessionsOf: JsonObject | null;
}

/** Gathers what the planner needs besides the settings text. */
export async function gatherFacts(
  dependencies: EnvironmentFactsDependencies,
  question: FactsQuestion,
): Promise<Omit<SettingsFacts, 'vaultKeys'>> {
  const qwenHome = await dependencies.locate();
  const workFolder = question.workFolder === null ? null : resolve(question.workFolder);
  const realFolder = workFolder === null ? null : ((await dependencies.realPath(workFolder)) ?? workFolder);
  const names = await dependencies.list(qwenHome.folder);
  return {
    processEnvironment: definedOnly(dependencies.environment()),
    envFiles: await readEnvFiles(dependencies, qwenHome, realFolder),
    keyFilePath: qwenHome.envFilePath,
    workspaceText: await readWorkspace(dependencies, qwenHome, workFolder, realFolder),
    systemText: await readFile(dependencies, qwenHome.systemSettingsPath),
    systemDefaultsText: await readFile(dependencies, qwenHome.systemDefaultsPath),
    folderTrusted: realFolder === null ? null : await readTrust(dependencies, qwenHome, realFolder),
    runningSessions: await findSessions(dependencies, qwenHome, question),
    savedText: await readFile(dependencies, `${qwenHome.settingsPath}.orig`),
    leftOverFiles: names.filter((name) => /^settings\.json\.(orig|corrupted)/.test(name)).sort(),
  };
}

async function readFile({ read }: EnvironmentFactsDependencies, path: string): Promise<FileText> {
  const found = await read(path);
  return found === null || typeof found === 'string' ? found : { path, reason: found.reason };
}

const definedOnly = (variables: Readonly<Record<string, string | undefined>>): Record<string, string> => {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) defined[name] = value;
  return defined;
};

/** Resolves a relative `advanced.runtimeOutputDir`, which differs for each project, against the question's folder. */
async function findSessions(
  { sessions }: EnvironmentFactsDependencies,
  qwenHome: QwenHome,
  { sessionsOf, workFolder }: FactsQuestion,
): Promise<readonly RunningSession[]> {
  if (sessionsOf === null) return [];
  if (qwenHome.runtimeFolder !== null) return sessions(qwenHome.runtimeFolder);
  const configured = textAt(sessionsOf, 'advanced', 'runtimeOutputDir');
  return sessions(
    configured === undefined ? qwenHome.folder : expandPath(configured, qwenHome.home, workFolder ?? qwenHome.home),
  );
}

/** Ignores the home folder, where this path is the user's own settings file (docs/facts/qwen-code.md §1.1). */
async function readWorkspace(
  dependencies: EnvironmentFactsDependencies,
  qwenHome: QwenHome,
  workFolder: string | null,
  realFolder: string | null,
): Promise<FileText> {
  if (workFolder === null || realFolder === (await dependencies.realPath(qwenHome.home))) return null;
  return readFile(dependencies, join(workFolder, '.qwen', 'settings.json'));
}

async function readTrust(
  dependencies: EnvironmentFactsDependencies,
  qwenHome: QwenHome,
  realFolder: string,
): Promise<boolean | null> {
  const text = await dependencies.read(qwenHome.trustedFoldersPath);
  return typeof text !== 'string' ? null : isFolderTrusted(text, realFolder, dependencies.realPath);
}

async function readEnvFiles(
  dependencies: EnvironmentFactsDependencies,
  qwenHome: QwenHome,
  realFolder: string | null,
): Promise<readonly EnvFileText[]> {
  const files: EnvFileText[] = [];
  const add = async (path: string, kind: EnvFileText['place']): Promise<void> => {
    const text = await dependencies.read(path);
    if (typeof text === 'string') files.push({ path, text, place: kind });
    else if (text !== null) files.push({ path, text: '', place: kind, unread: text.reason });
  };
  const project = realFolder === null ? null : await findProjectEnvFile(dependencies, qwenHome.home, realFolder);
  if (project !== null && !qwenHome.userEnvFilePaths.includes(project)) await add(project, 'project');
  for (const path of qwenHome.userEnvFilePaths)
    await add(path, path === join(qwenHome.home, '.env') ? 'home' : 'qwen-home');
  return files;
}

/**
 * Finds the nearest `.qwen/.env`, or else `.env`, from the working folder upwards, excluding the home folder
 * (`findEnvFiles` of 0.24.4). A folder with that name also ends the search, as it does in Qwen Code.
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
