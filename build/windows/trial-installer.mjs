import path from 'node:path';
import { root } from '../paths.mjs';
import { explainFailure, runQuietly } from '../setup/command.mjs';
import { SetupError } from '../setup/steps.mjs';

/**
 * Makes an installer of the files in `source` with makensis. Throws a SetupError with its output where it fails.
 * @param {{ source: string, version: string, out: string }} installer `out` is the program to write
 */
export async function makeTrialInstaller({ source, version, out }) {
  const defines = {
    MACROS: path.join(root, 'build', 'pack', 'windows', 'installer.nsh'),
    SOURCE: source,
    VERSION: version,
    OUT: out,
  };
  const options = ['-V2', '-WX', '-INPUTCHARSET', 'UTF8'];
  const script = path.join(import.meta.dirname, 'trial-installer.nsi');
  const words = [...options, ...Object.entries(defines).map(([name, value]) => `-D${name}=${value}`), script];
  const outcome = await runQuietly('makensis', words);
  if (outcome.status !== 0) throw new SetupError(explainFailure('Making the installer for Windows', outcome));
}
