import { cacheFolder } from '../paths.mjs';

/** A failure the user can act on: only its message is shown, without a stack. */
export class SetupError extends Error {}

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;

/**
 * Runs one step and reports it in one line: its name at once, so that the user knows what is taking long, then the outcome
 * and the time it took.
 * @param {string} name
 * @param {() => string | Promise<string>} work resolves to what was done, in a few words
 * @param {{ write(text: string): unknown }} output
 */
export async function step(name, work, output = process.stderr) {
  const startedAt = performance.now();
  output.write(`setup: ${name}: `);
  try {
    const outcome = await work();
    output.write(`${outcome} (${seconds(performance.now() - startedAt)})\n`);
  } catch (error) {
    output.write(`failed (${seconds(performance.now() - startedAt)})\n`);
    throw error;
  }
}

/**
 * Says on the line of a step what takes long, before it begins, and where it can be watched.
 * @param {string} text
 */
export const announce = (text) => void process.stderr.write(`${text} … `);

/** @type {Readonly<Record<string, string>>} */
const REASONS = {
  EACCES: 'you have no right to',
  EPERM: 'you have no right to',
  EROFS: 'it is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in its way',
  EEXIST: 'a file is in its way',
};

/**
 * The message for a file or folder that cannot be written; null for any other failure.
 * @param {unknown} error
 */
export function explainWriteFailure(error) {
  const { code = '', path = '' } = /** @type {NodeJS.ErrnoException} */ (error ?? {});
  const reason = REASONS[code];
  if (!reason || !path) return null;
  const advice = path.startsWith(cacheFolder())
    ? ' Set XDG_CACHE_HOME to a folder of your own to keep it elsewhere.'
    : '';
  return `Qwen Gauge cannot write to ${path}: ${reason}.${advice}`;
}

/**
 * Reports the failure and exits with 1: expected failures as one sentence, bugs with their stack.
 * @param {unknown} error
 * @returns {never}
 */
export function reportAndExit(error) {
  console.error(error instanceof SetupError ? error.message : (explainWriteFailure(error) ?? error));
  process.exit(1);
}
