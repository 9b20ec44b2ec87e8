import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { findProgram } from '../../adapters/programs/find-program.ts';
import { jsonOfBytes } from '../../services/json-of-bytes.ts';
import type { Shell } from '../context.ts';

/** How far above its program the manifest of an npm package lies at most. */
const foldersAbove = 4;

/**
 * The version of an installed program by the manifest of its npm package: nothing is started. '' if it is installed
 * otherwise; null if it is not installed.
 */
export async function installedVersion(program: string, shell: Shell): Promise<string | null> {
  const found = await findProgram(program, shell);
  if (found === null) return null;
  let folder = path.dirname(await realpath(found));
  for (let above = 0; above < foldersAbove; above += 1) {
    const manifest = await manifestIn(folder);
    if (manifest !== null) return manifest;
    folder = path.dirname(folder);
  }
  return '';
}

async function manifestIn(folder: string): Promise<string | null> {
  try {
    const manifest: unknown = jsonOfBytes(await readFile(path.join(folder, 'package.json')));
    const isNamed = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
    return isNamed && typeof manifest.version === 'string' ? manifest.version : null;
  } catch {
    return null; // There is none here.
  }
}
