import fs from 'node:fs';
import path from 'node:path';

const PREFIX = 'tmp-';
/** No set-up takes that long: the process that made such a folder was killed. It may hold hundreds of megabytes. */
const ABANDONED_AFTER_MS = 60 * 60_000;

/**
 * Runs `work` with a folder below `cache` that is removed afterwards, also when this program is interrupted. Removes
 * folders that earlier, killed runs left behind.
 * @param {string} cache
 * @param {(folder: string) => Promise<string>} work
 */
export async function inTemporaryFolder(cache, work) {
  for (const name of fs.readdirSync(cache)) {
    const old = path.join(cache, name);
    const state = name.startsWith(PREFIX) ? fs.statSync(old, { throwIfNoEntry: false }) : undefined;
    if (state && Date.now() - state.mtimeMs > ABANDONED_AFTER_MS) fs.rmSync(old, { recursive: true, force: true });
  }
  const folder = fs.mkdtempSync(path.join(cache, PREFIX));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  try {
    return await work(folder);
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}
