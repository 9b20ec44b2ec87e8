import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemErrorCode } from '../../adapters/files/file-operations.ts';
import { createTextFiles } from '../../adapters/files/text-files.ts';
import { patientOperations } from '../../adapters/foreign-files/patient-operations.ts';
import { resolveQwenHome } from '../../adapters/qwen/qwen-home.ts';
import { parseEnvText } from '../../core/provider/settings-text/dotenv.ts';
import type { PoolInUse } from '../../core/quota/pool-in-use.ts';
import type { Status } from '../../core/quota/status/status-schema.ts';
import { knownFromStatus } from '../../core/quota/status/status-snapshot.ts';
import type { CliContext, Shell } from '../context.ts';

/** What Qwen Code uses in this folder. */
export interface InUseHere {
  /** What it uses, or why that is not known, in one sentence. */
  readonly text: string;
  /** The pool that it draws from; null: its settings could not be read. */
  readonly pool: PoolInUse | null;
}

/**
 * What Qwen Code uses in this folder, or why that is not known. null if neither the user nor the folder has settings, and
 * for the demo, whose settings are not those of this terminal.
 */
export async function inUseHere(status: Status, context: CliContext): Promise<InUseHere | null> {
  if (status.qwen_gauge.demo) return null;
  const { shell } = context;
  const ofFolder = path.join(shell.workFolder, '.qwen', 'settings.json');
  if (!(await isAnythingAt(await settingsPathOf(shell))) && !(await isAnythingAt(ofFolder))) return null;
  // Loaded only where there are settings.
  const { readInUseHere } = await import('./read-in-use.ts');
  return readInUseHere(knownFromStatus(status).snapshot, context);
}

async function settingsPathOf({ environment, home, workFolder, platform }: Shell): Promise<string> {
  const { settingsPath } = await resolveQwenHome({
    ...{ environment: () => environment, home: () => home, workFolder: () => workFolder, platform },
    ...{ temporaryFolder: tmpdir(), readText: createTextFiles().readText, parseEnvFile: parseEnvText },
  });
  return settingsPath;
}

/** True also for a link that leads nowhere. */
async function isAnythingAt(file: string): Promise<boolean> {
  try {
    await patientOperations.lstat(file);
    return true;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error));
  }
}
