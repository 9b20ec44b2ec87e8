import type { UnreadReason } from '../model.ts';

/** A file that exists but could not be read. */
export interface UnreadFile {
  readonly path: string;
  readonly reason: UnreadReason;
}

/** The text of a file; null if there is none. */
export type FileText = string | null | UnreadFile;

/** A `.env` file that Qwen Code may read, as text. */
export interface EnvFileText {
  readonly path: string;
  /** Empty if the file could not be read. */
  readonly text: string;
  /** Why the file could not be read; left out if it was. */
  readonly unread?: UnreadReason;
  /**
   * `project`: the nearest `.env` file at or above the working folder, at most one; `qwen-home`: `<QWEN_HOME>/.env` or
   * `~/.qwen/.env`; `home`: `~/.env`.
   */
  readonly place: 'project' | 'qwen-home' | 'home';
}

/** A running `qwen` process, from `*.runtime.json` with a live pid. */
export interface RunningSession {
  readonly pid: number;
  readonly workFolder: string;
  readonly version: string | null;
}

/**
 * Everything a switch depends on besides the user's settings text, as plain data. A file that is missing and one that
 * could not be read are two things.
 */
export interface SettingsFacts {
  /** Exported variables of the user's shell, as far as the app can see them. */
  readonly processEnvironment: Readonly<Record<string, string>>;
  /** Highest precedence first. */
  readonly envFiles: readonly EnvFileText[];
  /** The only `.env` file the app may write: `<QWEN_HOME>/.env`. Its text is the entry of `envFiles` with this path. */
  readonly keyFilePath: string;
  /** Keys of the vault by provider id, or by key variable when there is no id. */
  readonly vaultKeys: Readonly<Record<string, string>>;
  /** `<working folder>/.qwen/settings.json`. */
  readonly workspaceText: FileText;
  readonly systemText: FileText;
  readonly systemDefaultsText: FileText;
  /** Whether the working folder is trusted (`trustedFolders.json`); matters only when folder trust is enabled. */
  readonly folderTrusted: boolean | null;
  readonly runningSessions: readonly RunningSession[];
  /** Names of files that a client left beside the settings file: `settings.json.orig`, `settings.json.corrupted…`. */
  readonly leftOverFiles: readonly string[];
  /** The text of `settings.json.orig` beside the settings file. */
  readonly savedText: FileText;
}
