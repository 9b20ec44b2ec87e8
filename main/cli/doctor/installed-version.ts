import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { readOnce } from '../../adapters/files/read-version.ts';
import { patientOperations } from '../../adapters/foreign-files/patient-operations.ts';
import { findProgram } from '../../adapters/programs/find-program.ts';
import { jsonOfBytes } from '../../services/json-of-bytes.ts';
import type { Shell } from '../context.ts';

/** How far above its program the manifest of an npm package lies at most. */
const foldersAbove = 4;
/** A manifest has a few kilobytes. */
const largestBytes = 1024 * 1024;

/**
 * The version of an installed program by the manifest of its npm package: nothing is started. '' if it is installed
 * otherwise; null if it is not installed.
 */
export async function installedVersion(program: string, shell: Shell): Promise<string | null> {
  const found = await findProgram(program, shell);
  if (found === null) return null;
  let folder = path.dirname(await realpath(found));
  for (let above = 0; above < foldersAbove; above += 1) {
    const version = await versionIn(folder, program);
    if (version !== null) return version;
    folder = path.dirname(folder);
  }
  return '';
}

/** The version of the package in a folder; null if there is none, or it is not the one that brings the program. */
async function versionIn(folder: string, program: string): Promise<string | null> {
  const read = await readOnce(patientOperations, path.join(folder, 'package.json'), largestBytes);
  if (read.kind !== 'file') return null;
  const manifest: unknown = jsonOfBytes(read.bytes);
  if (typeof manifest !== 'object' || manifest === null || !('bin' in manifest && 'version' in manifest)) return null;
  const { bin, version } = manifest;
  const isOfProgram = typeof bin === 'object' && bin !== null && Object.hasOwn(bin, program);
  return isOfProgram && typeof version === 'string' ? version : null;
}
