import { type ClientFiles, parseFiles } from '../../core/provider/precedence/client-files.ts';
import { contextOf } from '../../core/provider/precedence/context.ts';
import type { FileText } from '../../core/provider/precedence/facts.ts';
import { inUseOf } from '../../core/provider/precedence/in-use.ts';
import type { InUse } from '../../core/provider/precedence/in-use-schema.ts';
import { type ClientGeneration, parseLayer } from '../../core/provider/precedence/layers.ts';
import type { Flags } from '../../core/provider/precedence/resolution.ts';
import { type UsedProvider, usedProvider } from '../../core/provider/switch/used-provider.ts';
import type { FileState, Files } from '../../ports/system.ts';
import type { QwenEnvironment } from './settings-reading.ts';

interface InUseDependencies {
  readonly files: Pick<Files, 'readVersion'>;
  readonly qwenEnvironment: Pick<QwenEnvironment, 'settingsPath' | 'gather'>;
}

/** How Qwen Code would be started. The defaults are version 0.24, no particular folder and no flags. */
export interface InUseQuestion {
  readonly workFolder?: string;
  readonly client?: ClientGeneration;
  readonly flags?: Flags;
}

export interface InUseReading {
  readonly settingsPath: string;
  readonly settingsExist: boolean;
  readonly inUse: InUse;
}

/** Resolves what Qwen Code would use with the files on disk. */
export async function readInUse(
  dependencies: InUseDependencies,
  { workFolder, client = '0.24', flags }: InUseQuestion,
): Promise<InUseReading> {
  const { files, ...settings } = await readFiles(dependencies, workFolder ?? null);
  return { ...settings, inUse: inUseOf(contextOf(files, client, flags)) };
}

/** The same for Qwen Code 0.24 in a folder, with the names of what it uses. */
export async function readUsed(dependencies: InUseDependencies, workFolder: string): Promise<UsedProvider> {
  return usedProvider((await readFiles(dependencies, workFolder)).files);
}

async function readFiles(
  { files, qwenEnvironment }: InUseDependencies,
  workFolder: string | null,
): Promise<Omit<InUseReading, 'inUse'> & { readonly files: ClientFiles }> {
  const settingsPath = await qwenEnvironment.settingsPath();
  const text = textForClient(settingsPath, await files.readVersion(settingsPath, 'may-be-missing'));
  const facts = await qwenEnvironment.gather({ workFolder, sessionsOf: null });
  return { settingsPath, settingsExist: text !== null, files: parseFiles(facts, parseLayer(text)) };
}

/** Decodes the file as Qwen Code does, which accepts bytes that are not UTF-8. */
function textForClient(path: string, state: FileState): FileText {
  if (state.kind === 'missing') return null;
  if (state.kind === 'refused') return { path, reason: state.reason };
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(state.bytes);
}
