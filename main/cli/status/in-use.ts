import { tmpdir } from 'node:os';
import { systemErrorCode } from '../../adapters/files/file-operations.ts';
import { createTextFiles } from '../../adapters/files/text-files.ts';
import { patientOperations } from '../../adapters/foreign-files/patient-operations.ts';
import { resolveQwenHome } from '../../adapters/qwen/qwen-home.ts';
import { parseEnvText } from '../../core/provider/settings-text/dotenv.ts';
import type { Status } from '../../core/quota/status/status-schema.ts';
import { chosenView } from '../../core/view/providers/chosen-view.ts';
import { pathText } from '../../core/view/providers/provider-text.ts';
import type { CliContext, Shell } from '../context.ts';

/**
 * What Qwen Code uses by the user's settings, as the popover says it; or why that is not known. null if there are none yet,
 * and for the demo, whose settings are not those of this terminal.
 */
export async function inUseText({ qwen_gauge }: Status, context: CliContext): Promise<string | null> {
  const { shell, words, cliWords } = context;
  if (qwen_gauge.demo) return null;
  const settingsPath = await settingsPathOf(shell);
  if (!(await isAnythingAt(settingsPath))) return null;
  // Loaded only where there are settings: it takes as long as all of the status.
  const { writerOf } = await import('../writer.ts');
  const settings = await writerOf(context).view();
  if (settings.state !== 'readable') return cliWords.status.settingsUnread(pathText(settingsPath, shell.home));
  if (!settings.exists) return null;
  const { model, providerText, faultText } = chosenView(settings, words);
  if (providerText === null) return faultText === null ? cliWords.status.noProvider : cliWords.status.startsNot(null);
  const modelText = model ?? words.common.unknown;
  return faultText === null
    ? words.tray.uses(modelText, providerText)
    : cliWords.status.startsNot(`${modelText} · ${providerText}`);
}

async function settingsPathOf({ environment, home, workFolder, platform }: Shell): Promise<string> {
  const { settingsPath } = await resolveQwenHome({
    ...{ environment: () => environment, home: () => home, workFolder: () => workFolder, platform },
    ...{ temporaryFolder: tmpdir(), readText: createTextFiles().readText, parseEnvFile: parseEnvText },
  });
  return settingsPath;
}

/** True also for a link that leads nowhere. */
async function isAnythingAt(path: string): Promise<boolean> {
  try {
    await patientOperations.lstat(path);
    return true;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error));
  }
}
