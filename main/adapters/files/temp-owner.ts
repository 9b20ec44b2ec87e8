import { randomBytes } from 'node:crypto';
import { systemErrorCode } from './file-operations.ts';
import type { TempOwner } from './temp-files.ts';

/** Whether a process of that number runs. One we may not signal runs too. */
export function isProcessAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/** This process. Its start is dated a second early: file systems round their times down. */
export const createTempOwner = (nowMs: number): TempOwner => ({
  pid: process.pid,
  startedAtMs: nowMs - process.uptime() * 1000 - 1000,
  isAlive: isProcessAlive,
  randomHex: () => randomBytes(6).toString('hex'),
});
