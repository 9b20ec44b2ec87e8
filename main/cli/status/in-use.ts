import { tmpdir } from 'node:os';
import { createTextFiles } from '../../adapters/files/text-files.ts';
import { resolveQwenHome } from '../../adapters/qwen/qwen-home.ts';
import { parseLayer } from '../../core/provider/precedence/layers.ts';
import { parseEnvText } from '../../core/provider/settings-text/dotenv.ts';
import { isJsonObject } from '../../core/provider/settings-text/json.ts';
import { currentOf } from '../../core/provider/switch/current-target.ts';
import type { Status } from '../../core/quota/status/status-schema.ts';
import { fullName, pathText } from '../../core/view/providers/provider-text.ts';
import type { CliContext } from '../context.ts';

/**
 * What Qwen Code uses by the user's settings, as the popover says it; or why that is not known. null if there are none yet,
 * and for the demo, whose settings are not those of this terminal. Reads that one file: the writer, which knows more, takes as long to load as all
 * of the status.
 */
export async function inUseText(
  { qwen_gauge }: Status,
  { shell, words, cliWords }: CliContext,
): Promise<string | null> {
  if (qwen_gauge.demo) return null;
  const { environment, home, workFolder, platform } = shell;
  const { read, readText } = createTextFiles();
  const { settingsPath } = await resolveQwenHome({
    ...{ environment: () => environment, home: () => home, workFolder: () => workFolder, platform },
    ...{ temporaryFolder: tmpdir(), readText, parseEnvFile: parseEnvText },
  });
  const text = await read(settingsPath);
  if (text === null) return null;
  const settings = typeof text === 'string' ? settingsIn(text) : undefined;
  if (!isJsonObject(settings)) {
    return cliWords.status.settingsUnread(pathText(settingsPath, home));
  }
  const { model, target } = currentOf(settings);
  if (target === null) return cliWords.status.noProvider;
  return words.tray.uses(model ?? words.common.unknown, fullName(target, [], words));
}

/** As Qwen Code reads them, to which an empty file holds no settings. */
const settingsIn = (text: string): unknown => (text.trim() === '' ? {} : parseLayer(text)?.value);
