import { parseEnvText } from '../settings-text/dotenv.ts';
import type { EnvFileText, SettingsFacts } from './facts.ts';
import { type ParsedLayer, type ParsedLayers, parseLayer } from './layers.ts';

/** A `.env` file with its text parsed. */
export interface EnvFile extends Pick<EnvFileText, 'path' | 'place'> {
  readonly variables: Readonly<Record<string, string>>;
}

/** Everything that decides what Qwen Code uses beside its command line, parsed once for any number of questions. */
export interface ClientFiles {
  readonly processEnvironment: Readonly<Record<string, string>>;
  /** Highest precedence first. */
  readonly envFiles: readonly EnvFile[];
  readonly layers: ParsedLayers;
  /** Whether the working folder is trusted; only asked where folder trust is switched on. */
  readonly folderTrusted: boolean | null;
}

export const parseEnvFile = ({ path, place, text }: EnvFileText): EnvFile => ({
  path,
  place,
  variables: parseEnvText(text),
});

type FileTexts = Pick<
  SettingsFacts,
  'processEnvironment' | 'envFiles' | 'workspaceText' | 'systemText' | 'systemDefaultsText' | 'folderTrusted'
>;

/** Parses every file but the user's own settings, which the caller has parsed. */
export const parseFiles = (texts: FileTexts, user: ParsedLayer | null): ClientFiles => ({
  processEnvironment: texts.processEnvironment,
  envFiles: texts.envFiles.map(parseEnvFile),
  layers: {
    'system-defaults': parseLayer(texts.systemDefaultsText),
    user,
    workspace: parseLayer(texts.workspaceText),
    system: parseLayer(texts.systemText),
  },
  folderTrusted: texts.folderTrusted,
});

/** The files of a working folder are among them. */
export const hasFolder = ({ layers, envFiles }: ClientFiles): boolean =>
  layers.workspace !== null || envFiles.some(({ place }) => place === 'project');

/** The same without the files of the working folder: what holds wherever Qwen Code is started. */
export const withoutFolder = (files: ClientFiles): ClientFiles => ({
  ...files,
  envFiles: files.envFiles.filter(({ place }) => place !== 'project'),
  layers: { ...files.layers, workspace: null },
});
