import os from 'node:os';
import path from 'node:path';

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '..');

/**
 * Where downloads that outlive a checkout are kept, as the XDG base directory specification says.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheFolder(env = process.env) {
  return path.join(env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'qwen-gauge');
}
