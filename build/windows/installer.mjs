import path from 'node:path';
import { explainFailure, runQuietly } from '../setup/command.mjs';
import { SetupError } from '../setup/steps.mjs';

/**
 * @typedef {object} Installer
 * @property {string} source the unpacked app for Windows
 * @property {string} version
 * @property {string} icon an `.ico` file
 * @property {string} license a text file
 * @property {string} out the installer to write
 * @property {string} [sign] a command that signs the file whose name is appended: it signs the uninstaller too
 */

/**
 * Makes the installer for Windows with makensis, which Linux, macOS and Windows have. Throws a SetupError with its output
 * where it fails.
 * @param {Installer} installer
 */
export async function makeInstaller({ source, version, icon, license, out, sign }) {
  const defines = {
    VERSION: version.replace(/[-+].*/, ''), // Windows knows numbers only.
    SOURCE: source,
    ICON: icon,
    LICENSE: license,
    OUT: out,
    ...(sign === undefined ? {} : { SIGN: sign }),
  };
  const script = path.join(import.meta.dirname, 'installer.nsi');
  const words = ['-V2', '-WX', ...Object.entries(defines).map(([name, value]) => `-D${name}=${value}`), script];
  const outcome = await runQuietly('makensis', words);
  if (outcome.status !== 0) throw new SetupError(explainFailure('Making the installer for Windows', outcome));
}
