import type { FileWriteResult } from '../../ports/system.ts';
import { type FileOperations, systemErrorCode } from './file-operations.ts';

interface Waiting {
  readonly operations: Pick<FileOperations, 'statNow'>;
  readonly platform: NodeJS.Platform;
  pause(delayMs: number): Promise<void>;
}

/** A virus scanner has closed the file by then. */
const again = { tries: 10, everyMs: 50 };

/** What Windows reports for a file that cannot be replaced or removed now, be it open elsewhere or read-only. */
const refusals = ['EPERM', 'EACCES', 'EBUSY'];

/**
 * Changes `target` by `change`, which throws if the system refuses. Windows refuses while any other program has the file open,
 * so there the change is tried again for half a second; then the result is `held-open`, which has words of its own
 * (docs/facts/desktop.md §9).
 */
export async function onceNotHeldOpen(
  { operations, platform, pause }: Waiting,
  target: string,
  change: () => Promise<FileWriteResult>,
): Promise<FileWriteResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (error) {
      const code = systemErrorCode(error);
      if (platform !== 'win32' || !refusals.includes(code) || isReadOnly(operations, target)) throw error;
      if (attempt === again.tries) return { kind: 'failed', code: 'held-open' };
      await pause(again.everyMs);
    }
  }
}

/** Windows neither replaces nor removes a read-only file, whoever has it open. */
function isReadOnly(operations: Waiting['operations'], target: string): boolean {
  try {
    return (operations.statNow(target).mode & 0o200n) === 0n;
  } catch (error) {
    systemErrorCode(error);
    return false;
  }
}
