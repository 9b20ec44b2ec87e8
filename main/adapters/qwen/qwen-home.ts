import { dirname, isAbsolute, join, resolve } from 'node:path';

/** The files and folders of Qwen Code that a switch reads or writes. All paths are absolute. */
export interface QwenHome {
  readonly home: string;
  /** `QWEN_HOME`, or `~/.qwen`. */
  readonly folder: string;
  readonly settingsPath: string;
  /** `<QWEN_HOME>/.env`. */
  readonly envFilePath: string;
  /** The user-level `.env` files, highest precedence first, including `envFilePath`. */
  readonly userEnvFilePaths: readonly string[];
  /** The resolved `QWEN_RUNTIME_DIR`; null if unset, when the settings may still name a folder. */
  readonly runtimeFolder: string | null;
  /** `QWEN_RUNTIME_DIR` as written: a relative value means another folder in each project. */
  readonly runtimeName: string | null;
  readonly trustedFoldersPath: string;
  readonly systemSettingsPath: string;
  readonly systemDefaultsPath: string;
}

export interface QwenHomeDependencies {
  /** It is read at each call, because a long-running app's environment may change. */
  environment(): Readonly<Record<string, string | undefined>>;
  home(): string;
  /** The best guess of the folder that `qwen` is started in. A relative `QWEN_HOME` is resolved against it. */
  workFolder(): string;
  readonly temporaryFolder: string;
  readonly platform: NodeJS.Platform;
  /** Returns null if the file is missing or unreadable. */
  readText(path: string): Promise<string | null>;
  parseEnvFile(text: string): Readonly<Record<string, string>>;
}

/** The only variables that Qwen Code reads from a user's `.env` file before it knows its home. */
const bootstrapNames = [
  'QWEN_HOME',
  'QWEN_RUNTIME_DIR',
  'QWEN_CODE_MCP_APPROVALS_PATH',
  'QWEN_CODE_TRUSTED_FOLDERS_PATH',
] as const;
type BootstrapName = (typeof bootstrapNames)[number];
type Bootstrap = { [Name in BootstrapName]?: string };

const systemFolders: Partial<Record<NodeJS.Platform, string>> = {
  darwin: '/Library/Application Support/QwenCode/settings.json',
  win32: 'C:\\ProgramData\\qwen-code\\settings.json',
};

/**
 * Resolves Qwen Code's home as the client does (docs/facts/qwen-code.md §1.1, and its `preResolveHomeEnvOverrides` in
 * 0.24.4): the process environment first, then the `.env` of the folder found so far, `~/.env`, and the `.env` of the folder
 * that these name. An empty exported variable stops the search for that variable, but its value counts as unset.
 */
export async function resolveQwenHome(dependencies: QwenHomeDependencies): Promise<QwenHome> {
  const environment = dependencies.environment();
  const { QWEN_CODE_SYSTEM_SETTINGS_PATH: systemSettings, QWEN_CODE_SYSTEM_DEFAULTS_PATH: systemDefaults } =
    environment;
  const home = dependencies.home();
  const bootstrap = await readBootstrap(dependencies, environment, home);
  const folder = folderFor(dependencies, bootstrap.QWEN_HOME, home);
  const plainFolder = join(home, '.qwen');
  const envFilePath = join(folder, '.env');
  const runtime = bootstrap.QWEN_RUNTIME_DIR;
  const systemSettingsPath = systemSettings || (systemFolders[dependencies.platform] ?? '/etc/qwen-code/settings.json');
  return {
    home,
    folder,
    settingsPath: join(folder, 'settings.json'),
    envFilePath,
    userEnvFilePaths: [...new Set([envFilePath, join(plainFolder, '.env'), join(home, '.env')])],
    runtimeName: runtime || null,
    runtimeFolder: runtime ? expandPath(runtime, home, dependencies.workFolder()) : null,
    trustedFoldersPath: bootstrap.QWEN_CODE_TRUSTED_FOLDERS_PATH ?? join(folder, 'trustedFolders.json'),
    systemSettingsPath,
    systemDefaultsPath: systemDefaults || join(dirname(systemSettingsPath), 'system-defaults.json'),
  };
}

/** Expands `~`, `~/x` and relative paths as Qwen Code does. */
export function expandPath(path: string, home: string, workFolder: string): string {
  if (path === '~') return home;
  if (path.startsWith('~/') || path.startsWith('~\\')) {
    return join(
      home,
      ...path
        .slice(2)
        .split(/[/\\]+/)
        .filter((part) => part !== ''),
    );
  }
  return isAbsolute(path) ? path : resolve(workFolder, path);
}

function folderFor(dependencies: QwenHomeDependencies, qwenHome: string | undefined, home: string): string {
  if (qwenHome) return expandPath(qwenHome, home, dependencies.workFolder());
  return join(home === '' ? dependencies.temporaryFolder : home, '.qwen');
}

async function readBootstrap(
  dependencies: QwenHomeDependencies,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): Promise<Bootstrap> {
  const found: Bootstrap = {};
  for (const name of bootstrapNames) {
    const value = environment[name];
    if (value !== undefined) found[name] = value;
  }
  const exported = found.QWEN_HOME;
  const first = folderFor(dependencies, exported, home);
  const addFrom = async (path: string): Promise<void> => {
    const text = await dependencies.readText(path);
    const values = text === null ? {} : dependencies.parseEnvFile(text);
    for (const name of bootstrapNames) if (values[name]) found[name] ??= values[name];
  };
  await addFrom(join(first, '.env'));
  if (!exported) await addFrom(join(dirname(first), '.env'));
  const second = folderFor(dependencies, found.QWEN_HOME, home);
  if (second !== first) await addFrom(join(second, '.env'));
  return found;
}
