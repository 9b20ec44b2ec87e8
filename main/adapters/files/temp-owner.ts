import { systemErrorCode } from './file-operations.ts';
import type { TempOwner } from './temp-files.ts';

/** Whether a process with this id runs, including one that we have no permission to signal. */
export function isProcessAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/** Describes this process. Its start is set one second early because file systems round their times down. */
export const createTempOwner = (nowMs: number): TempOwner => ({
  pid: process.pid,
  startedAtMs: nowMs - process.uptime() * 1000 - 1000,
  isAlive: isProcessAlive,
  // Not from `node:crypto`: loading that would delay the tray icon by 4 ms.
  randomHex: () => Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString('hex'),
});
