import fs from 'node:fs';
import path from 'node:path';

const PASSING = 'tmp-';
/** No set-up takes that long: who made such a folder was killed, and it may hold hundreds of megabytes. */
const ABANDONED_AFTER_MS = 60 * 60_000;

/**
 * Runs `work` with a folder below `cache` that goes with it, also when this program is ended.
 * @param {string} cache
 * @param {(folder: string) => Promise<string>} work
 */
export async function inPassingFolder(cache, work) {
  for (const name of fs.readdirSync(cache)) {
    const old = path.join(cache, name);
    const state = name.startsWith(PASSING) ? fs.statSync(old, { throwIfNoEntry: false }) : undefined;
    if (state && Date.now() - state.mtimeMs > ABANDONED_AFTER_MS) fs.rmSync(old, { recursive: true, force: true });
  }
  const folder = fs.mkdtempSync(path.join(cache, PASSING));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  try {
    return await work(folder);
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}
