import { parseEnvText } from '../settings-text/dotenv.ts';
import type { EnvFileText, SettingsFacts } from './facts.ts';
import { type ParsedLayer, type ParsedLayers, parseLayer } from './layers.ts';

/** A `.env` file with its text parsed. */
export interface EnvFile extends Pick<EnvFileText, 'path' | 'place' | 'unread'> {
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Everything besides the command line that decides what Qwen Code uses. Parsed once, so that several resolutions can
 * share it.
 */
export interface ClientFiles {
  readonly processEnvironment: Readonly<Record<string, string>>;
  /** Highest precedence first. */
  readonly envFiles: readonly EnvFile[];
  readonly layers: ParsedLayers;
  /** `settings.json.orig`, which 0.15 restores over a file that it cannot parse. */
  readonly savedUser: ParsedLayer | null;
  /** Whether the working folder is trusted; matters only when folder trust is enabled. */
  readonly folderTrusted: boolean | null;
}

export const parseEnvFile = ({ text, ...file }: EnvFileText): EnvFile => ({ ...file, variables: parseEnvText(text) });

type FileTexts = Pick<
  SettingsFacts,
  | 'processEnvironment'
  | 'envFiles'
  | 'workspaceText'
  | 'systemText'
  | 'systemDefaultsText'
  | 'savedText'
  | 'folderTrusted'
>;

/** Parses every file except the user's own settings, which the caller has already parsed. */
export const parseFiles = (texts: FileTexts, user: ParsedLayer | null): ClientFiles => ({
  processEnvironment: texts.processEnvironment,
  envFiles: texts.envFiles.map(parseEnvFile),
  layers: {
    'system-defaults': parseLayer(texts.systemDefaultsText),
    user,
    workspace: parseLayer(texts.workspaceText),
    system: parseLayer(texts.systemText),
  },
  savedUser: parseLayer(texts.savedText),
  folderTrusted: texts.folderTrusted,
});

/** Whether any file belongs to a working folder. */
export const hasFolder = ({ layers, envFiles }: ClientFiles): boolean =>
  layers.workspace !== null || envFiles.some(({ place }) => place === 'project');

/** The same files without those of the working folder: the result holds wherever Qwen Code is started. */
export const withoutFolder = (files: ClientFiles): ClientFiles => ({
  ...files,
  envFiles: files.envFiles.filter(({ place }) => place !== 'project'),
  layers: { ...files.layers, workspace: null },
});
