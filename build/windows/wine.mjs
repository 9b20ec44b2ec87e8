import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runQuietly } from '../setup/command.mjs';

/** Debian keeps the 64-bit program here; its `wine` script asks for the 32-bit one, which nothing here needs. */
const DEBIAN = '/usr/lib/wine/wine64';

/**
 * A Windows of our own: a Wine prefix in `folder`, with its home folder inside, so that nothing of the user's is linked into it.
 * @typedef {object} Wine
 * @property {string} drive the folder of drive C:
 * @property {(words: readonly string[], options?: RunOptions) => Promise<WindowsRun>} run runs a Windows program to its end
 * @property {() => Promise<void>} close ends all programs of this prefix
 *
 * @typedef {{ cwd?: string, env?: Readonly<Record<string, string>>, timeoutMs?: number }} RunOptions
 * @typedef {{ status: number | null, out: string, err: string }} WindowsRun `status` is null after the time limit
 */

/**
 * The name that Windows programs have for a Unix path.
 * @param {string} file absolute
 */
export const windowsPath = (file) => `Z:${file.replaceAll('/', '\\')}`;

/**
 * Opens the prefix in `folder`, creating it as a Windows 10 the first time (16 s, 700 MB).
 * @param {string} folder
 * @returns {Promise<Wine>}
 */
export async function openWine(folder) {
  const program = fs.existsSync(DEBIAN) ? DEBIAN : 'wine64';
  const prefix = path.join(folder, 'prefix');
  const home = path.join(folder, 'home');
  fs.mkdirSync(home, { recursive: true });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    LANG: 'C.UTF-8',
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=d',
  };
  /** @type {Wine['run']} */
  const run = async (words, options = {}) => runToFiles(program, words, env, options);
  const ready = path.join(folder, 'prefix-is-ready');
  if (!fs.existsSync(ready)) {
    fs.rmSync(prefix, { recursive: true, force: true });
    const made = await run(['wineboot', '-i']);
    // Node.js refuses Windows 7, which is Wine's default.
    const set = await run(['winecfg', '-v', 'win10']);
    if (made.status !== 0 || set.status !== 0) throw new Error(`Wine could not be set up.\n${made.err}\n${set.err}`);
    fs.writeFileSync(ready, '');
  }
  return {
    drive: path.join(prefix, 'drive_c'),
    run,
    close: async () => {
      const server = ['/usr/lib/wine/wineserver64', '/usr/lib/wine/wineserver'].find((file) => fs.existsSync(file));
      await runQuietly(server ?? 'wineserver', ['-k'], { env });
    },
  };
}

/**
 * Standard output goes to a file: Node.js for Windows cannot write to a Unix pipe.
 * @param {string} program
 * @param {readonly string[]} words
 * @param {Readonly<Record<string, string>>} env
 * @param {RunOptions} options
 * @returns {Promise<WindowsRun>}
 */
async function runToFiles(program, words, env, { cwd, env: more = {}, timeoutMs }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qwen-gauge-wine-'));
  const [out, err] = ['out', 'err'].map((name) => path.join(folder, name));
  // The shell's only work is to redirect; `nice`, because the tests of Windows never hurry.
  const script = `exec nice -n 10 "$0" "$@" >'${out}' 2>'${err}' </dev/null`;
  try {
    const { status } = await runQuietly('sh', ['-c', script, program, ...words], {
      cwd: cwd ?? folder,
      env: { ...env, ...more },
      killSignal: 'SIGKILL',
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    return { status, out: fs.readFileSync(out ?? '', 'utf8'), err: fs.readFileSync(err ?? '', 'utf8') };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
